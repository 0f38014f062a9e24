import { unsentOf } from "@getu/editor";
import type { Outbox } from "@getu/editor";
import type { DraftCalls, OpenDraft } from "@getu/ui";
import { Button, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keepOutbox } from "./kept-outbox.ts";
import { openDraft } from "./open-draft.ts";
import { netSteps } from "./send-leftover.ts";
import { useAct } from "@getu/ui/use-act.ts";

type ConflictDialogProps = {
  draft: OpenDraft;
  outbox: Outbox;
  calls: DraftCalls;
  /** Reads the draft anew. */
  onReload: () => void;
};

/** Somebody else has changed the draft: mine after theirs, theirs alone, or each their own (R16). */
export function ConflictDialog({ draft, outbox, calls, onReload }: ConflictDialogProps): ReactNode {
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const unsent = unsentOf(outbox);
  const mine = (): Promise<void> =>
    act(async () => {
      const { revision } = await calls.get(draft.id);
      keepOutbox(draft.id, { revision, sending: null, waiting: netSteps(unsent) });
      onReload();
    });
  const theirs = (): Promise<void> =>
    act(async () => {
      keepOutbox(draft.id, null);
      await calls.refresh(); // nothing is sent first, so what was read before would still be there
      onReload();
    });
  const fork = (): Promise<void> =>
    act(async () => {
      const name = t("planner.draft.forkName", { name: draft.name }).slice(0, 100);
      const { draftId } = await calls.fork(draft.id, outbox.revision, { name, entries: [...unsent] });
      keepOutbox(draft.id, null);
      openDraft(draftId);
    });
  return (
    <Modal open closable={false} footer={null} title={t("planner.draft.conflictTitle")}>
      <p>{t("planner.draft.conflictText", { count: unsent.length })}</p>
      <div className="planner__lines">
        <Button type="primary" loading={isBusy} onClick={() => void mine()}>
          {t("planner.draft.mine")}
        </Button>
        <Button loading={isBusy} onClick={() => void fork()}>
          {t("planner.draft.fork")}
        </Button>
        <Button danger loading={isBusy} onClick={() => void theirs()}>
          {t("planner.draft.theirs")}
        </Button>
      </div>
    </Modal>
  );
}
