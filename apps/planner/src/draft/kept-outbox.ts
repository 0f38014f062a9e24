import type { Outbox } from "@getu/editor";

const nameOf = (draftId: number): string => `getu.planner.draft.${draftId}`;

/** What an earlier page of a draft could not send; null = nothing. */
export function readOutbox(draftId: number): Outbox | null {
  const text = localStorage.getItem(nameOf(draftId));
  return text === null ? null : (JSON.parse(text) as Outbox);
}

/** Keeps what has not been sent yet where the next page finds it. */
export function keepOutbox(draftId: number, outbox: Outbox | null): void {
  if (outbox) localStorage.setItem(nameOf(draftId), JSON.stringify(outbox));
  else localStorage.removeItem(nameOf(draftId));
}
