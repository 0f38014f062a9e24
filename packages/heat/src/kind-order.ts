import { shared16, shared32 } from "./columns.ts";
import type { HeatColumns } from "./columns.ts";

/** Room for the severities and statuses of a category: kind >>> 5 is the category's number. */
export const KINDS_PER_CATEGORY = 32;

/** The category's number of a kind. */
const categoryOf = (kind: number): number => kind >>> 5;

/**
 * Where the rows of each kind go when rows in order of time are sorted by (kind, time):
 *
 *     place of a row in kind order = begin of its kind + rows of that kind before it in time order
 *
 * The second part is written down every `step` rows and counted on from there, so a window of time turns into one range of
 * places for each kind without a second column of times (0.25 bytes a row instead of 4). The kinds of a category stand
 * together, so the same numbers, added up, give the ranges of rows sorted by (category, time).
 */
export type KindOrder = {
  /** The kinds that occur, ascending. */
  kinds: Uint16Array;
  /** Where each of them begins in kind order, and one more: the end. */
  begins: Uint32Array;
  step: number;
  /** For each step, the rows of each kind before it. */
  checkpoints: Uint32Array;
  /** Kind number → its place in `kinds`. */
  placeOf: Uint16Array;
};

const MOST_KINDS = 2 ** 16;
const SMALLEST_STEP = 4096;

/** How many rows there are of each kind number. */
function countKinds(kind: Uint16Array): Uint32Array {
  const counts = new Uint32Array(MOST_KINDS);
  for (let row = 0; row < kind.length; row++) counts[kind[row]!]!++; // every 16-bit number has a place
  return counts;
}

function listPresent(counts: Uint32Array): number[] {
  const present: number[] = [];
  for (let kind = 0; kind < counts.length; kind++) if (counts[kind]! > 0) present.push(kind); // kind < length
  return present;
}

/** What the arrays' lengths follow from. */
export type KindOrderShape = { rows: number; kinds: number; step: number };

const checkpointsOf = ({ rows, kinds, step }: KindOrderShape): number =>
  (Math.floor(rows / step) + 1) * kinds;

/** What the arrays take in memory. */
export const kindOrderBytes = (shape: KindOrderShape): number =>
  2 * shape.kinds + 4 * (shape.kinds + 1) + 4 * checkpointsOf(shape) + 2 * MOST_KINDS;

/** A kind order of a shape, its arrays still empty. */
export const createKindOrderArrays = (shape: KindOrderShape): KindOrder => ({
  kinds: shared16(shape.kinds),
  begins: shared32(shape.kinds + 1),
  step: shape.step,
  checkpoints: shared32(checkpointsOf(shape)),
  placeOf: shared16(MOST_KINDS),
});

/** The kind order of rows that stand in order of time. */
export function createKindOrder({ kind }: HeatColumns): KindOrder {
  const counts = countKinds(kind);
  const present = listPresent(counts);
  const step = Math.max(SMALLEST_STEP, 16 * present.length); // checkpoints then cost at most a quarter byte a row
  const order = createKindOrderArrays({ rows: kind.length, kinds: present.length, step });
  order.kinds.set(present);
  for (const [place, number] of present.entries()) {
    order.placeOf[number] = place;
    order.begins[place + 1] = order.begins[place]! + counts[number]!; // place < present.length
  }
  takeCheckpoints(kind, order);
  return order;
}

function takeCheckpoints(kind: Uint16Array, { kinds, step, placeOf, checkpoints }: KindOrder): void {
  const counts = new Uint32Array(kinds.length);
  for (let row = 0; row <= kind.length; row++) {
    if (row % step === 0) checkpoints.set(counts, (row / step) * kinds.length);
    if (row < kind.length) counts[placeOf[kind[row]!]!]!++; // every kind that occurs has a place
  }
}

/** The rows of each kind before `row` in order of time, by place in `kinds`. */
export function kindsBefore({ kind }: HeatColumns, order: KindOrder, row: number): Uint32Array {
  const { kinds, step, checkpoints, placeOf } = order;
  const checkpoint = Math.floor(row / step);
  const counts = checkpoints.slice(checkpoint * kinds.length, (checkpoint + 1) * kinds.length);
  for (let at = checkpoint * step; at < row; at++) counts[placeOf[kind[at]!]!]!++; // at < row <= kind.length
  return counts;
}

/** What rows are sorted by, before their time: `groups[place]` is the place of the first kind of the same group. */
export type Groups = Uint16Array;

/** Each kind a group of its own. */
export const groupsByKind = ({ kinds }: KindOrder): Groups => Uint16Array.from(kinds.keys());

/** The kinds of a category one group. */
export function groupsByCategory({ kinds }: KindOrder): Groups {
  const groups = new Uint16Array(kinds.length);
  for (let place = 1; place < kinds.length; place++) {
    const isSame = categoryOf(kinds[place]!) === categoryOf(kinds[place - 1]!); // places of `kinds`
    groups[place] = isSame ? groups[place - 1]! : place;
  }
  return groups;
}

/** Row numbers in order (group, time). */
export function rowsByGroup(
  { kind }: HeatColumns,
  { begins, placeOf }: KindOrder,
  groups: Groups,
): Uint32Array {
  const next = begins.slice();
  const rows = new Uint32Array(kind.length);
  for (let row = 0; row < kind.length; row++) rows[next[groups[placeOf[kind[row]!]!]!]!++] = row; // as above
  return rows;
}

/** True when the filter takes or leaves each group as a whole. */
export const takesWhole = (groups: Groups, { kinds }: KindOrder, wanted: Uint8Array): boolean =>
  groups.every((group, place) => wanted[kinds[place]!] === wanted[kinds[group]!]); // places of `kinds`

/** Ranges of places in an order by groups, as flat pairs: those of the wanted kinds, and the others. */
export type GroupRanges = { chosen: number[]; others: number[] };

/** Adds to `ranges` where each group's rows are that stand between two rows in order of time, given the kinds before each. */
export function addGroupRanges(
  ranges: GroupRanges,
  { kinds, begins }: KindOrder,
  { groups, wanted, before, until }: GroupWindow,
): void {
  let [from, to] = [0, 0];
  for (let place = 0; place < kinds.length; place++) {
    const group = groups[place]!; // place < kinds.length, here and below
    if (group === place) [from, to] = [begins[place]!, begins[place]!];
    from += before[place]!;
    to += until[place]!;
    if (from < to && groups[place + 1] !== group)
      (wanted[kinds[place]!] === 1 ? ranges.chosen : ranges.others).push(from, to);
  }
}

/** A window of rows in order of time, as the kinds before its first and before its end, and what is wanted of it. */
export type GroupWindow = { groups: Groups; wanted: Uint8Array; before: Uint32Array; until: Uint32Array };

/**
 * The parts of the row pairs in which wanted kinds can be: steps between two checkpoints without any are left out. What is
 * rare is often recent too (work that is not closed), and then a year shrinks to some weeks.
 */
export function narrowToKinds(order: KindOrder, rows: readonly number[], wanted: Uint8Array): number[] {
  const { step } = order;
  const before = wantedBefore(order, wanted);
  const narrowed: number[] = [];
  for (let i = 0; i < rows.length; i += 2) {
    const to = rows[i + 1]!; // pairs
    for (let at = rows[i]!; at < to;) {
      const checkpoint = Math.floor(at / step);
      const end = Math.min(to, (checkpoint + 1) * step);
      const isWithout = before[checkpoint] === before[checkpoint + 1]; // undefined behind the last: not without
      if (!isWithout && narrowed.at(-1) === at) narrowed[narrowed.length - 1] = end;
      else if (!isWithout) narrowed.push(at, end);
      at = end;
    }
  }
  return narrowed;
}

/** For each checkpoint, the rows of wanted kinds before it. */
function wantedBefore({ kinds, checkpoints }: KindOrder, wanted: Uint8Array): Uint32Array {
  const before = new Uint32Array(checkpoints.length / kinds.length);
  for (let place = 0; place < kinds.length; place++) {
    if (wanted[kinds[place]!] !== 1) continue; // place < kinds.length
    for (let checkpoint = 0, at = place; at < checkpoints.length; checkpoint++, at += kinds.length) {
      before[checkpoint]! += checkpoints[at]!; // one row of checkpoints for each of `before`
    }
  }
  return before;
}
