import { unsentOf } from "@getu/editor";
import type { DraftCalls } from "@getu/ui";
import { Button, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Opened } from "./draft-loader.tsx";
import { openDraft } from "./open-draft.ts";
import { netOf } from "./net-of.ts";
import type { Saving } from "./use-autosave.ts";
import { useAct } from "@getu/ui/use-act.ts";

type ConflictDialogProps = {
  opened: Pick<Opened, "draft" | "kept">;
  unsaved: Saving;
  calls: DraftCalls;
  /** Reads the draft anew. */
  onReload: () => void;
};

/**
 * Steps that the draft does not take as it is, mostly because somebody else has changed it: mine after theirs, theirs
 * alone, or each their own (R16).
 */
export function ConflictDialog({ opened, unsaved, calls, onReload }: ConflictDialogProps): ReactNode {
  const { draft, kept } = opened;
  const { state, outbox } = unsaved;
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const unsent = unsentOf(outbox);
  const { steps, takenBack } = netOf(unsent);
  const isRefused = state === "refused";
  const theirs = (): Promise<void> =>
    act(async () => {
      kept.keep(null);
      await calls.refresh(); // nothing is sent first, so what was read before would still be there
      onReload();
    });
  const mine = (): Promise<void> =>
    act(async () => {
      const { revision } = await calls.get(draft.id);
      kept.keep({ revision, sending: null, waiting: steps });
      if (steps.length === 0) await calls.refresh();
      onReload();
    });
  const fork = (): Promise<void> =>
    act(async () => {
      const name = t("planner.draft.forkName", { name: draft.name }).slice(0, 100);
      const { draftId } = await calls.fork(draft.id, outbox.revision, { name, entries: [...unsent] });
      kept.keep(null);
      openDraft(draftId);
    });
  return (
    <Modal
      open
      closable={false}
      footer={null}
      title={t(isRefused ? "planner.draft.refusedTitle" : "planner.draft.conflictTitle")}
    >
      <p>{t("planner.draft.conflictText", { count: unsent.length })}</p>
      {isRefused && <p>{t("planner.draft.refusedText")}</p>}
      {takenBack > 0 && <p>{t("planner.draft.takenBack", { count: takenBack })}</p>}
      <div className="planner__lines">
        <Button type="primary" loading={isBusy} onClick={() => void mine()}>
          {t(isRefused ? "planner.draft.again" : "planner.draft.mine")}
        </Button>
        <Button loading={isBusy} onClick={() => void fork()}>
          {t("planner.draft.fork")}
        </Button>
        <Button danger loading={isBusy} onClick={() => void theirs()}>
          {t(isRefused ? "planner.draft.without" : "planner.draft.theirs")}
        </Button>
      </div>
    </Modal>
  );
}
