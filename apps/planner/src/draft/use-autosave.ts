import { createAutosave, emptyOutbox, entriesBetween } from "@getu/editor";
import type { Outbox, SaveState, Session } from "@getu/editor";
import type { DraftCalls, OpenDraft } from "@getu/ui";
import { useEffect, useRef, useState } from "react";
import { deliver, RETRY_MS } from "./deliver.ts";
import { keepOutbox } from "./kept-outbox.ts";

/** How the saving of a draft stands, and what has not been sent. */
export type Saving = { readonly state: SaveState; readonly outbox: Outbox };

type AutosaveStart = { draft: OpenDraft | null; session: Session; calls: DraftCalls };

/** Saves every step of the draft that the page began with; null while none is open. */
export function useAutosave({ draft, session, calls }: AutosaveStart): Saving | null {
  const begin = useRef(draft);
  const [saving, setSaving] = useState<Saving | null>(
    draft && { state: "saved", outbox: emptyOutbox(draft.revision) },
  );
  useEffect(() => {
    const { current } = begin;
    if (!current) return undefined;
    const draftId = current.id;
    const autosave = createAutosave({
      outbox: emptyOutbox(current.revision),
      send: (batch, revision) => deliver(calls, { draftId, revision, batch }),
      keep: (outbox) => keepOutbox(draftId, outbox),
      newKey: () => crypto.randomUUID(),
      later: (retry) => setTimeout(retry, RETRY_MS),
      onState: (state, outbox) => setSaving({ state, outbox }),
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
