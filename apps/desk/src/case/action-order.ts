import type { Action } from "@getu/domain";

/** In which order actions are offered, as the loop goes; below 99 what leads on, from there what leads elsewhere. */
const PLACES: Readonly<Record<Action, number>> = {
  report: 0,
  adopt: 0,
  accept: 1,
  file: 2,
  assign: 3,
  start: 4,
  "feed-back": 5,
  verify: 6,
  close: 7,
  resume: 8,
  entrust: 99,
  "hand-back": 100,
  return: 101,
  recategorise: 102,
  transfer: 103,
  "hand-up": 104,
  extend: 105,
  pause: 106,
  suspend: 107,
  merge: 108,
  decline: 109,
  supplement: 110,
  reopen: 111,
  escalate: 112,
  redraw: 113,
};

const leadsOn = (action: Action): boolean => PLACES[action] < 99;

/** Open actions as a page offers them: the one that leads on, if any, and the others in order of use. */
export function inOrder(open: readonly Action[]): { first: Action | null; others: Action[] } {
  const [next, ...rest] = open.toSorted((a, b) => PLACES[a] - PLACES[b]);
  if (next === undefined) return { first: null, others: [] };
  return leadsOn(next) ? { first: next, others: rest } : { first: null, others: [next, ...rest] };
}
