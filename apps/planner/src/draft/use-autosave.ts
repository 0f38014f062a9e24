import { createAutosave, emptyOutbox, entriesBetween } from "@getu/editor";
import type { Outbox, SaveState, Session, StuckStep } from "@getu/editor";
import { randomUuid } from "@getu/ui";
import type { DraftCalls, OpenDraft } from "@getu/ui";
import { useEffect, useRef, useState } from "react";
import { deliver, RETRY_MS } from "./deliver.ts";
import type { KeptOutbox } from "./kept-outbox.ts";

/** How the saving of a draft stands, what has not been sent, and which step of that the draft could not take. */
export type Saving = {
  readonly state: SaveState;
  readonly outbox: Outbox;
  readonly stuck: StuckStep | null;
};

/** True when the draft takes nothing more by itself. */
export const hasStopped = ({ state }: Saving): boolean => state === "conflict" || state === "refused";

type AutosaveStart = {
  opened: { draft: OpenDraft; kept: KeptOutbox } | null;
  session: Session;
  calls: DraftCalls;
};

/** Saves every step of the draft that the page began with; null while none is open. */
export function useAutosave({ opened, session, calls }: AutosaveStart): Saving | null {
  const begin = useRef(opened);
  const [saving, setSaving] = useState<Saving | null>(
    opened && { state: "saved", outbox: emptyOutbox(opened.draft.revision), stuck: null },
  );
  useEffect(() => {
    const { current } = begin;
    if (!current) return undefined;
    const { draft, kept } = current;
    const draftId = draft.id;
    const autosave = createAutosave({
      outbox: emptyOutbox(draft.revision),
      send: (batch, revision) => deliver(calls, { draftId, revision, batch }),
      keep: kept.keep,
      newKey: randomUuid,
      later: (retry) => setTimeout(retry, RETRY_MS),
      onState: (state, outbox, stuck) => setSaving({ state, outbox, stuck }),
    });
    let before = session.state().history;
    const unsubscribe = session.subscribe(() => {
      const { history } = session.state();
      if (history === before) return;
      autosave.add(entriesBetween(before, history));
      before = history;
    });
    window.addEventListener("online", autosave.retry);
    return () => {
      unsubscribe();
      window.removeEventListener("online", autosave.retry);
    };
  }, [session, calls]);
  return saving;
}
