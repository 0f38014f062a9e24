import type { Territory } from "@getu/domain";
import type { Plan } from "@getu/domain/redraw";
import { beginHistory } from "@getu/editor";
import { useDraft, useDraftCalls, useRefusalWords } from "@getu/ui";
import type { OpenDraft } from "@getu/ui";
import { Button, Result, Spin } from "antd";
import { useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { followSteps } from "./history-of.ts";
import type { Followed } from "./history-of.ts";
import { createKeptOutbox } from "./kept-outbox.ts";
import type { KeptOutbox } from "./kept-outbox.ts";
import { openDraft } from "./open-draft.ts";
import { sendLeftover } from "./send-leftover.ts";
import { standsOnCurrent } from "./stands-on-current.ts";
import type { Saving } from "./use-autosave.ts";

/** A draft that was opened: as the server has it, followed as far as it goes, and what could not be sent before. */
export type Opened = Followed & {
  readonly draft: OpenDraft;
  readonly isEditable: boolean;
  readonly kept: KeptOutbox;
  /** What an earlier page could not send and the server does not take now either. */
  readonly leftover: Saving | null;
};

type DraftLoaderProps = {
  territory: Territory;
  base: Plan;
  draftId: number;
  personId: string;
  children: (opened: Opened) => ReactNode;
};

/** Sends what an earlier page left behind, reads the draft, and follows its steps on the boundaries in force. */
export function DraftLoader({ personId, ...props }: DraftLoaderProps): ReactNode {
  const { territory, draftId } = props;
  const calls = useDraftCalls(territory.id);
  const kept = useMemo(() => createKeptOutbox({ draftId, personId }), [draftId, personId]);
  const [sent, setSent] = useState<{ leftover: Saving | null } | null>(null);
  useEffect(() => {
    let isGone = false;
    const send = async (): Promise<void> => {
      const leftover = await sendLeftover(draftId, kept, calls);
      if (!isGone) setSent({ leftover });
    };
    void send();
    return () => {
      isGone = true;
    };
  }, [draftId, kept, calls]);
  const { t } = useTranslation();
  if (!sent) return <Spin fullscreen description={t("planner.loading")} />;
  return <SentDraft {...props} sent={{ kept, leftover: sent.leftover }} />;
}

/** What is kept for the next page, and what was left of it. */
type Sent = Pick<Opened, "kept" | "leftover">;

type SentDraftProps = Omit<DraftLoaderProps, "personId"> & { sent: Sent };

function SentDraft({
  territory,
  base,
  draftId,
  sent: { kept, leftover },
  children,
}: SentDraftProps): ReactNode {
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
    () => draft && toOpened(draft, { base, version: territory.version, kept, leftover }),
    [draft, base, territory.version, kept, leftover],
  );
  const way = <Button onClick={() => openDraft(null)}>{t("planner.draft.close")}</Button>;
  if (error) return <Result status="warning" title={wordsFor(error)} extra={way} />;
  if (!opened) return <Spin fullscreen description={t("planner.loading")} />;
  return children(opened);
}

function toOpened(
  draft: OpenDraft,
  { base, version, ...sent }: Sent & { base: Plan; version: number },
): Opened {
  // On another version than the one in force its steps mean other borders: it is taken over first.
  const isCurrent = standsOnCurrent(draft, { version });
  const followed = isCurrent
    ? followSteps(
        base,
        draft.steps.map(({ step }) => step),
      )
    : { history: beginHistory(base), dropped: 0 };
  return { ...followed, ...sent, draft, isEditable: isCurrent && draft.actions.includes("edit") };
}
