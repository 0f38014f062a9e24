import { unsentOf } from "@getu/editor";
import type { Outbox } from "@getu/editor";

/** What of a draft has not been sent yet, where the next page finds it; null = nothing. */
export type KeptOutbox = { read: () => Outbox | null; keep: (outbox: Outbox | null) => void };

type Shelf = Pick<Storage, "getItem" | "removeItem" | "setItem">;

/** An outbox without entries would never be sent, and a page that waits for it never opens. */
const worthKeeping = (outbox: Outbox | null): Outbox | null =>
  outbox && unsentOf(outbox).length > 0 ? outbox : null;

/** One for each draft and person: on a shared computer nobody sends in their name what somebody else has drawn. */
export function createKeptOutbox(
  { draftId, personId }: { draftId: number; personId: string },
  shelf: Shelf = localStorage,
): KeptOutbox {
  const name = `getu.planner.draft.${personId}.${draftId}`;
  return {
    read() {
      const text = shelf.getItem(name);
      return text === null ? null : worthKeeping(JSON.parse(text) as Outbox);
    },
    keep(outbox) {
      if (!worthKeeping(outbox)) return shelf.removeItem(name);
      try {
        shelf.setItem(name, JSON.stringify(outbox));
      } catch {
        // The browser has no room: the steps go to the server all the same, and only a page closed before loses them.
      }
    },
  };
}
