import { arrange } from "./arrange.ts";
import type { Arranged, Arrangement, OverlayPlan } from "./arrange.ts";
import type { Outcome, Relabel } from "./change.ts";
import { diffEdges } from "./diff-edges.ts";
import { toEdge } from "./edge.ts";
import type { Edge } from "./edge.ts";
import { facesOf, ringsOf } from "./faces.ts";
import type { Face } from "./faces.ts";
import { interiorPointOf, isInsideSpans } from "./interior-point.ts";
import type { NodeKey } from "./node-key.ts";
import { refuseOuterMove } from "./outer-rule.ts";
import type { Partition } from "./partition.ts";
import { isRefusal } from "./refusal.ts";
import type { Refusal } from "./refusal.ts";
import { traceCycles } from "./trace-cycles.ts";
import type { Trace } from "./trace-cycles.ts";

/** A face of the cut areas. */
export type OverlayFace = {
  /** Whose it was; with `dissolve` the first of the owners. */
  readonly owner: number;
  readonly rings: readonly (readonly NodeKey[])[];
  readonly twiceArea: number;
  /** A line runs along it. */
  readonly isCut: boolean;
  /** Owners whose kept edges lie around it. */
  readonly carried: ReadonlySet<number>;
  /** True when the lines, closed, go around it (even-odd). */
  readonly isInsideLines: () => boolean;
};

/** Says who gets each face, in their order, or why the edit is not done. */
export type RelabelFaces = (faces: readonly OverlayFace[]) => readonly number[] | Refusal;

/** Cuts areas along lines and gives the faces to owners (R6): the one primitive behind split, reshape and transfer. */
export function overlay(partition: Partition, plan: OverlayPlan, relabel: RelabelFaces): Outcome {
  const arrangement = arrange(partition, plan);
  if (isRefusal(arrangement)) return arrangement;
  const traced = traceFaces(arrangement);
  if (isRefusal(traced)) return traced;
  const faces = traced.faces.map((face) => toOverlayFace(face, traced, arrangement));
  const owners = relabel(faces);
  if ("refused" in owners) return owners;
  const edges = relabelled(traced, owners);
  const patch = diffEdges([...arrangement.before, ...(plan.dissolve ?? [])], edges);
  if (patch.removed.length + patch.added.length === 0) return { refused: "no-effect" };
  const isMerged = plan.dissolve !== undefined;
  return (
    refuseOuterMove(patch, plan.outer ?? "fixed") ?? {
      ...patch,
      relabels: isMerged ? [] : relabelsOf(faces, owners),
      warnings: [],
    }
  );
}

type Traced = { readonly edges: readonly Arranged[]; readonly faces: readonly Face[]; readonly trace: Trace };

/** Traces the faces; pieces of lines with the same face walk on both sides divide nothing and are dropped (R6). */
function traceFaces({ edges, zoneOf }: Arrangement): Traced | Refusal {
  const sided = (kept: readonly Arranged[]) =>
    kept.map(({ a, b, left, right }) => ({ a, b, left: zoneOf(left), right: zoneOf(right) }));
  const first = traceCycles(sided(edges));
  if (!first) return { refused: "label-conflict" };
  const kept = edges.filter(({ isLine }, i) => !isLine || first.walkOf[2 * i] !== first.walkOf[2 * i + 1]);
  const trace = kept.length === edges.length ? first : traceCycles(sided(kept));
  if (!trace) return { refused: "label-conflict" };
  const wall = kept.find(
    (_, i) => trace.walkOf[2 * i] !== -1 && trace.walkOf[2 * i] === trace.walkOf[2 * i + 1],
  );
  if (wall) return { refused: "path-leaves", at: wall.a }; // a border with one part on both sides parts nobody
  const { faces, unbounded } = facesOf(trace.cycles);
  const [astray] = unbounded;
  if (astray) return { refused: "label-conflict", at: astray.nodes[0] ?? 0 };
  return { edges: kept, faces, trace };
}

const halfEdgesOf = (face: Face): number[] =>
  [face.shell, ...face.holes].flatMap(({ halfEdges }) => halfEdges);

function toOverlayFace(face: Face, { edges }: Traced, { linePieces }: Arrangement): OverlayFace {
  const rings = ringsOf(face);
  const carried = new Set<number>();
  let isCut = false;
  for (const half of halfEdgesOf(face)) {
    const edge = edges[half >> 1]!; // half-edges number these edges
    if (edge.isLine) isCut = true;
    else carried.add(half % 2 === 0 ? edge.left : edge.right);
  }
  const isInsideLines = (): boolean => {
    const place = interiorPointOf(rings);
    return isInsideSpans(linePieces, place);
  };
  return { owner: face.label, rings, twiceArea: face.twiceArea, isCut, carried, isInsideLines };
}

/** Every edge with the new owners on its sides; what parts nobody any more is dropped. */
function relabelled({ edges, faces }: Traced, owners: readonly number[]): Edge[] {
  const ownerOf = new Map<number, number>();
  for (const [i, face] of faces.entries())
    for (const half of halfEdgesOf(face)) ownerOf.set(half, owners[i] ?? face.label);
  return edges
    .map(({ a, b, left, right }, i) =>
      toEdge({ a, b, left: ownerOf.get(2 * i) ?? left, right: ownerOf.get(2 * i + 1) ?? right }),
    )
    .filter(({ left, right }) => left !== right);
}

function relabelsOf(faces: readonly OverlayFace[], owners: readonly number[]): Relabel[] {
  return faces.flatMap(({ owner, twiceArea }, i) => {
    const to = owners[i] ?? owner;
    return to === owner ? [] : [{ from: owner, to, twiceArea }];
  });
}
