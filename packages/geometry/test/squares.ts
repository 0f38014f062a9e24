import { nodeAt, xOf, yOf } from "../src/partition/index.ts";
import type { NodeKey, OwnedArea, Partition } from "../src/partition/index.ts";
import { mustLoad, toOwnedAreas } from "./made-partition.ts";

/** Figures lie this far from the origin, so that lines may leave them. */
const START = 1_000_000;

/** A node of a figure by its place in units. */
export const at = (x: number, y: number): NodeKey => nodeAt(START + x, START + y);

/** A path of a figure. */
export const path = (...places: readonly (readonly [x: number, y: number])[]): NodeKey[] =>
  places.map(([x, y]) => at(x, y));

/** The place of a node of a figure. */
export const placeOf = (node: NodeKey): [x: number, y: number] => [xOf(node) - START, yOf(node) - START];

/** The outline of a box of a figure. */
export const box = (west: number, south: number, east: number, north: number): NodeKey[] =>
  path([west, south], [east, south], [east, north], [west, north]);

/** Outlines by owner, as areas. */
export const areas = (rings: Readonly<Record<number, readonly NodeKey[]>>): OwnedArea[] =>
  toOwnedAreas(Object.entries(rings).map(([owner, ring]) => ({ owner: Number(owner), ring })));

/** Outlines by owner, loaded. */
export const load = (rings: Readonly<Record<number, readonly NodeKey[]>>): Partition =>
  mustLoad(areas(rings));

/** Two squares of 1000 units: 1 in the west, 2 in the east. */
export const twoSquares = (): Partition => load({ 1: box(0, 0, 1000, 1000), 2: box(1000, 0, 2000, 1000) });

/** Four squares of 1000 units: 1 and 2 in the south, 3 and 4 in the north. */
export const fourSquares = (): Partition =>
  load({
    1: box(0, 0, 1000, 1000),
    2: box(1000, 0, 2000, 1000),
    3: box(0, 1000, 1000, 2000),
    4: box(1000, 1000, 2000, 2000),
  });
