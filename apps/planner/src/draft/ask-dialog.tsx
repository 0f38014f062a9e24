import type { Territory } from "@getu/domain";
import { effectiveDays } from "@getu/domain/redraw";
import { useDraftProblems, useImpact, useLanguage, useRefusalWords } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import { Alert, Input, Modal, Spin } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ImpactReport } from "../panels/impact-report.tsx";
import { AccountNotes } from "./account-notes.tsx";
import { ASK_WIDTH, REPORT_WIDTH } from "./dialog-widths.ts";
import { dayText } from "../print/day-text.ts";

/** What is not done to a draft without another look. */
export type Asked = "approve" | "reject" | "schedule" | "submit" | "withdraw";

/** What is done with a reason and leads back: no effect of the draft has to be looked at first. */
type AskedBack = "reject" | "withdraw";

const isBack = (asked: Asked): asked is AskedBack => asked === "reject" || asked === "withdraw";

type AskDialogProps = {
  asked: Asked;
  territory: Territory;
  draft: OpenDraft;
  revision: number;
  isBusy: boolean;
  /** With the reason or the day; nothing for an action that needs neither. */
  onAnswer: (words: string) => void;
  onClose: () => void;
};

/** Says what a draft changes before it goes on its way, and asks for the reason or the day where one is needed. */
export function AskDialog(props: AskDialogProps): ReactNode {
  const { asked, territory, draft, revision, isBusy, onAnswer, onClose } = props;
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const isOnward = !isBack(asked);
  const key = { territoryId: territory.id, draftId: draft.id };
  const { data: impact, error } = useImpact(isOnward ? key : null, revision);
  const { data: problems = [] } = useDraftProblems(isOnward ? key : null, revision);
  const nameOf = (id: number): string | number => impact?.grids.find(({ grid }) => grid === id)?.name ?? id;
  const [days] = useState(() => effectiveDays(new Date(), territory.timeZone));
  const isCounted = !isOnward || impact !== undefined || error !== null;
  const isAnswer = fits(asked, words, days);
  return (
    <Modal
      open
      width={isOnward ? REPORT_WIDTH : ASK_WIDTH}
      className="planner__ask"
      title={`${t(`planner.draft.action.${asked}`)} · ${draft.name}`}
      okText={t("planner.accept")}
      okButtonProps={{ disabled: !isAnswer || !isCounted, loading: isBusy }}
      onOk={() => onAnswer(words.trim())}
      onCancel={onClose}
    >
      {impact && <ImpactReport impact={impact} />}
      <AccountNotes {...{ problems, nameOf }} />
      {!isCounted && <Spin description={t("planner.impact.counting")} />}
      {error && <Refusal error={error} />}
      {isBack(asked) && (
        <label className="planner__field">
          {t(`planner.draft.comment.${asked}`)}
          <Input maxLength={200} value={words} onChange={({ target }) => setWords(target.value)} />
        </label>
      )}
      {asked === "schedule" && (
        <label className="planner__field">
          {t("planner.draft.effectiveOn")}
          <Input
            type="date"
            min={days.first}
            max={days.last}
            {...(words !== "" && !isAnswer && { status: "error" })}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </label>
      )}
      {asked === "schedule" && isAnswer && <DayNote day={words} today={days.first} />}
    </Modal>
  );
}

function fits(asked: Asked, words: string, { first, last }: ReturnType<typeof effectiveDays>): boolean {
  if (isBack(asked)) return words.trim() !== "";
  return asked !== "schedule" || (words >= first && words <= last);
}

function Refusal({ error }: { error: Error }): ReactNode {
  return <Alert type="warning" title={useRefusalWords()(error)} />;
}

/** What a day means for everybody, with the day in words, so that a slip of the keys is seen. */
function DayNote({ day, today }: { day: string; today: string }): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const words = dayText(`${day}T00:00Z`, { language, timeZone: "UTC" });
  return (
    <p role="status">
      {day === today ? t("planner.draft.fromNow") : t("planner.draft.fromDay", { day: words })}
    </p>
  );
}
