import { createAreaIndex, toDegrees } from "@getu/geometry";
import { listOwners, placeOfNode, toAreas } from "@getu/geometry/partition";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  at,
  BLOCK,
  click,
  makeTown,
  press,
  point,
  sitDown,
  tilingOf,
  townWithGap,
  work,
} from "../test/town.ts";
import { findHit, neighboursOf, ownerAt } from "./index.ts";

const inTown = (columns: number, rows: number) =>
  fc.tuple(
    fc.integer({ min: -3000, max: columns * BLOCK + 3000 }),
    fc.integer({ min: -3000, max: rows * BLOCK + 3000 }),
  );

test("the owner under the pointer is the block that the place lies in", () => {
  const town = makeTown(7, 3);
  fc.assert(
    fc.property(inTown(7, 3), ([x, y]) => {
      fc.pre(x % BLOCK !== 0 && y % BLOCK !== 0); // borders are nobody's matter here
      const [column, row] = [Math.floor(x / BLOCK), Math.floor(y / BLOCK)];
      const isInside = column >= 0 && column < 7 && row >= 0 && row < 3;
      expect(ownerAt(town, at(x, y))).toBe(isInside ? row * 7 + column + 1 : 0);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("the owner under the pointer agrees with the index that places incidents, also around islands and bent borders", () => {
  const ring = [[13_000, 3000], [17_000, 3000], [17_000, 7000], [13_000, 7000], [13_000, 3000]] as const; // prettier-ignore
  const island = work(sitDown(makeTown(3, 2), "cut", 2), [
    ...ring.map(([x, y]) => click(x, y)),
    { type: "accept" },
    { type: "accept" },
  ]);
  const drags = [press(10_000, 10_000), point(6000, 13_000), { type: "release" }] as const;
  const partition = tilingOf(work(sitDown(tilingOf(island), "move", 1), drags));
  const owners = listOwners(partition);
  const areas = toAreas(partition);
  const index = createAreaIndex(owners.map((owner) => areas.get(owner)!)); // an area for each
  fc.assert(
    fc.property(inTown(3, 2), ([x, y]) => {
      fc.pre(x % 1000 !== 0 && y % 1000 !== 0);
      const [lng, lat] = at(x, y);
      const [found] = index.locate([toDegrees(lng), toDegrees(lat)]).owners;
      expect(ownerAt(partition, at(x, y))).toBe(found === undefined ? 0 : owners[found]);
    }),
    { seed: 2, numRuns: 500 },
  );
});

test("a gap is nobody's, and the outside is not the first grid's", () => {
  expect(ownerAt(townWithGap(), at(10_000, 5000))).toBe(-1);
  expect(ownerAt(townWithGap(), at(-1, 5000))).toBe(0);
  expect(ownerAt(townWithGap(), [0, 0])).toBe(0);
});

test("a node is meant before an edge and an edge before the area, as far as the pointer reaches on the screen", () => {
  const town = makeTown(2, 2);
  const hitAt = (x: number, y: number, stretch = 1) =>
    findHit(town, { place: at(x, y), reach: { units: 300, stretch }, among: null });
  const node = hitAt(10_200, 10_100);
  expect(node.kind === "node" && placeOfNode(town, node.node)).toEqual(at(10_000, 10_000));
  expect(hitAt(10_200, 12_000).kind).toBe("edge");
  expect(hitAt(10_400, 12_000)).toEqual({ kind: "area", owner: 4 });
  expect(hitAt(12_000, 10_200).kind).toBe("edge");
  expect(hitAt(12_000, 10_200, 2).kind).toBe("area");
});

test("only what the named owners have a border on can be hit", () => {
  const place = at(20_100, 5000);
  const town = makeTown(3, 1);
  const hit = (among: ReadonlySet<number>) =>
    findHit(town, { place, reach: { units: 300, stretch: 1 }, among }).kind;
  expect([hit(new Set([1])), hit(new Set([2]))]).toEqual(["area", "node"]);
  expect(neighboursOf(town, 2)).toEqual([1, 3]);
  expect(neighboursOf(townWithGap(), 1)).toEqual([-1, 2]);
});
