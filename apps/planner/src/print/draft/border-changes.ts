import type { Plan } from "@getu/domain/redraw";
import { diffPartitions, placeOfNode } from "@getu/geometry/partition";
import type { Edge, Partition, UnitPlace } from "@getu/geometry/partition";

/** Borders that go and borders that come, as edges of the plan before and of the plan after. */
export type BorderChanges = { readonly gone: readonly Edge[]; readonly come: readonly Edge[] };

/**
 * Where borders run differently. An edge that has only another neighbour, or that was cut in two by a node, runs where it
 * ran: a new node lies within half a unit of the line that it is put on.
 */
export function borderChanges({ partition: before }: Plan, { partition: after }: Plan): BorderChanges {
  const { removed, added } = diffPartitions(before, after);
  const [old, now] = [spansOf(before, removed), spansOf(after, added)];
  return {
    gone: removed.filter((_, i) => !isAlong(old[i]!, now)), // a span each
    come: added.filter((_, i) => !isAlong(now[i]!, old)), // as above
  };
}

type Span = readonly [UnitPlace, UnitPlace];

const spansOf = (partition: Partition, edges: readonly Edge[]): Span[] =>
  edges.map(({ a, b }) => [placeOfNode(partition, a), placeOfNode(partition, b)]);

/** Two nodes may each be half a unit off. */
const WITHIN_UNITS = 1.5;

const isAlong = ([a, b]: Span, others: readonly Span[]): boolean => {
  const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const;
  return others.some((other) => distanceTo(other, middle) <= WITHIN_UNITS);
};

function distanceTo([a, b]: Span, [x, y]: readonly [number, number]): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const along = ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - a[0] - share * dx, y - a[1] - share * dy);
}
