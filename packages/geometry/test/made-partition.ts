import { loadPartition, isRefusal, nodeAt, toLngLat } from "../src/partition/index.ts";
import type { NodeKey, OwnedArea, Partition } from "../src/partition/index.ts";
import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";

/** A made territory of bricks: cells of six neighbours with crooked edges in a straight frame. */
export type MadePlan = {
  readonly columns: number;
  readonly rows: number;
  readonly seed: number;
  /** Side of a cell in units; 8,000 is about 90 m. */
  readonly cell?: number;
  /** Nodes between two junctions. */
  readonly bends?: number;
};

const START = 1_000_000;

/** Where made territories lie: an origin, so that nodes are small numbers. */
export const MADE_ORIGIN = [1_215_000_000, 311_000_000] as const;

/** Outlines of a made territory, owners 1 to `columns * rows`, as rings of nodes. */
export function makeRings(plan: MadePlan): { owner: number; ring: NodeKey[] }[] {
  const { columns, rows, seed, cell = 8000 } = plan;
  const junctionAt = createJunctions(plan, createRandom(seed));
  const bend = createBends(plan, createRandom(seed + 1));
  const half = cell / 2;
  return Array.from({ length: columns * rows }, (_, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const shift = (row % 2) * half;
    const west = column === 0 ? 0 : column * cell + shift;
    const east = column === columns - 1 ? columns * cell : (column + 1) * cell + shift;
    const [south, north] = [row * cell, (row + 1) * cell];
    const between: number[] = [];
    for (let x = (Math.floor(west / half) + 1) * half; x < east; x += half) between.push(x);
    const hasJunction = (x: number, y: number): boolean => {
      const below = ((y / cell - 1) % 2) * half;
      const above = ((y / cell) % 2) * half;
      const isWall = (offset: number): boolean => (x - offset) % cell === 0 && x > 0 && x < columns * cell;
      return (y > 0 && isWall(Math.abs(below))) || (y < rows * cell && isWall(above));
    };
    const corners = [
      [west, south],
      ...between.filter((x) => hasJunction(x, south)).map((x) => [x, south]),
      [east, south],
      [east, north],
      ...between
        .filter((x) => hasJunction(x, north))
        .toReversed()
        .map((x) => [x, north]),
      [west, north],
    ].map(([x, y]) => junctionAt(x!, y!)); // pairs
    const ring = corners.flatMap((corner, j) => [
      corner,
      ...bend(corner, corners[(j + 1) % corners.length]!),
    ]); // modulo length
    return { owner: i + 1, ring };
  });
}

type Frame = Pick<MadePlan, "columns" | "rows"> & { cell?: number };

function createJunctions({ columns, rows, cell = 8000 }: Frame, random: Random) {
  const known = new Map<string, NodeKey>();
  const jitter = Math.floor(cell / 6);
  return (x: number, y: number): NodeKey => {
    const name = `${x} ${y}`;
    const isOnSide = x === 0 || x === columns * cell;
    const isOnEnd = y === 0 || y === rows * cell;
    const moved = nodeAt(
      START + x + (isOnSide ? 0 : random.integer(-jitter, jitter)),
      START + y + (isOnEnd ? 0 : random.integer(-jitter, jitter)),
    );
    const node = known.get(name) ?? moved;
    known.set(name, node);
    return node;
  };
}

function createBends({ columns, rows, cell = 8000, bends = 4 }: MadePlan, random: Random) {
  const known = new Map<string, NodeKey[]>();
  const isFrame = (a: number, b: number, end: number): boolean =>
    a === b && (a === START || a === START + end);
  const reach = Math.floor(cell / 40);
  return (from: NodeKey, to: NodeKey): NodeKey[] => {
    const [a, b] = [Math.min(from, to), Math.max(from, to)];
    const [ax, ay, bx, by] = [...placeOf(a), ...placeOf(b)];
    const name = `${a} ${b}`;
    const fresh = Array.from({ length: bends }, (_, i) => {
      const share = (i + 1) / (bends + 1);
      const [dx, dy] = [random.integer(-reach, reach), random.integer(-reach, reach)];
      const isOnSide = isFrame(ax, bx, columns * cell);
      const isOnEnd = isFrame(ay, by, rows * cell);
      return nodeAt(
        Math.round(ax + share * (bx - ax)) + (isOnSide ? 0 : dx),
        Math.round(ay + share * (by - ay)) + (isOnEnd ? 0 : dy),
      );
    });
    const nodes = known.get(name) ?? fresh;
    known.set(name, nodes);
    return from === a ? nodes : nodes.toReversed();
  };
}

const placeOf = (node: NodeKey): [number, number] => [Math.floor(node / 2 ** 26), node % 2 ** 26];

/** Areas as files bring them. */
export const toOwnedAreas = (rings: readonly { owner: number; ring: readonly NodeKey[] }[]): OwnedArea[] =>
  rings.map(({ owner, ring }) => ({
    owner,
    area: {
      type: "Polygon",
      coordinates: [[...ring, ...ring.slice(0, 1)].map((node) => [...toLngLat(MADE_ORIGIN, node)])],
    },
  }));

/** A made territory, loaded. */
export function makePartition(plan: MadePlan): Partition {
  return mustLoad(toOwnedAreas(makeRings(plan)));
}

/** Loads areas that a test knows to be valid. */
export function mustLoad(areas: readonly OwnedArea[]): Partition {
  const partition = loadPartition(areas, { origin: MADE_ORIGIN });
  if (isRefusal(partition)) throw new Error(`made territory refused: ${JSON.stringify(partition)}`);
  return partition;
}
