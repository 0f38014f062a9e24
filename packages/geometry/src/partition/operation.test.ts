import { expect, test } from "vitest";
import { areaOf, after, done, reason, ringsOfOwner } from "../../test/edit.ts";
import { makePartition } from "../../test/made-partition.ts";
import { randomOperation } from "../../test/random-operation.ts";
import { createRandom } from "../../test/random.ts";
import { at, fourSquares, path, twoSquares } from "../../test/squares.ts";
import {
  applyChange,
  applyOperation,
  invertChange,
  isRefusal,
  listEdges,
  loadPartition,
  nodeOf,
  placeOfNode,
  replayOperations,
  toAreas,
  validatePartition,
} from "./index.ts";
import type { Change, Operation, Partition, UnitPlace } from "./index.ts";

const OPERATIONS = 400;

/** A run of random operations that were done, with the state after each. */
function draw(seed: number): { start: Partition; log: Operation[]; changes: Change[]; states: Partition[] } {
  const start = makePartition({ columns: 8, rows: 6, seed });
  const random = createRandom(seed);
  const [log, changes, states]: [Operation[], Change[], Partition[]] = [[], [], [start]];
  for (let i = 0; i < OPERATIONS; i++) {
    const partition = states.at(-1)!; // begins with one
    const operation = randomOperation(partition, { random, newOwner: 1_000_000 + 100 * i });
    const outcome = applyOperation(partition, operation);
    if (isRefusal(outcome)) continue;
    log.push(operation);
    changes.push(outcome);
    states.push(applyChange(partition, outcome) as Partition);
  }
  return { start, log, changes, states };
}

test("R16: a log that went through JSON gives the same partition, of every kind of operation", () => {
  const { start, log, states } = draw(11);
  expect(new Set(log.map(({ kind }) => kind)).size).toBe(10);
  const kept = JSON.parse(JSON.stringify(log)) as Operation[];
  const { partition, stopped } = replayOperations(start, kept);
  expect(stopped).toBeNull();
  expect(listEdges(partition)).toEqual(listEdges(states.at(-1)!)); // begins with one
  expect(validatePartition(partition).filter(({ severity }) => severity === "error")).toEqual([]);
});

test("R17: taking operations back one by one restores every state byte for byte", () => {
  const { changes, states } = draw(12);
  expect(changes.length).toBeGreaterThan(100);
  let partition = states.at(-1)!; // begins with one
  for (const [i, change] of [...changes.entries()].toReversed()) {
    partition = applyChange(partition, invertChange(change)) as Partition;
    expect(JSON.stringify(listEdges(partition))).toBe(JSON.stringify(listEdges(states[i]!))); // a state before each change
  }
});

test("R16: a log gives the same areas on the same territory with another origin", () => {
  const { start, log, states } = draw(13);
  const owned = [...toAreas(start)].map(([owner, area]) => ({ owner, area }));
  const [x, y] = start.origin;
  const elsewhere = loadPartition(owned, { origin: [x - 777_777, y - 55_555] }) as Partition;
  const { partition } = replayOperations(elsewhere, log);
  expect(toAreas(partition)).toEqual(toAreas(states.at(-1)!)); // begins with one
});

test("R16: a log stops at the first operation that cannot be done and says which and why", () => {
  const start = fourSquares();
  const log: Operation[] = [
    { kind: "merge", keep: 1, absorb: 2 },
    { kind: "merge", keep: 1, absorb: 2 },
    { kind: "merge", keep: 3, absorb: 4 },
  ];
  const { partition, stopped } = replayOperations(start, log);
  expect(stopped).toEqual({ index: 1, refusal: { refused: "owner-unknown", owners: [1, 2] } });
  expect(areaOf(partition, 1)).toBe(2_000_000);
});

test("R7: two owners change places, and once more is as before", () => {
  const before = fourSquares();
  const exchange: Operation = { kind: "exchange", one: 1, other: 4 };
  const now = after(before, applyOperation(before, exchange));
  expect(ringsOfOwner(now, 4)).toEqual(ringsOfOwner(before, 1));
  expect(areaOf(now, 2)).toBe(areaOf(before, 2));
  expect(listEdges(after(now, applyOperation(now, exchange)))).toEqual(listEdges(before));
  expect(reason(applyOperation(before, { ...exchange, other: 1 }))).toBe("owner-unknown");
  expect(reason(applyOperation(before, { ...exchange, other: 0 }))).toBe("owner-unknown");
});

const place = (partition: Partition, x: number, y: number): UnitPlace => placeOfNode(partition, at(x, y));

test("R9: an edge drawn aside gets one node, for both owners, and deleting it is the way back", () => {
  const before = twoSquares();
  const edge = [place(before, 1000, 0), place(before, 1000, 1000)] as const;
  const to = place(before, 1200, 500);
  const now = after(before, applyOperation(before, { kind: "bend-edge", edge, to }));
  expect([areaOf(now, 1), areaOf(now, 2)]).toEqual([1_100_000, 900_000]);
  const back = after(now, applyOperation(now, { kind: "delete-node", node: to }));
  expect(listEdges(back)).toEqual(listEdges(before));
});

test("R9: an edge is not drawn across another, past the border or over an island", () => {
  const ring = path([1200, 450], [1300, 450], [1300, 550], [1200, 550]);
  const squares = twoSquares();
  const rings = [ring.map((node) => placeOfNode(squares, node))];
  const cut: Operation = { kind: "split", owner: 2, line: [...rings[0]!, rings[0]![0]!], firstNewOwner: 3 }; // a ring of four
  const before = after(squares, applyOperation(squares, cut));
  const edge = [place(before, 1000, 0), place(before, 1000, 1000)] as const;
  const bend = (x: number, y: number) =>
    reason(applyOperation(before, { kind: "bend-edge", edge, to: place(before, x, y) }));
  expect(bend(2500, 500)).toBe("would-cross");
  expect(bend(1900, 500)).toBe("would-flip");
  expect(bend(1000, 0)).toBe("on-node");
  expect(bend(1100, 500)).toBeUndefined();
  const outer = [place(before, 0, 0), place(before, 0, 1000)] as const;
  const outward = applyOperation(before, { kind: "bend-edge", edge: outer, to: place(before, -100, 500) });
  expect(reason(outward)).toBe("outer-fixed");
});

test("R0: places that are no whole units or out of reach are refused, never rounded in silence", () => {
  const before = fourSquares();
  const [x, y] = place(before, 1000, 1000);
  const move = (to: UnitPlace) => reason(applyOperation(before, { kind: "move-node", from: [x, y], to }));
  expect(move([x + 0.5, y])).toBe("bad-coordinate");
  expect(move([2e9, y])).toBe("bad-coordinate");
  expect(move([Number.NaN, y])).toBe("bad-coordinate");
  expect(nodeOf(before, placeOfNode(before, at(7, 9)))).toBe(at(7, 9));
  expect(
    done(applyOperation(before, { kind: "move-node", from: [x, y], to: [x + 5, y] })).removed,
  ).toHaveLength(4);
});
