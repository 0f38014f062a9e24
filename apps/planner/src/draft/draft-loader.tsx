import type { Territory } from "@getu/domain";
import type { Plan } from "@getu/domain/redraw";
import { beginHistory } from "@getu/editor";
import type { Outbox } from "@getu/editor";
import { useDraft, useDraftCalls, useRefusalWords } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import { Button, Result, Spin } from "antd";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { followSteps } from "./history-of.ts";
import type { Followed } from "./history-of.ts";
import { openDraft } from "./open-draft.ts";
import { sendLeftover } from "./send-leftover.ts";

/** A draft that was opened: as the server has it, followed as far as it goes, and what could not be sent before. */
export type Opened = Followed & {
  readonly draft: OpenDraft;
  readonly isEditable: boolean;
  /** What an earlier page could not send because somebody else had changed the draft. */
  readonly leftover: Outbox | null;
};

type DraftLoaderProps = {
  territory: Territory;
  base: Plan;
  draftId: number;
  children: (opened: Opened) => ReactNode;
};

/** Sends what an earlier page left behind, reads the draft, and follows its steps on the boundaries in force. */
export function DraftLoader({ territory, base, draftId, children }: DraftLoaderProps): ReactNode {
  const calls = useDraftCalls(territory.id);
  const [sent, setSent] = useState<{ leftover: Outbox | null } | null>(null);
  useEffect(() => {
    let isGone = false;
    const send = async (): Promise<void> => {
      const leftover = await sendLeftover(draftId, calls);
      if (!isGone) setSent({ leftover });
    };
    void send();
    return () => {
      isGone = true;
    };
  }, [draftId, calls]);
  const { t } = useTranslation();
  if (!sent) return <Spin fullscreen description={t("planner.loading")} />;
  return <SentDraft {...{ territory, base, draftId, leftover: sent.leftover, children }} />;
}

type SentDraftProps = DraftLoaderProps & { leftover: Outbox | null };

function SentDraft({ territory, base, draftId, leftover, children }: SentDraftProps): ReactNode {
  const { t } = useTranslation();
  const wordsFor = useRefusalWords();
  const { data: draft, error } = useDraft({ territoryId: territory.id, draftId });
  const { refresh } = useDraftCalls(territory.id);
  const current = draft?.currentVersion ?? territory.version;
  useEffect(() => {
    // Somebody has published meanwhile: everything that stands on the version before is read anew.
    if (current !== territory.version) void refresh();
  }, [current, territory.version, refresh]);
  const opened = useMemo(
    () => draft && toOpened(draft, { base, version: territory.version, leftover }),
    [draft, base, territory.version, leftover],
  );
  const way = <Button onClick={() => openDraft(null)}>{t("planner.draft.close")}</Button>;
  if (error) return <Result status="warning" title={wordsFor(error)} extra={way} />;
  if (!opened) return <Spin fullscreen description={t("planner.loading")} />;
  return children(opened);
}

function toOpened(
  draft: OpenDraft,
  { base, version, leftover }: { base: Plan; version: number; leftover: Outbox | null },
): Opened {
  // On another version than the one in force its steps mean other borders: it is taken over first.
  const isCurrent = draft.baseVersion === version && draft.version === null;
  const followed = isCurrent
    ? followSteps(
        base,
        draft.steps.map(({ step }) => step),
      )
    : { history: beginHistory(base), dropped: 0 };
  return { ...followed, draft, isEditable: isCurrent && draft.actions.includes("edit"), leftover };
}
