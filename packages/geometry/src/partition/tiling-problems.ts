import { isCrossingSpan } from "./clearance.ts";
import { OUTSIDE } from "./edge.ts";
import { exactTwiceArea } from "./exact-area.ts";
import type { NodeKey } from "./node-key.ts";
import { pairHalfEdges } from "./pair-half-edges.ts";
import type { Claim } from "./pair-half-edges.ts";
import type { OwnedPolygon, Problem } from "./problem.ts";
import { holdsMidpoint } from "./ring-holds.ts";
import { findTouch } from "./touching-spans.ts";
import { traceCycles } from "./trace-cycles.ts";
import type { Cycle } from "./trace-cycles.ts";

/** The rims of the territory, seen from outside: outer ones are clockwise, those of gaps counter-clockwise. */
type Rims = { readonly outer: readonly Cycle[]; readonly inner: readonly Cycle[] };

/** What is wrong between polygons (R13): sides claimed twice, crossing borders, gaps, areas that do not add up. */
export function tilingProblems(polygons: readonly OwnedPolygon[]): Problem[] {
  const { unpaired, doubled } = pairHalfEdges(polygons);
  const problems = doubled.map(({ a, owner }) => overlapAt(a, [owner]));
  const touching = findTouch(unpaired);
  if (touching) problems.push(touchOf(touching));
  // Walked with the outside on the left, so that a gap that touches the outside in a node is a face of its own.
  const trace = traceCycles(unpaired.map(({ a, b }) => ({ a: b, b: a, left: OUTSIDE, right: null })));
  if (!trace) return problems.length > 0 ? problems : [overlapAt(unpaired[0]?.a ?? 0, [])];
  const outer = trace.cycles.filter(({ twiceArea }) => twiceArea < 0);
  const inner = trace.cycles.filter(({ twiceArea }) => twiceArea >= 0);
  const ownersOf = ({ halfEdges }: Cycle): number[] => [
    ...new Set(halfEdges.flatMap((half) => unpaired[half >> 1]?.owner ?? [])),
  ];
  problems.push(...nestedIn({ outer, inner }).map((rim) => overlapAt(rim.nodes[0] ?? 0, ownersOf(rim))));
  problems.push(...inner.map((rim) => gapAt(rim, ownersOf(rim))));
  return problems.length > 0 ? problems : checksumAreas(polygons, { outer, inner });
}

const overlapAt = (at: number, owners: readonly number[]): Problem => ({
  kind: "overlap",
  severity: "error",
  owners,
  at,
});

/** Sides without a partner must not meet between their ends (R13): crossing they overlap, touching they miss a node. */
const touchOf = ([one, other]: readonly [Claim, Claim]): Problem => ({
  kind: isCrossingSpan(one, other) ? "overlap" : "unmatched",
  severity: "error",
  owners: [...new Set([one.owner, other.owner])],
  at: other.a,
});

/** A hole in one owner that nobody fills has a name of its own: it is more often a slip of that one outline. */
const gapAt = ({ nodes, twiceArea }: Cycle, owners: readonly number[]): Problem => ({
  kind: owners.length === 1 ? "orphan-hole" : "gap",
  severity: "error",
  owners,
  at: nodes[0] ?? 0,
  twiceArea,
});

const countAround = (rims: readonly Cycle[], rim: Cycle): number =>
  rims.filter((other) => other !== rim && holdsMidpoint(other.nodes, rim.nodes)).length;

/** Outer rims that lie inside the covered area: what they enclose is covered twice. */
function nestedIn({ outer, inner }: Rims): Cycle[] {
  return outer.length < 2 ? [] : outer.filter((rim) => countAround(outer, rim) > countAround(inner, rim));
}

const sumAreas = (rings: readonly (readonly NodeKey[])[]): bigint =>
  rings.reduce((total, ring) => total + exactTwiceArea(ring), 0n);

/** The areas of all polygons add up to the area within the rims, as whole numbers. */
function checksumAreas(polygons: readonly OwnedPolygon[], { outer, inner }: Rims): Problem[] {
  const covered = sumAreas(polygons.flatMap(({ rings }) => rings));
  const within = -sumAreas([...outer, ...inner].map(({ nodes }) => nodes));
  if (covered === within) return [];
  return [
    { kind: "area-differs", severity: "error", owners: [], at: 0, twiceArea: Number(covered - within) },
  ];
}
