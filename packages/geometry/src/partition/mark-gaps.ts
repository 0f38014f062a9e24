import { OUTSIDE, UNASSIGNED } from "./edge.ts";
import type { Edge } from "./edge.ts";
import { facesOf } from "./faces.ts";
import { traceCycles } from "./trace-cycles.ts";

const sideOf = (owner: number): number | null => (owner === OUTSIDE ? OUTSIDE : null);

/** The outside is one face without a shell: where a shell has the outside inside, that is a gap and becomes the unassigned's. */
export function markGaps(edges: readonly Edge[]): Edge[] {
  const outer = edges.filter(({ left, right }) => left === OUTSIDE || right === OUTSIDE);
  const trace = traceCycles(
    outer.map(({ a, b, left, right }) => ({ a, b, left: sideOf(left), right: sideOf(right) })),
  );
  const { faces } = facesOf(trace?.cycles ?? []);
  const inGap = new Set(
    faces.flatMap(({ shell, holes }) =>
      [shell, ...holes].flatMap(({ halfEdges }) => halfEdges.map((h) => outer[h >> 1])),
    ),
  );
  return edges.map((edge) => {
    if (!inGap.has(edge)) return edge;
    return edge.left === OUTSIDE ? { ...edge, left: UNASSIGNED } : { ...edge, right: UNASSIGNED };
  });
}
