import { printAddress } from "@getu/domain";
import type { Territory } from "@getu/domain";
import { stepsOf } from "@getu/editor";
import type { Session } from "@getu/editor";
import { useLanguage } from "@getu/ui";
import type { DraftCalls, OpenDraft } from "@getu/ui";
import { Button, Tag } from "antd";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSessionState } from "../use-session.ts";
import { DraftActions } from "./draft-actions.tsx";
import { NameDialog } from "./name-dialog.tsx";
import { openDraft } from "./open-draft.ts";
import type { Saving } from "./use-autosave.ts";

const DraftsDrawer = lazy(async () => ({ default: (await import("./drafts-drawer.tsx")).DraftsDrawer }));

type DraftBarProps = {
  territory: Territory;
  session: Session;
  draft: OpenDraft | null;
  saving: Saving | null;
  calls: DraftCalls;
  mayWrite: boolean;
};

/** Which draft is open, whether it is saved, where it stands, and what can be done to it. */
export function DraftBar({ territory, session, draft, saving, calls, mayWrite }: DraftBarProps): ReactNode {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const [isListed, setListed] = useState(false);
  const [isNamed, setNamed] = useState(false);
  const history = useSessionState(session, (state) => state.history);
  const create = async (name: string): Promise<void> => {
    const { draftId } = await calls.create(name);
    const entries = stepsOf(history);
    if (entries.length > 0) await calls.append(draftId, 0, { key: crypto.randomUUID(), entries });
    setNamed(false);
    openDraft(draftId);
  };
  return (
    <>
      {draft && <strong className="planner__draft-name">{draft.name}</strong>}
      {draft && <Tag color={STATE_COLOURS[draft.state]}>{t(`planner.draft.state.${draft.state}`)}</Tag>}
      {saving && draft?.state === "draft" && <SaveTag saving={saving} />}
      {!draft && <Tag>{t("planner.draft.none")}</Tag>}
      {!draft && mayWrite && (
        <Button type="primary" onClick={() => setNamed(true)}>
          {t(history.done.length > 0 ? "planner.draft.saveAs" : "planner.draft.create")}
        </Button>
      )}
      {draft && <DraftActions {...{ draft, saving, calls }} />}
      {draft && (
        <Button
          target="_blank"
          href={printAddress({ territoryId: territory.id, what: "draft", id: draft.id }, language)}
        >
          {t("print.draft.open")}
        </Button>
      )}
      <Button onClick={() => setListed(true)}>{t("planner.draft.all")}</Button>
      <Suspense>
        {isListed && <DraftsDrawer {...{ territory, calls, onClose: () => setListed(false) }} />}
      </Suspense>
      <NameDialog isOpen={isNamed} onName={create} onClose={() => setNamed(false)} />
    </>
  );
}

const STATE_COLOURS = {
  draft: "processing",
  submitted: "gold",
  approved: "green",
  scheduled: "cyan",
  "in-force": "success",
  superseded: "default",
  rejected: "error",
  withdrawn: "default",
} as const;

const SAVE_COLOURS = {
  saved: "success",
  saving: "processing",
  offline: "warning",
  conflict: "error",
  refused: "error",
} as const;

function SaveTag({ saving: { state, outbox } }: { saving: Saving }): ReactNode {
  const { t } = useTranslation();
  const count = outbox.waiting.length + (outbox.sending?.entries.length ?? 0);
  return (
    <Tag color={SAVE_COLOURS[state]} role="status">
      {t(`planner.draft.save.${state}`, { count })}
    </Tag>
  );
}
