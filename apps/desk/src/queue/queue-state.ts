import { ORDERS_OF_QUEUE } from "@getu/domain";
import type { Queue, QueueCursor } from "@getu/domain";
import type { QueueView } from "@getu/ui";
import { useReducer } from "react";

/** Where somebody is in the queues of a territory. */
export type QueueState = {
  view: QueueView;
  /** Where each page up to this one begins; null = at the very front. */
  pages: readonly (QueueCursor | null)[];
  /** The row the keyboard is on, counted from the top of the page. */
  row: number;
  chosen: ReadonlySet<number>;
};

/** What somebody does there. */
export type QueueMove =
  | { kind: "show"; view: QueueView }
  | { kind: "next"; after: QueueCursor }
  | { kind: "back" }
  | { kind: "row"; row: number }
  | { kind: "choose"; ids: Iterable<number> };

const NONE: ReadonlySet<number> = new Set();

const startIn = (queue: Queue): QueueState => ({
  view: viewOf(queue, {}),
  pages: [null],
  row: 0,
  chosen: NONE,
});

const MOVES: {
  readonly [Kind in QueueMove["kind"]]: (
    state: QueueState,
    move: Extract<QueueMove, { kind: Kind }>,
  ) => QueueState;
} = {
  show: ({ view: { queue }, chosen }, { view }) => ({
    view,
    pages: [null],
    row: 0,
    chosen: view.queue === queue ? chosen : NONE, // what is chosen in one queue is not meant in another
  }),
  next: (state, { after }) => ({ ...state, pages: [...state.pages, after], row: 0 }),
  back: (state) => ({ ...state, pages: state.pages.slice(0, Math.max(1, state.pages.length - 1)), row: 0 }),
  row: (state, { row }) => ({ ...state, row }),
  choose: (state, { ids }) => ({ ...state, chosen: new Set(ids) }),
};

/** The view of a queue as one first sees it, with the filter that is there already. */
export const viewOf = (queue: Queue, filter: QueueView["filter"]): QueueView => ({
  queue,
  order: ORDERS_OF_QUEUE[queue][0],
  filter,
});

/** How many filters are set; what is searched for stands beside them. */
export const countFilters = (filter: QueueView["filter"]): number =>
  Object.entries(filter).filter(([part, value]) => part !== "text" && value !== undefined).length;

/** Who comes back from an incident is where they left; another person or territory begins anew. */
let left: { of: string; state: QueueState } | null = null;

/** The state of the page, which outlives it; `first` is the queue that one begins in. */
export function useQueueState(of: string, first: Queue): [QueueState, (move: QueueMove) => void] {
  return useReducer(
    (state: QueueState, move: QueueMove): QueueState => {
      const after = MOVES[move.kind](state, move as never); // each kind has its own function
      left = { of, state: after };
      return after;
    },
    left?.of === of ? left.state : startIn(first),
  );
}
