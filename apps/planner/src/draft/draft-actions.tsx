import { effectiveDays } from "@getu/domain/redraw";
import type { DraftAction } from "@getu/domain/redraw";
import { useLanguage } from "@getu/ui";
import type { DraftCalls, OpenDraft } from "@getu/ui";
import { App, Button, Input, Modal } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";
import { dayText } from "../print/day-text.ts";
import type { Saving } from "./use-autosave.ts";

type Asked = "reject" | "schedule";

const SHOWN = [
  "withdraw",
  "reject",
  "submit",
  "approve",
  "schedule",
] as const satisfies readonly DraftAction[];

type DraftActionsProps = { timeZone: string; draft: OpenDraft; saving: Saving | null; calls: DraftCalls };

/** One button for each thing that may be done to a draft as it stands; a rejection asks why, a day asks which. */
export function DraftActions({ timeZone, draft, saving, calls }: DraftActionsProps): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { isBusy, act } = useAct();
  const [asked, setAsked] = useState<Asked | null>(null);
  const revision = Math.max(draft.revision, saving?.outbox.revision ?? 0);
  const isSaved = saving === null || saving.state === "saved";
  // Taken back while it is being drawn, a draft is given up for good.
  const isGivenUp = (action: DraftAction): boolean => action === "withdraw" && draft.state === "draft";
  const press = (action: (typeof SHOWN)[number]): void => {
    if (action === "reject" || action === "schedule") setAsked(action);
    else if (isGivenUp(action))
      modal.confirm({
        title: t("planner.draft.giveUpAsk"),
        okText: t("planner.draft.giveUp"),
        okButtonProps: { danger: true },
        onOk: () => act(() => calls.withdraw(draft.id, revision)),
      });
    else void act(() => calls[action](draft.id, revision));
  };
  const answer = (words: string): void => {
    if (!asked) return;
    void act(async () => {
      await calls[asked](draft.id, revision, words);
      setAsked(null);
    });
  };
  return (
    <>
      {SHOWN.filter((action) => draft.actions.includes(action)).map((action) => (
        <Button
          key={action}
          type={action === "withdraw" || action === "reject" ? "default" : "primary"}
          disabled={!isSaved}
          loading={isBusy}
          onClick={() => press(action)}
        >
          {isGivenUp(action) ? t("planner.draft.giveUp") : t(`planner.draft.action.${action}`)}
        </Button>
      ))}
      {asked && (
        <AskDialog {...{ asked, timeZone, isBusy }} onAnswer={answer} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

type AskDialogProps = {
  asked: Asked;
  timeZone: string;
  isBusy: boolean;
  onAnswer: (words: string) => void;
  onClose: () => void;
};

function AskDialog({ asked, timeZone, isBusy, onAnswer, onClose }: AskDialogProps): ReactNode {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const isDay = asked === "schedule";
  const { first, last } = effectiveDays(new Date(), timeZone);
  const isAnswer = isDay ? words >= first && words <= last : words.trim() !== "";
  const label = t(isDay ? "planner.draft.effectiveOn" : "planner.draft.comment");
  return (
    <Modal
      open
      title={t(`planner.draft.action.${asked}`)}
      okText={t("planner.accept")}
      okButtonProps={{ disabled: !isAnswer, loading: isBusy }}
      onOk={() => onAnswer(words.trim())}
      onCancel={onClose}
    >
      <label className="planner__field">
        {label}
        <Input
          {...(isDay ? { type: "date", min: first, max: last } : { type: "text" })}
          {...(words !== "" && !isAnswer && { status: "error" })}
          maxLength={500}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
      </label>
      {isDay && isAnswer && <DayNote day={words} today={first} />}
    </Modal>
  );
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
