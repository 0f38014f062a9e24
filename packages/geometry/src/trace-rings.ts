import type { UnitRing } from "./unit-ring.ts";

/** A line with its area on the left, in whole units, `[x0, y0, x1, y1, …]`; `start` and `end` number its end nodes. */
export type SidedPath = { start: number; end: number; points: readonly number[] };

/** The direction in which a path leaves a point, seen from its start; angles are safe in doubles for steps below 2^26 units. */
const departure = ({ points: p }: SidedPath): number => Math.atan2(p[3]! - p[1]!, p[2]! - p[0]!); // two points at least

const arrivalReversed = ({ points }: SidedPath): number => {
  const [x, y, endX, endY] = points.slice(-4) as [number, number, number, number];
  return Math.atan2(y - endY, x - endX);
};

/** How far to turn clockwise from one direction to another; a full turn when they are equal. */
const clockwise = (from: number, to: number): number => {
  const turn = (from - to) % (2 * Math.PI);
  return turn > 0 ? turn : turn + 2 * Math.PI;
};

/** Takes the path that follows the same face (redraw R5): the first one clockwise from where the last came in. */
function takeNext(choices: SidedPath[], last: SidedPath | undefined): SidedPath | undefined {
  if (choices.length < 2 || !last) return choices.pop();
  const back = arrivalReversed(last);
  const turns = choices.map((path) => clockwise(back, departure(path)));
  return choices.splice(turns.indexOf(Math.min(...turns)), 1)[0];
}

const toRing = (paths: readonly SidedPath[]): UnitRing =>
  Int32Array.from(paths.flatMap(({ points }) => points.slice(0, -2)));

/**
 * Joins paths into rings that meet no node twice: where a ring touches itself it is cut in two.
 * Throws with the node where paths do not close.
 */
export function traceRings(paths: readonly SidedPath[]): UnitRing[] {
  const leaving = new Map<number, SidedPath[]>();
  for (const path of paths) leaving.set(path.start, [...(leaving.get(path.start) ?? []), path]);
  const rings: UnitRing[] = [];
  for (const first of paths) {
    const open: SidedPath[] = [];
    for (let node = first.start; open.length > 0 || leaving.get(node)!.length > 0;) {
      const next = takeNext(leaving.get(node) ?? [], open.at(-1));
      if (!next) throw new Error(`outline does not close at [${open.at(-1)!.points.slice(-2).join(", ")}]`); // open is not empty here
      open.push(next);
      node = next.end;
      const again = open.findIndex(({ start }) => start === next.end);
      if (again >= 0) rings.push(toRing(open.splice(again)));
    }
  }
  return rings;
}
