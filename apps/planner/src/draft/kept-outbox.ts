import type { Outbox } from "@getu/editor";

/** What of a draft has not been sent yet, where the next page finds it; null = nothing. */
export type KeptOutbox = { read: () => Outbox | null; keep: (outbox: Outbox | null) => void };

type Shelf = Pick<Storage, "getItem" | "removeItem" | "setItem">;

/** One for each draft and person: on a shared computer nobody sends in their name what somebody else has drawn. */
export function createKeptOutbox(
  { draftId, personId }: { draftId: number; personId: string },
  shelf: Shelf = localStorage,
): KeptOutbox {
  const name = `getu.planner.draft.${personId}.${draftId}`;
  return {
    read() {
      const text = shelf.getItem(name);
      return text === null ? null : (JSON.parse(text) as Outbox);
    },
    keep(outbox) {
      if (!outbox) return shelf.removeItem(name);
      try {
        shelf.setItem(name, JSON.stringify(outbox));
      } catch {
        // The browser has no room: the steps go to the server all the same, and only a page closed before loses them.
      }
    },
  };
}
