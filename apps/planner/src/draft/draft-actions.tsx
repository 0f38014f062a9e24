import type { Territory } from "@getu/domain";
import type { DraftAction } from "@getu/domain/redraw";
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

type DraftActionsProps = { territory: Territory; draft: OpenDraft; saving: Saving | null; calls: DraftCalls };

/** One button for each thing that may be done to a draft as it stands; what sends it on its way is asked about first. */
export function DraftActions({ territory, draft, saving, calls }: DraftActionsProps): ReactNode {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const { isBusy, act } = useAct();
  const [asked, setAsked] = useState<Asked | null>(null);
  const revision = Math.max(draft.revision, saving?.outbox.revision ?? 0);
  const isSaved = saving === null || saving.state === "saved";
  // Taken back while it is being drawn, a draft is given up for good.
  const isGivenUp = (action: DraftAction): boolean => action === "withdraw" && draft.state === "draft";
  const press = (action: (typeof SHOWN)[number]): void => {
    if (action !== "withdraw") setAsked(action);
    else if (isGivenUp(action))
      modal.confirm({
        title: t("planner.draft.giveUpAsk"),
        okText: t("planner.draft.giveUp"),
        okButtonProps: { danger: true },
        onOk: () => act(() => calls.withdraw(draft.id, revision)),
      });
    else void act(() => calls.withdraw(draft.id, revision));
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
        <AskDialog
          {...{ asked, territory, draft, revision, isBusy }}
          onAnswer={answer}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
