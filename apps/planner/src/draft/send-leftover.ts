import { createAutosave } from "@getu/editor";
import { randomUuid } from "@getu/ui";
import type { DraftCalls } from "@getu/ui";
import { deliver, RETRY_MS } from "./deliver.ts";
import type { KeptOutbox } from "./kept-outbox.ts";
import type { Saving } from "./use-autosave.ts";

/** Sends what an earlier page of a draft left behind; what is left when the server does not take it, and why, else null. */
export function sendLeftover(draftId: number, kept: KeptOutbox, calls: DraftCalls): Promise<Saving | null> {
  const outbox = kept.read();
  if (!outbox) return Promise.resolve(null);
  return new Promise((resolve) => {
    createAutosave({
      outbox,
      send: (batch, revision) => deliver(calls, { draftId, revision, batch }),
      keep: kept.keep,
      newKey: randomUuid,
      later: (retry) => setTimeout(retry, RETRY_MS),
      onState(state, left, stuck) {
        if (state === "saved") resolve(null);
        else if (state === "conflict" || state === "refused") resolve({ state, outbox: left, stuck });
      },
    });
  });
}
