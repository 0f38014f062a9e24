import type { Need, NeedKind, Territory } from "@getu/domain";
import { useLanguage } from "@getu/ui";
import { Button, Tag, Typography } from "antd";
import type { TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";

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
  const byWords = (name: string | null, at: string): string =>
    t("desk.visits.need.by", {
      name: name ?? t("desk.visits.need.somebody"),
      time: time.format(new Date(at)),
    });
  return [
    {
      title: t("desk.visits.needs"),
      render: (_, { kind, text }) => (
        <span className="visits__text">
          <Tag color={COLOURS[kind]}>{t(`desk.visits.need.kind.${kind}`)}</Tag> {text}
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
          <div className="visits__name">
            <span className="visits__text">{need.answer.text}</span>
            <Typography.Text type="secondary">{byWords(need.answer.by, need.answer.at)}</Typography.Text>
          </div>
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
