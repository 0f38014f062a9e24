import Flatbush from "flatbush";
import { xOf, yOf } from "./node-key.ts";
import type { OwnedPolygon } from "./problem.ts";

/** A box in units. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Finds the polygons, in no order, whose boxes touch a box. */
export type PolygonFinder = (box: Box) => OwnedPolygon[];

/** A finder of these polygons. */
export function createPolygonFinder(polygons: readonly OwnedPolygon[]): PolygonFinder {
  if (polygons.length === 0) return () => []; // Flatbush refuses zero items
  const boxes = new Flatbush(polygons.length);
  for (const polygon of polygons) boxes.add(...boxAround(polygon));
  boxes.finish();
  return (box) => boxes.search(...box).map((i) => polygons[i]!); // i numbers the polygons
}

/** The smallest box around a polygon. */
export function boxAround({ rings }: OwnedPolygon): Box {
  const [xs, ys] = [rings.flatMap((ring) => ring.map(xOf)), rings.flatMap((ring) => ring.map(yOf))];
  return [least(xs), least(ys), -least(xs.map(negated)), -least(ys.map(negated))];
}

const negated = (value: number): number => -value;

/** Math.min takes no more than about 100,000 arguments. */
const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
