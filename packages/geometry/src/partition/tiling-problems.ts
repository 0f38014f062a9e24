import Flatbush from "flatbush";
import { isCrossingSpan } from "./clearance.ts";
import { exactTwiceArea } from "./exact-area.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import { pairHalfEdges } from "./pair-half-edges.ts";
import type { Claim } from "./pair-half-edges.ts";
import type { OwnedPolygon, Problem } from "./problem.ts";
import { holdsMidpoint } from "./ring-holds.ts";
import { traceCycles } from "./trace-cycles.ts";
import type { Cycle } from "./trace-cycles.ts";

/** The rims of the territory: outer ones, and those of gaps. */
type Rims = { readonly outer: readonly Cycle[]; readonly inner: readonly Cycle[] };

/** What is wrong between polygons (R13): sides claimed twice, crossing borders, gaps, areas that do not add up. */
export function tilingProblems(polygons: readonly OwnedPolygon[]): Problem[] {
  const { unpaired, doubled } = pairHalfEdges(polygons);
  const problems = doubled.map(({ a, owner }) => overlapAt(a, [owner]));
  const crossing = findCrossing(unpaired);
  if (crossing) problems.push(overlapAt(crossing.a, [crossing.owner]));
  const trace = traceCycles(unpaired.map(({ a, b }) => ({ a, b, left: 1, right: null })));
  if (!trace) return problems.length > 0 ? problems : [overlapAt(unpaired[0]?.a ?? 0, [])];
  const outer = trace.cycles.filter(({ twiceArea }) => twiceArea > 0);
  const inner = trace.cycles.filter(({ twiceArea }) => twiceArea <= 0);
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

/** A hole in one owner that nobody fills has a name of its own: it is more often a slip of that one outline. */
const gapAt = ({ nodes, twiceArea }: Cycle, owners: readonly number[]): Problem => ({
  kind: owners.length === 1 ? "orphan-hole" : "gap",
  severity: "error",
  owners,
  at: nodes[0] ?? 0,
  twiceArea: -twiceArea,
});

const boxOf = ({ a, b }: Claim): [number, number, number, number] => [
  Math.min(xOf(a), xOf(b)),
  Math.min(yOf(a), yOf(b)),
  Math.max(xOf(a), xOf(b)),
  Math.max(yOf(a), yOf(b)),
];

/** Sides without a partner must not cross: with simple polygons an overlap always shows there (R13). */
function findCrossing(claims: readonly Claim[]): Claim | null {
  if (claims.length === 0) return null; // Flatbush refuses zero items
  const boxes = new Flatbush(claims.length);
  for (const claim of claims) boxes.add(...boxOf(claim));
  boxes.finish();
  const isCrossed = (claim: Claim, i: number): boolean =>
    boxes.search(...boxOf(claim)).some((j) => j > i && isCrossingSpan(claim, claims[j]!)); // j numbers the claims
  return claims.find(isCrossed) ?? null;
}

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
  const within = sumAreas([...outer, ...inner].map(({ nodes }) => nodes));
  if (covered === within) return [];
  return [
    { kind: "area-differs", severity: "error", owners: [], at: 0, twiceArea: Number(covered - within) },
  ];
}
