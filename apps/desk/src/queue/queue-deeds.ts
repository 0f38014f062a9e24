import type { QueueCursor, QueueEntry } from "@getu/domain";
import { goTo } from "@getu/ui";
import type { QueueView } from "@getu/ui";
import { rememberList } from "../opened-list.ts";
import type { QueueMove, QueueState } from "./queue-state.ts";

/** What somebody has before them: where they are, and the page that is shown. */
type Before = {
  state: QueueState;
  entries: readonly QueueEntry[];
  /** The row the keyboard is on. */
  row: number;
  /** Where the next page begins; null = there is none, or it is not known yet. */
  after: QueueCursor | null;
};

/** What they can do there, by a key or by a press. */
export type QueueDeeds = {
  show: (view: QueueView) => void;
  row: (wanted: number) => void;
  open: (id: number) => void;
  choose: (ids: Iterable<number>) => void;
  /** Chooses the row one is on, or no longer. */
  toggle: () => void;
  next: () => void;
  back: () => void;
};

/** The deeds over what is before somebody, told as moves; what is not possible there does nothing. */
export function queueDeeds(
  { state: { chosen }, entries, row, after }: Before,
  move: (move: QueueMove) => void,
): QueueDeeds {
  const choose = (ids: Iterable<number>): void => move({ kind: "choose", ids });
  return {
    show: (view) => move({ kind: "show", view }),
    row: (wanted) => move({ kind: "row", row: Math.max(0, Math.min(wanted, entries.length - 1)) }),
    open(id) {
      rememberList(entries.map((entry) => entry.id));
      goTo(`incident/${id}`);
    },
    choose,
    toggle() {
      const id = entries[row]?.id;
      if (id === undefined) return;
      choose(chosen.has(id) ? [...chosen].filter((each) => each !== id) : [...chosen, id]);
    },
    next() {
      if (after) move({ kind: "next", after });
    },
    back: () => move({ kind: "back" }),
  };
}
