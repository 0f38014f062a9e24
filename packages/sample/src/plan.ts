import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";
import { add, between, densified, meet } from "./plane.ts";
import type { Point } from "./plane.ts";
import type { LineKind } from "./mesh.ts";

/** Which cell of the city a street is, and how large the cells are. */
export type Cell = { column: number; row: number; width: number; height: number };

/** The large lines of a street before anything is cut, in metres on the ground. */
export type Plan = {
  outline: { points: Point[]; kindAt(index: number): LineKind };
  /** The river's middle; null where it does not pass. */
  river: Point[] | null;
  canal: Point[] | null;
  /** Roads from border to border. */
  arterials: Point[][];
  /** A wide road from the main crossing to the border. */
  avenue: Point[] | null;
  /** Where the town's main crossing is. */
  centre: Point;
};

/** Half the width of the river's water. */
export const riverHalfWidth = (metresAlong: number): number =>
  30 + 5 * Math.sin(metresAlong / 310) + 3 * Math.sin(metresAlong / 97);

/** From the centre of the river to the road along its bank. */
export const BANK_METRES = 88;

const OUTLINE_STEP = 34;

/**
 * Bends the straight world of the plan into the ground: one smooth map for the whole city, so that
 * roads which meet in the plan meet on the ground, and neighbouring streets share their border.
 */
function createWarp(seed: string): (p: Point) => Point {
  const random = createRandom(`${seed}/warp`);
  const waves = Array.from({ length: 5 }, (_, i) => ({
    heading: random.between(0, Math.PI * 2),
    push: random.between(0, Math.PI * 2),
    phase: random.between(0, Math.PI * 2),
    length: 1900 + 700 * i,
    reach: 34 + 17 * i,
  }));
  const turn = random.between(-0.16, -0.08);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return ([u, v]) => {
    let [x, y] = [u * cos - v * sin, u * sin + v * cos];
    for (const { heading, push, phase, length, reach } of waves) {
      const along = (u * Math.cos(heading) + v * Math.sin(heading)) * ((2 * Math.PI) / length) + phase;
      x += reach * Math.cos(push) * Math.sin(along);
      y += reach * Math.sin(push) * Math.sin(along);
    }
    return [x, y];
  };
}

/** The plan of one cell; cells of one seed fit together. */
export function createPlan(seed: string, cell: Cell): Plan {
  const warp = createWarp(seed);
  const large = cell.width > 2000;
  const ground = (line: readonly Point[], step = 45): Point[] => densified(line, step).map(warp);
  const outline = outlineOf(seed, cell);
  const roads = arterialsOf(seed, cell);
  const river = large && cell.row % 3 === 0 ? ground(riverOf(seed, cell)) : null;
  return {
    outline: { ...outline, points: outline.points.map(warp) },
    river,
    canal: large ? fromRiver(ground(canalOf(seed, cell)), river) : null,
    arterials: roads.lines.map((line) => ground(line)),
    avenue: large ? ground(roads.avenue) : null,
    centre: warp(roads.centre),
  };
}

const positionIn = (seed: string, low: number, high: number): number => createRandom(seed).between(low, high);

/** Shares of a column's width (a row's height) where its two through roads run. */
const columnRoads = (seed: string, column: number): [number, number] => [
  positionIn(`${seed}/column/${column}/a`, 0.29, 0.35),
  positionIn(`${seed}/column/${column}/b`, 0.64, 0.7),
];
const rowRoads = (seed: string, row: number): [number, number] => [
  positionIn(`${seed}/row/${row}/a`, 0.29, 0.34),
  positionIn(`${seed}/row/${row}/b`, 0.72, 0.77),
];

function originOf({ column, row, width, height }: Cell): Point {
  return [column * width - width / 2, row * height - height / 2];
}

function arterialsOf(seed: string, cell: Cell): { lines: Point[][]; avenue: Point[]; centre: Point } {
  const [ou, ov] = originOf(cell);
  const us = columnRoads(seed, cell.column).map((share) => ou + share * cell.width) as [number, number];
  const vs = rowRoads(seed, cell.row).map((share) => ov + share * cell.height) as [number, number];
  const beyond = 500;
  const [south, north, west, east] = [
    ov - beyond,
    ov + cell.height + beyond,
    ou - beyond,
    ou + cell.width + beyond,
  ];
  const lines: Point[][] = [
    ...us.map((u): Point[] => [
      [u, south],
      [u, north],
    ]),
    ...vs.map((v): Point[] => [
      [west, v],
      [east, v],
    ]),
  ];
  const centre: Point = [us[1], vs[0]];
  const avenue: Point[] = [add(centre, [-14, 8]), [ou + 1.1 * cell.width, vs[0] - 0.3 * cell.height]];
  return { lines: cell.width > 2000 ? lines : lines.slice(1, 3), avenue, centre };
}

function riverOf(seed: string, { row, column, width, height }: Cell): Point[] {
  const random = createRandom(`${seed}/river/${row}`);
  const [phase, second] = [random.between(0, 6), random.between(0, 6)];
  const middle = row * height + 0.03 * height;
  const [from, to] = [(column - 0.7) * width, (column + 0.7) * width];
  const steps = Math.round((to - from) / 45);
  return Array.from({ length: steps + 1 }, (_, i): Point => {
    const u = from + ((to - from) * i) / steps;
    return [u, middle + 150 * Math.sin(u / 340 + phase) + 50 * Math.sin(u / 170 + second)];
  });
}

/** A straight old canal, from the river southwards. */
function canalOf(seed: string, cell: Cell): Point[] {
  const [ou, ov] = originOf(cell);
  const u = ou + cell.width * positionIn(`${seed}/canal/${cell.column}`, 0.46, 0.53);
  return [
    [u + 120, ov + 0.9 * cell.height],
    [u + 60, ov + 0.4 * cell.height],
    [u - 40, ov - 0.2 * cell.height],
  ];
}

/** The canal from where it leaves the river; its first point lies a step across, so that it cuts the river's middle. */
function fromRiver(canal: Point[], river: Point[] | null): Point[] {
  const crosses = (a: Point, b: Point): boolean =>
    river?.some((p, i) => i > 0 && meet(a, b, river[i - 1]!, p) !== null) ?? false; // i > 0
  const start = canal.findIndex((p, i) => i > 0 && crosses(canal[i - 1]!, p)); // i > 0
  const [across, next] = [canal[start - 1], canal[start]];
  if (!across || !next || !river) return canal;
  const met = river.flatMap((p, i) => (i > 0 ? (meet(across, next, river[i - 1]!, p) ?? []) : []))[0]; // i > 0
  const begin = met ? between(across, next, met.s - Math.min(met.s, 0.2)) : across;
  return [begin, ...canal.slice(start)];
}

/** The four sides counter-clockwise from the south-west corner. */
function outlineOf(seed: string, cell: Cell): Plan["outline"] {
  const { column, row } = cell;
  const sides = [
    sideOf(seed, cell, { column, row, across: false }),
    sideOf(seed, cell, { column: column + 1, row, across: true }),
    sideOf(seed, cell, { column, row: row + 1, across: false }).toReversed(),
    sideOf(seed, cell, { column, row, across: true }).toReversed(),
  ];
  const kinds: LineKind[] = ["arterial", "secondary", "lane", "secondary"];
  const points = sides.flatMap((side) => side.slice(0, -1));
  const kindOf = sides.flatMap((side, i) => side.slice(0, -1).map(() => kinds[i]!)); // four of each
  return { points, kindAt: (index) => kindOf[index] ?? "lane" };
}

type Side = { column: number; row: number; across: boolean };

/** The border between two cells; it belongs to both, so it depends on its own place only. */
function sideOf(seed: string, cell: Cell, { column, row, across }: Side): Point[] {
  const from = cornerOf(seed, cell, { column, row });
  const to = across
    ? cornerOf(seed, cell, { column, row: row + 1 })
    : cornerOf(seed, cell, { column: column + 1, row });
  const random = createRandom(`${seed}/side/${column}/${row}/${across}`);
  const out: Point = across ? [1, 0] : [0, 1];
  const along: Point = across ? [0, 1] : [1, 0];
  const line = steps(random, { from, to, out, along, across });
  return densified(withCrossings(line, crossingRoads(seed, cell, { column, row, across })), OUTLINE_STEP);
}

type Crossing = { axis: 0 | 1; at: number };

/** Where through roads cross a side: the border gets a node there, the same one for both neighbours. */
function crossingRoads(seed: string, { width, height }: Cell, { column, row, across }: Side): Crossing[] {
  return across
    ? rowRoads(seed, row).map((share) => ({ axis: 1, at: (row - 0.5 + share) * height }))
    : columnRoads(seed, column).map((share) => ({ axis: 0, at: (column - 0.5 + share) * width }));
}

function withCrossings(line: readonly Point[], crossings: readonly Crossing[]): Point[] {
  return line.flatMap((a, i) => {
    const b = line[i + 1];
    if (!b) return [a];
    const shares = crossings
      .map(({ axis, at }) => (at - a[axis]) / (b[axis] - a[axis]))
      .filter((t) => t > 0 && t < 1);
    return [a, ...shares.sort((s, t) => s - t).map((t) => between(a, b, t))];
  });
}

function cornerOf(seed: string, { width, height }: Cell, at: { column: number; row: number }): Point {
  const random = createRandom(`${seed}/corner/${at.column}/${at.row}`);
  return [
    (at.column - 0.5) * width + random.between(-0.04, 0.04) * width,
    (at.row - 0.5) * height + random.between(-0.04, 0.04) * height,
  ];
}

/** A border that follows a road for a while, turns along another block, and goes on. */
function steps(
  random: Random,
  side: { from: Point; to: Point; out: Point; along: Point; across: boolean },
): Point[] {
  const { from, to, out, along, across } = side;
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const sign = random.chance(0.5) ? 1 : -1;
  const reach = [
    sign * random.between(0.035, 0.09),
    -sign * random.between(0.02, 0.085),
    sign * random.between(-0.02, 0.05),
  ];
  const turns = [
    random.between(0.17, 0.22),
    across ? random.between(0.38, 0.41) : random.between(0.46, 0.54),
    random.between(0.79, 0.84),
  ];
  const base = (t: number): Point => [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
  const line: Point[] = [from];
  let before = 0;
  turns.forEach((t, i) => {
    const slant = random.between(0.004, 0.02);
    line.push(add(add(base(t), along, -slant * length), out, before * length));
    before = reach[i]!; // three of each
    line.push(add(add(base(t), along, slant * length), out, before * length));
  });
  return [...line, to];
}
