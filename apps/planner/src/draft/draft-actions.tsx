import type { Territory } from "@getu/domain";
import { needsComment } from "@getu/domain/redraw";
import type { DraftAction } from "@getu/domain/redraw";
import { failureOf } from "@getu/ui";
import type { DraftCalls, OpenDraft } from "@getu/ui";
import { App, Button } from "antd";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@getu/ui/use-act.ts";
import { AskDialog } from "./ask-dialog.tsx";
import type { Asked } from "./ask-dialog.tsx";
import type { Saving } from "./use-autosave.ts";

const SHOWN = [
  "withdraw",
  "reject",
  "submit",
  "approve",
  "schedule",
] as const satisfies readonly DraftAction[];

type DraftActionsProps = {
  territory: Territory;
  draft: OpenDraft;
  saving: Saving | null;
  calls: DraftCalls;
  /** Reads the draft anew. */
  onReload: () => void;
};

/** One button for each thing that may be done to a draft as it stands; what sends it on its way is asked about first. */
export function DraftActions({ territory, draft, saving, calls, onReload }: DraftActionsProps): ReactNode {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const { isBusy, act } = useAct();
  const [asked, setAsked] = useState<Asked | null>(null);
  const revision = Math.max(draft.revision, saving?.outbox.revision ?? 0);
  const isSaved = saving === null || saving.state === "saved";
  // Taken back while it is being drawn, a draft is given up for good.
  const isGivenUp = (action: DraftAction): boolean => action === "withdraw" && draft.state === "draft";
  /** Everything of one's own is saved, so that nothing is lost where somebody else was quicker: theirs is read and looked at. */
  const send = (call: () => Promise<unknown>): Promise<void> =>
    act(async () => {
      try {
        await call();
      } catch (error) {
        if (failureOf(error)?.code !== "DRAFT_MOVED_ON") throw error;
        message.warning(t("planner.draft.movedOn"));
        await calls.refresh();
        onReload();
      }
      setAsked(null);
    });
  const press = (action: (typeof SHOWN)[number]): void => {
    if (action !== "withdraw" || needsComment(action, draft.state)) setAsked(action);
    else if (isGivenUp(action))
      modal.confirm({
        title: t("planner.draft.giveUpAsk"),
        okText: t("planner.draft.giveUp"),
        okButtonProps: { danger: true },
        onOk: () => send(() => calls.withdraw(draft.id, revision)),
      });
    else void send(() => calls.withdraw(draft.id, revision));
  };
  const answer = (words: string): void => {
    if (asked) void send(() => calls[asked](draft.id, revision, words));
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
        <AskDialog
          {...{ asked, territory, draft, revision, isBusy }}
          onAnswer={answer}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
