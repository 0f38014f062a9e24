import { ownersTouched } from "@getu/editor";
import type { Attempt, Snapped, ToolState } from "@getu/editor";
import type { Plan } from "@getu/domain/redraw";
import { toDegrees } from "@getu/geometry";
import {
  diffPartitions,
  edgesOf,
  findSharedArc,
  isRefusal,
  listMovedFaces,
  nodeOf,
  placeOfNode,
  toLngLat,
  xOf,
  yOf,
} from "@getu/geometry/partition";
import type { Edge, MovedFace, Partition, UnitPlace } from "@getu/geometry/partition";
import type { Feature, Geometry, Position } from "geojson";
import { chainLines } from "./chain-lines.ts";
import { areaFeatures } from "./plan-features.ts";

/** What something on the live layer is. */
type LiveKind =
  | "area"
  | "arc"
  | "border"
  | "focus"
  | "ghost"
  | "moved"
  | "new"
  | "selected"
  | "sketch"
  | "sketch-point"
  | "snap";

const feature = (kind: LiveKind, geometry: Geometry, facts: object = {}): Feature => ({
  type: "Feature",
  properties: { kind, ...facts },
  geometry,
});

const toPosition = ([x, y]: UnitPlace): Position => [toDegrees(x), toDegrees(y)];

type Shown = {
  readonly fills: ReadonlyMap<number, string>;
  /** What ground is called that belongs to no grid. */
  readonly gapWord: string;
};

/** What is shown of an attempt: both sides as they would be, and what differs from before. */
export function attemptFeatures(attempt: Attempt, { fills, gapWord }: Shown): Feature[] {
  const { before, after } = attempt;
  const owners = ownersTouched(attempt).filter((owner) => owner > 0);
  const borders = [...new Set(owners.flatMap((owner) => edgesOf(after.partition, owner)))];
  return [
    ...areaFeatures(after, owners, fills).map(({ properties, ...rest }) => ({
      ...rest,
      properties: { ...properties, kind: "area" },
    })),
    linesOf("border", after.partition, borders),
    ...comparedFeatures({ before, after }, gapWord),
  ];
}

type Plans = { readonly before: Plan; readonly after: Plan };

/** What differs between two plans, whatever was between them: old borders dashed, new ones solid, what moved hatched. */
export function comparedFeatures({ before, after }: Plans, gapWord: string): Feature[] {
  const { removed, added } = diffPartitions(before.partition, after.partition);
  return [
    ...movedFeatures({ before, after }, gapWord),
    linesOf("ghost", after.partition, removed),
    linesOf("new", after.partition, added),
  ];
}

const linesOf = (kind: LiveKind, partition: Partition, edges: readonly Edge[]): Feature =>
  feature(kind, { type: "MultiLineString", coordinates: chainLines(partition, edges) });

/** Areas that change hands between two plans, with from and to in words. */
export function movedFeatures({ before, after }: Plans, gapWord: string): Feature[] {
  const moved = listMovedFaces(before.partition, after.partition);
  return isRefusal(moved) ? [] : moved.map((face) => movedFeature(face, { before, after, gapWord }));
}

/** Ground comes from a gap; what lies around the territory stays there. */
const nameIn = ({ grids }: Plan, owner: number, gapWord: string): string => grids.get(owner)?.name ?? gapWord;

function movedFeature(
  { from, to, rings }: MovedFace,
  { before, after, gapWord }: Plans & { gapWord: string },
): Feature {
  const { origin } = after.partition;
  const coordinates = rings.map((ring) =>
    [...ring, ...ring.slice(0, 1)].map((node) => [...toLngLat(origin, node)]),
  );
  const words = `${nameIn(before, from, gapWord)} → ${nameIn(after, to, gapWord)}`;
  return feature("moved", { type: "Polygon", coordinates }, { words, from, to, ring: rings[0]?.length ?? 0 });
}

/** What the hand holds: the line being drawn, the node in focus, the border picked, the selected grid's outline. */
export function handFeatures(hand: ToolState, partition: Partition): Feature[] {
  const line = hand.phase === "drawing" && hand.pointer ? [...hand.sketch, hand.pointer] : hand.sketch;
  const ring = hand.tool === "transfer" && line.length > 2 ? [...line, line[0]!] : line; // not empty
  return [
    ...(ring.length > 1
      ? [feature("sketch", { type: "LineString", coordinates: ring.map(toPosition) })]
      : []),
    ...hand.sketch.map((place) => feature("sketch-point", { type: "Point", coordinates: toPosition(place) })),
    ...(hand.focus ? [feature("focus", { type: "Point", coordinates: toPosition(hand.focus) })] : []),
    ...arcFeatures(hand, partition),
    ...(hand.selected === null ? [] : [outlineOf(partition, hand.selected)]),
  ];
}

function arcFeatures({ edge }: ToolState, partition: Partition): Feature[] {
  const arc =
    edge && findSharedArc(partition, { a: nodeOf(partition, edge[0]), b: nodeOf(partition, edge[1]) });
  return arc
    ? [feature("arc", { type: "MultiLineString", coordinates: chainLines(partition, arc.edges) })]
    : [];
}

const outlineOf = (partition: Partition, owner: number): Feature =>
  feature("selected", {
    type: "MultiLineString",
    coordinates: chainLines(partition, edgesOf(partition, owner)),
  });

/** The place that the pointer was taken to, with the name of what it was taken to. */
export const snapFeature = ({ place, target }: Snapped, words: string): Feature[] =>
  target ? [feature("snap", { type: "Point", coordinates: toPosition(place) }, { words })] : [];

/** Nodes that can be taken hold of, and the middles of edges; those of the selected grid are large. */
export function handleFeatures(
  partition: Partition,
  selected: number | null,
  around: ReadonlySet<number>,
): Feature[] {
  const near = new Set([...around].flatMap((owner) => edgesOf(partition, owner)));
  const nodes = new Map<number, boolean>();
  const features: Feature[] = [];
  for (const { a, b, left, right } of near) {
    const isOwn = left === selected || right === selected;
    for (const node of [a, b]) nodes.set(node, (nodes.get(node) ?? false) || isOwn);
    if (isOwn) features.push(handle("middle", [(xOf(a) + xOf(b)) / 2, (yOf(a) + yOf(b)) / 2], partition));
  }
  for (const [node, isOwn] of nodes) {
    const [x, y] = placeOfNode(partition, node);
    features.push({
      type: "Feature",
      properties: { kind: isOwn ? "node" : "far-node" },
      geometry: { type: "Point", coordinates: toPosition([x, y]) },
    });
  }
  return features;
}

function handle(kind: string, [x, y]: readonly [number, number], { origin }: Partition): Feature {
  const coordinates = toPosition([x + origin[0], y + origin[1]]);
  return { type: "Feature", properties: { kind }, geometry: { type: "Point", coordinates } };
}
