import {
  isRefusal,
  listEdges,
  listOwners,
  loadPartition,
  twiceAreaOfOwner,
  validatePartition,
} from "@getu/geometry/partition";
import type { OwnedArea, Partition, UnitPlace } from "@getu/geometry/partition";
import { FIRST_NEW_GRID } from "@getu/domain/redraw";
import type { Plan } from "@getu/domain/redraw";
import { beginHistory, commitAttempt, createRoadGraph, planOf, restingTool, turnTool } from "../src/index.ts";
import type { Attempt, History, IsLocked, Tool, ToolContext, ToolInput, ToolState } from "../src/index.ts";

const [X0, Y0] = [1_215_000_000, 311_000_000];

/** Side of a block of the town in units, about 110 m. */
export const BLOCK = 10_000;

/** A place by its units from the town's south-west corner. */
export const at = (x: number, y: number): UnitPlace => [X0 + x, Y0 + y];

type Corner = readonly [x: number, y: number];

const toArea = (ring: readonly Corner[]): OwnedArea["area"] => ({
  type: "Polygon",
  coordinates: [[...ring, ...ring.slice(0, 1)].map(([x, y]) => [(X0 + x) / 1e7, (Y0 + y) / 1e7])],
});

/** Areas by owner, loaded; rings are not closed. */
export function load(rings: Readonly<Record<number, readonly Corner[]>>): Partition {
  const areas = Object.entries(rings).map(([owner, ring]) => ({ owner: Number(owner), area: toArea(ring) }));
  const partition = loadPartition(areas, { origin: [X0 - 1_000_000, Y0 - 1_000_000] });
  if (isRefusal(partition)) throw new Error(partition.refused);
  return partition;
}

/** Square blocks with a node in the middle of every side, numbered from the south-west, row by row. */
export function makeTown(columns: number, rows: number): Partition {
  const half = BLOCK / 2;
  const ringAt = (x: number, y: number): Corner[] => [
    [x, y],
    [x + half, y],
    [x + BLOCK, y],
    [x + BLOCK, y + half],
    [x + BLOCK, y + BLOCK],
    [x + half, y + BLOCK],
    [x, y + BLOCK],
    [x, y + half],
  ];
  const places = Array.from(
    { length: columns * rows },
    (_, i) => [i % columns, Math.floor(i / columns)] as const,
  );
  return load(
    Object.fromEntries(places.map(([column, row], i) => [i + 1, ringAt(column * BLOCK, row * BLOCK)])),
  );
}

/** Two blocks beside each other, with a gap of 600 by 2,000 units in their border. */
export const townWithGap = (): Partition =>
  load({
    1: [[0, 0], [10_000, 0], [10_000, 4000], [9700, 4000], [9700, 6000], [10_000, 6000], [10_000, 10_000], [0, 10_000]],
    2: [[10_000, 0], [20_000, 0], [20_000, 10_000], [10_000, 10_000], [10_000, 6000], [10_300, 6000], [10_300, 4000], [10_000, 4000]],
  }); // prettier-ignore

/** Blocks of an owner, as a share of the area of one. */
export const blocksOf = (partition: Partition, owner: number): number =>
  twiceAreaOfOwner(partition, owner) / 2 / BLOCK ** 2;

/** The edge table as text, to be compared byte for byte. */
export const textOf = (partition: Partition): string => JSON.stringify(listEdges(partition));

/** What blocks a publication. */
export const errorsOf = (partition: Partition): string[] =>
  validatePartition(partition)
    .filter(({ severity }) => severity === "error")
    .map(({ kind }) => kind);

/** A planner at work: the hand and the plan. */
export type Bench = {
  readonly hand: ToolState;
  readonly history: History;
  readonly commits: readonly Attempt[];
};

const UNSAID = { tier: 0, parentId: null, leaderName: null, households: null, householdsEstimated: false };

/** Every owner a grid of one tier, named after its number. */
const planWith = (partition: Partition): Plan => ({
  partition,
  grids: new Map(
    listOwners(partition).map((id) => [id, { ...UNSAID, id, code: `G${id}`, name: `网格${id}` }]),
  ),
});

/** A planner in front of a plan, with a tool in the hand. */
export const sitDown = (base: Partition, tool: Tool, selected: number | null = null): Bench => ({
  hand: restingTool(tool, selected),
  history: beginHistory(planWith(base)),
  commits: [],
});

/** The tiling as it stands. */
export const tilingOf = ({ history }: Bench): Partition => planOf(history).partition;

/** What the tools look at, for a pointer that reaches 300 units. */
export const contextOf = ({ history }: Bench, isLocked: IsLocked = () => false): ToolContext => ({
  plan: planOf(history),
  isLocked,
  newOwner: FIRST_NEW_GRID + 100 * history.done.length,
  reach: { units: 300, stretch: 1 },
  roadBetween: createRoadGraph([]).between,
});

/** Does inputs one after the other and keeps what they commit. */
export function work(bench: Bench, inputs: readonly ToolInput[], isLocked?: IsLocked): Bench {
  let now = bench;
  for (const input of inputs) {
    const { hand, commit } = turnTool(now.hand, input, contextOf(now, isLocked));
    now = {
      hand,
      history: commit ? commitAttempt(now.history, commit) : now.history,
      commits: commit ? [...now.commits, commit] : now.commits,
    };
  }
  return now;
}

/** A click where the pointer is. */
export const click = (x: number, y: number): ToolInput => ({ type: "click", at: at(x, y), place: at(x, y) });

/** The pointer goes somewhere. */
export const point = (x: number, y: number): ToolInput => ({ type: "point", at: at(x, y), place: at(x, y) });

/** The pointer takes hold. */
export const press = (x: number, y: number): ToolInput => ({ type: "press", at: at(x, y) });
