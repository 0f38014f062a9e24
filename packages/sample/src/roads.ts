import { nodesOf } from "./mesh.ts";
import type { Line, LineKind, Mesh } from "./mesh.ts";
import type { Names } from "./names.ts";
import { between, distance, isInside, meet } from "./plane.ts";
import type { Point, Ring } from "./plane.ts";

/** A stretch of one road between its ends or forks. */
export type Road = { line: Line; kind: RoadKind; nodes: number[]; points: Point[] };

/** Kinds of line that one can walk along. */
export type RoadKind = Exclude<LineKind, "river" | "canal" | "border">;

/** True for kinds of line that one can walk along. */
const isRoadKind = (kind: LineKind): kind is RoadKind =>
  kind !== "river" && kind !== "canal" && kind !== "border";

/** Every road of the mesh, joined to stretches as long as possible; waters and mere borders are no roads. */
export function listRoads(mesh: Mesh): Road[] {
  const byLine = new Map<Line, { kind: RoadKind; edges: [number, number][] }>();
  for (const [key, line] of mesh.lineOf) {
    if (!isRoadKind(line.kind)) continue;
    const group = byLine.get(line) ?? { kind: line.kind, edges: [] };
    group.edges.push(nodesOf(key));
    byLine.set(line, group);
  }
  return [...byLine].flatMap(
    ([line, { kind, edges }]) =>
      joined(edges).map((nodes) => ({ line, kind, nodes, points: nodes.map((node) => mesh.nodes[node]!) })), // nodes exist
  );
}

/** Chains of edges that run through nodes where exactly two meet. */
function joined(edges: readonly [number, number][]): number[][] {
  const around = new Map<number, Set<number>>();
  for (const [a, b] of edges) {
    around.set(a, (around.get(a) ?? new Set()).add(b));
    around.set(b, (around.get(b) ?? new Set()).add(a));
  }
  const ends = new Set([...around].filter(([, next]) => next.size !== 2).map(([node]) => node));
  const chains: number[][] = [];
  for (const start of [...ends, ...around.keys()]) {
    const arms = Array.from(around.get(start) ?? []); // a copy: the walk uses edges up
    for (const next of arms)
      if (around.get(start)?.has(next)) chains.push(follow({ around, ends }, start, next));
  }
  return chains;
}

type Walk = { around: Map<number, Set<number>>; ends: ReadonlySet<number> };

/** Walks from fork to fork and uses up the edges it takes. */
function follow({ around, ends }: Walk, start: number, first: number): number[] {
  const chain = [start];
  for (let [from, to] = [start, first] as [number, number | undefined]; to !== undefined;) {
    around.get(from)?.delete(to);
    around.get(to)?.delete(from);
    chain.push(to);
    const next: number | undefined = ends.has(to) ? undefined : [...(around.get(to) ?? [])][0];
    [from, to] = [to, next];
  }
  return chain;
}

/** Names the roads: through roads and secondary ones as roads, longer lanes as lanes; paths have no name. */
export function nameRoads(roads: readonly Road[], names: Names): void {
  const length = new Map<Line, number>();
  for (const { line, points } of roads) {
    length.set(line, (length.get(line) ?? 0) + lengthOf(points));
  }
  const order = roads.toSorted((a, b) => (length.get(b.line) ?? 0) - (length.get(a.line) ?? 0));
  for (const { line, points } of order) {
    if (line.name !== null || line.kind === "path") continue;
    if (line.kind === "lane" && (length.get(line) ?? 0) < 150) continue;
    line.name = nameFor(line, points, names);
  }
}

function nameFor(line: Line, points: readonly Point[], names: Names): string {
  const [from, to] = [points[0]!, points.at(-1)!]; // a stretch has two ends
  const along = Math.abs(to[1] - from[1]) > Math.abs(to[0] - from[0]);
  if (line.kind === "lane") return names.lane();
  return names.road(along ? "along" : "across", line.kind === "arterial");
}

/** Metres along a line. */
const lengthOf = (points: readonly Point[]): number =>
  points.reduce((sum, p, i) => (i === 0 ? 0 : sum + distance(points[i - 1]!, p)), 0); // i > 0

/** The parts of a line outside a ring, each starting where it leaves. */
export function partsOutside(line: readonly Point[], ring: Ring): Point[][] {
  const parts: Point[][] = [];
  let part: Point[] = [];
  line.forEach((p, i) => {
    const before = line[i - 1];
    const on = before ? borderCrossing(before, p, ring) : null;
    if (on) part.push(on);
    if (on && isInside(p, ring)) {
      parts.push(part);
      part = [];
    }
    if (!isInside(p, ring)) part.push(p);
  });
  return [...parts, part].filter((points) => points.length > 1);
}

function borderCrossing(a: Point, b: Point, ring: Ring): Point | null {
  for (let i = 0; i < ring.length; i++) {
    const met = meet(a, b, ring[i]!, ring[(i + 1) % ring.length]!); // in range
    if (met) return between(a, b, met.s);
  }
  return null;
}
