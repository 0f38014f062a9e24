import { printAddress } from "@getu/domain";
import type { Territory } from "@getu/domain";
import { stepsOf } from "@getu/editor";
import type { Session } from "@getu/editor";
import { useLanguage } from "@getu/ui";
import type { DraftCalls, OpenDraft } from "@getu/ui";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Rights } from "../rights.ts";
import { useSessionState } from "../use-session.ts";
import { createDraft } from "./create-draft.ts";
import { DraftActions } from "./draft-actions.tsx";
import { NameDialog } from "./name-dialog.tsx";
import { openDraft } from "./open-draft.ts";
import { standsOnCurrent } from "./stands-on-current.ts";
import type { Saving } from "./use-autosave.ts";
import { useLeaveGuard } from "./use-leave-guard.ts";

const DraftsDrawer = lazy(async () => ({ default: (await import("./drafts-drawer.tsx")).DraftsDrawer }));

type DraftBarProps = {
  territory: Territory;
  session: Session;
  draft: OpenDraft | null;
  saving: Saving | null;
  calls: DraftCalls;
  rights: Rights;
  /** Reads the draft anew. */
  onReload: () => void;
};

/** What can be done to the draft that is open, its way to paper, and all the others. */
export function DraftBar(props: DraftBarProps): ReactNode {
  const { territory, session, draft, saving, calls, rights, onReload } = props;
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [isListed, setListed] = useState(false);
  const [isNamed, setNamed] = useState(false);
  const history = useSessionState(session, (state) => state.history);
  const unkept = draft ? 0 : history.done.length;
  useLeaveGuard(unkept > 0);
  // Older lines are for who holds the whole territory; what stands on those in force is drawn on one's own part of them.
  const isOwnPart = draft !== null && draft.part !== null && standsOnCurrent(draft, territory);
  const create = async (name: string): Promise<void> => {
    const draftId = await createDraft(calls, { name, steps: stepsOf(history) });
    setNamed(false);
    openDraft(draftId);
  };
  return (
    <>
      {!draft && rights.mayWrite && (
        <Button type="primary" onClick={() => setNamed(true)}>
          {t(history.done.length > 0 ? "planner.draft.saveAs" : "planner.draft.create")}
        </Button>
      )}
      {draft && <DraftActions {...{ territory, draft, saving, calls, onReload }} />}
      {draft && (rights.mayPrint || isOwnPart) && (
        <Button
          target="_blank"
          href={printAddress({ territoryId: territory.id, what: "draft", id: draft.id }, language)}
        >
          {t("print.draft.open")}
        </Button>
      )}
      <Button onClick={() => setListed(true)}>{t("planner.draft.all")}</Button>
      <Suspense>
        {isListed && <DraftsDrawer {...{ territory, calls, unkept, onClose: () => setListed(false) }} />}
      </Suspense>
      <NameDialog isOpen={isNamed} onName={create} onClose={() => setNamed(false)} />
    </>
  );
}
