import type { Need, NeedKind, Territory } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import { Button, Tag, Typography } from "antd";
import type { TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Says who and when. */
type ByWords = (name: string | null, at: string) => string;

const COLOURS = { demand: "blue", wish: "purple" } as const satisfies Record<NeedKind, string>;

/** The columns of the ledger; `onAnswer` null = answering is not theirs. */
export function useNeedColumns(
  { timeZone }: Territory,
  onAnswer: ((need: Need) => void) | null,
): TableColumnsType<Need> {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const time = new Intl.DateTimeFormat(language, {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
    hourCycle: "h23",
  });
  const byWords: ByWords = (name, at) =>
    t("desk.visits.need.by", {
      name: name ?? t("desk.visits.need.somebody"),
      time: time.format(new Date(at)),
    });
  return [
    {
      title: t("desk.visits.needs"),
      render: (_, { kind, text }) => (
        <span className="visits__text">
          <Tag color={COLOURS[kind]}>{t(`desk.visits.need.kind.${kind}`)}</Tag>{" "}
          <bdi>{text ?? t("wordsGone")}</bdi>
        </span>
      ),
    },
    { title: t("desk.visits.need.where"), width: 180, render: (_, { cluster }) => cluster.name },
    {
      title: t("desk.visits.need.opened"),
      width: 220,
      render: (_, { openedBy, openedAt }) => byWords(openedBy, openedAt),
    },
    {
      title: t("desk.visits.need.answer"),
      width: 280,
      render: (_, need) =>
        need.answer ? (
          <AnswerCell answer={need.answer} byWords={byWords} onCorrect={onAnswer && (() => onAnswer(need))} />
        ) : onAnswer ? (
          <Button size="small" onClick={() => onAnswer(need)}>
            {t("desk.visits.need.answer")}
          </Button>
        ) : (
          t("desk.visits.need.state.open")
        ),
    },
  ];
}

type AnswerCellProps = {
  answer: NonNullable<Need["answer"]>;
  byWords: ByWords;
  /** Null = it is not theirs to correct. */
  onCorrect: (() => void) | null;
};

/** What was answered by whom, and beneath it, struck out, what it corrects. */
function AnswerCell({ answer, byWords, onCorrect }: AnswerCellProps): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="visits__name">
      <span className="visits__text">{answer.text ?? t("wordsGone")}</span>
      <Typography.Text type="secondary">{byWords(answer.by, answer.at)}</Typography.Text>
      {answer.earlier.toReversed().map(({ text, at, by }) => (
        <Typography.Text key={at} type="secondary" className="visits__text">
          <del dir="auto">{text ?? t("wordsGone")}</del> {byWords(by, at)}
        </Typography.Text>
      ))}
      {onCorrect && (
        <Button type="link" size="small" className="visits__plain" onClick={onCorrect}>
          {t("desk.visits.need.correct.open")}
        </Button>
      )}
    </div>
  );
}
