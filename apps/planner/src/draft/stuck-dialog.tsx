import { planOf, unsentOf, withoutEntry } from "@getu/editor";
import type { StuckStep } from "@getu/editor";
import type { DraftCalls } from "@getu/ui";
import { useAct } from "@getu/ui/use-act.ts";
import { Button, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Opened } from "./draft-loader.tsx";
import type { Saving } from "./use-autosave.ts";

type StuckDialogProps = {
  opened: Pick<Opened, "draft" | "history" | "kept">;
  unsaved: Saving;
  stuck: StuckStep;
  calls: DraftCalls;
  /** Reads the draft anew. */
  onReload: () => void;
};

/** A step that the draft cannot take: which and why, and a way on that loses none of the others. */
export function StuckDialog({ opened, unsaved, stuck, calls, onReload }: StuckDialogProps): ReactNode {
  const { kept } = opened;
  const { outbox } = unsaved;
  const { t } = useTranslation();
  const { isBusy, act } = useAct();
  const unsent = unsentOf(outbox);
  const goOnWith = (waiting: typeof unsent): Promise<void> =>
    act(async () => {
      kept.keep({ ...outbox, sending: null, waiting });
      if (waiting.length === 0) await calls.refresh(); // nothing is sent first, so what was read before would still be there
      onReload();
    });
  const { place } = stuck;
  return (
    <Modal open closable={false} footer={null} title={t("planner.draft.stuckTitle")}>
      <p>{t("planner.draft.conflictText", { count: unsent.length })}</p>
      <StuckWords {...{ opened, stuck }} />
      <div className="planner__lines">
        {place !== null && (
          <Button
            type="primary"
            loading={isBusy}
            onClick={() => void goOnWith(withoutEntry(unsent, place - 1))}
          >
            {t("planner.draft.leaveOut")}
          </Button>
        )}
        <Button loading={isBusy} onClick={() => void goOnWith(unsent)}>
          {t("planner.draft.again")}
        </Button>
        <Button danger loading={isBusy} onClick={() => void goOnWith([])}>
          {t("planner.draft.without")}
        </Button>
      </div>
    </Modal>
  );
}

/** Which step it is, why it cannot be done, and what the grids are called that it is about, as far as they have names. */
function StuckWords({ opened, stuck }: Pick<StuckDialogProps, "opened" | "stuck">): ReactNode {
  const { t } = useTranslation();
  const { grids } = planOf(opened.history);
  const named = stuck.grids.flatMap((id) => grids.get(id)?.name ?? []);
  const words = {
    because: t(`planner.refused.${stuck.refused}`),
    names: named.length > 0 ? t("planner.draft.stuckNames", { names: named.join("、") }) : "",
  };
  return (
    <p role="alert">
      {stuck.place === null
        ? t("planner.draft.stuckBefore", { ...words, revision: stuck.revision })
        : t("planner.draft.stuckStep", { ...words, place: stuck.place })}
    </p>
  );
}
