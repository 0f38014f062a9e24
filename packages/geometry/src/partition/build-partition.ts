import { clusterNodes } from "./cluster-nodes.ts";
import { OUTSIDE, toEdge } from "./edge.ts";
import { bordersOf, halfEdgesOf } from "./face-borders.ts";
import { facesOf } from "./faces.ts";
import type { Face } from "./faces.ts";
import type { Origin } from "./frame.ts";
import type { BuildReport } from "./import-report.ts";
import { giveFaces } from "./give-faces.ts";
import type { GapOptions } from "./give-faces.ts";
import type { OwnedArea } from "./load-partition.ts";
import type { NodeKey } from "./node-key.ts";
import { nodeSpans } from "./node-spans.ts";
import { createPartition, listOwners } from "./partition.ts";
import type { Partition } from "./partition.ts";
import type { OwnedPolygon } from "./problem.ts";
import { readAreas } from "./read-areas.ts";
import type { Refusal } from "./refusal.ts";
import { traceCycles } from "./trace-cycles.ts";
import type { Sided, Trace } from "./trace-cycles.ts";

/** How generously to clean. */
export type BuildOptions = GapOptions & {
  /** Nodes and edges this near, in units (1.1 cm), are taken as the same; 5 to 50, default 5. */
  readonly tolerance?: number;
  readonly origin?: Origin;
};

/** A clean partition and what was done to get it. */
export type Built = { readonly partition: Partition; readonly report: BuildReport };

/** Makes a tiling of polygons of any quality (R3): nothing is dropped without a line in the report. */
export function buildPartition(areas: readonly OwnedArea[], options: BuildOptions = {}): Built | Refusal {
  const { tolerance = 5 } = options;
  const { origin, polygons, rejects } = readAreas(areas, options.origin);
  const moved = clusterNodes(
    polygons.flatMap(({ rings }) => rings.flat()),
    tolerance,
  );
  const pieces = nodeSpans(uniqueSpans(polygons, moved), tolerance);
  if (!pieces) return { refused: "not-settled" };
  const { edges, trace, dangles } = dropDangles(pieces.map(({ a, b }) => ({ a, b, left: 1, right: 1 })));
  const { faces } = facesOf(trace.cycles);
  const given = giveFaces({ faces, borders: bordersOf(faces, edges), polygons, origin }, options);
  const partition = createPartition(origin, labelled(edges, faces, given.owners));
  const kept = new Set(listOwners(partition));
  const lost = [...new Set(polygons.map(({ owner }) => owner))].filter((owner) => !kept.has(owner));
  const snapped = [...moved].map(([from, to]) => ({ from, to }));
  return {
    partition,
    report: { snapped, dangles, rejects, lost, overlaps: given.overlaps, gaps: given.gaps },
  };
}

function uniqueSpans(
  polygons: readonly OwnedPolygon[],
  moved: ReadonlyMap<NodeKey, NodeKey>,
): { a: NodeKey; b: NodeKey }[] {
  const seen = new Map<NodeKey, Set<NodeKey>>();
  for (const ring of polygons.flatMap(({ rings }) => rings)) {
    let before = ring.at(-1) ?? 0;
    for (const node of ring) {
      const [p, q] = [moved.get(before) ?? before, moved.get(node) ?? node];
      const ends = seen.get(Math.min(p, q)) ?? new Set();
      if (p !== q) seen.set(Math.min(p, q), ends.add(Math.max(p, q)));
      before = node;
    }
  }
  return [...seen].flatMap(([a, ends]) => [...ends].map((b) => ({ a, b })));
}

/** Spikes and dangling lines have one face on both sides (R3.4): taken out, and reported where they were. */
function dropDangles(all: readonly Sided[]): { edges: Sided[]; trace: Trace; dangles: NodeKey[] } {
  const first = traceUnlabelled(all);
  const isDangling = (i: number): boolean => first.walkOf[2 * i] === first.walkOf[2 * i + 1];
  const edges = all.filter((_, i) => !isDangling(i));
  const dangles = all.filter((_, i) => isDangling(i)).map(({ a }) => a);
  return { edges, trace: dangles.length > 0 ? traceUnlabelled(edges) : first, dangles };
}

function traceUnlabelled(edges: readonly Sided[]): Trace {
  const trace = traceCycles(edges);
  if (!trace) throw new Error("one label contradicts itself"); // all sides carry label 1
  return trace;
}

/** Edges with owners; those with the same on both sides are dropped (R3.8). */
function labelled(edges: readonly Sided[], faces: readonly Face[], owners: readonly number[]) {
  const ownerOf = new Int32Array(2 * edges.length).fill(OUTSIDE);
  for (const [i, face] of faces.entries())
    for (const half of halfEdgesOf(face)) ownerOf[half] = owners[i] ?? OUTSIDE;
  return edges
    .map(({ a, b }, i) => toEdge({ a, b, left: ownerOf[2 * i]!, right: ownerOf[2 * i + 1]! })) // two sides per edge
    .filter(({ left, right }) => left !== right);
}
