import { createGridTree } from "@getu/domain";
import type { Grid, Territory } from "@getu/domain";
import { areaSquareMetres, cellAt, fromSharedArcs } from "@getu/geometry";
import type { RankedArc } from "@getu/geometry";
import { createTestDatabase, createTown, foundTown, townPosition } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findOldBoundaryParts, getBoundaryParts, importGrids } from "../src/index.ts";

const WHOLE = { level: 0, x: 0, y: 0 };

let database: TestDatabase;
let territory: Territory;
let grids: readonly Grid[];
beforeAll(async () => {
  database = await createTestDatabase();
  ({ territory, grids } = await foundTown(database.db));
});
afterAll(() => database.drop());

const parts = () => getBoundaryParts(database.db, { territoryId: territory.id });

const stepsOf = (arcs: readonly RankedArc[], rank: number): number =>
  arcs.filter((arc) => arc.rank === rank).reduce((sum, { points }) => sum + points.length / 2 - 1, 0);

test("each tier's boundaries close around its grids and around nothing else", async () => {
  const { arcsOf, gridsOf, boundaries } = await parts();
  expect(boundaries.tiers.map((tier) => tier.grids)).toEqual([2, 8, 32]);
  for (const tier of [0, 1, 2]) {
    const { areaIds, arcs } = arcsOf({ tier, zoom: 20, cell: WHOLE });
    expect(areaIds).toEqual(gridsOf(tier).map(({ id }) => id));
    const areas = fromSharedArcs([...arcs], areaIds.length);
    areas.forEach((area, i) => {
      const { areaSquareMetres: expected } = grids.find(({ id }) => id === areaIds[i])!;
      expect(areaSquareMetres(area) / expected).toBeCloseTo(1, 6);
    });
  }
});

// 8 by 4 lanes; compounds of 2 by 2, communities of 4 by 4.
test("boundaries are ranked by the coarsest tier that they part, and a coarser tier has none of the finer ones", async () => {
  const { arcsOf } = await parts();
  const lanes = arcsOf({ tier: 2, zoom: 20, cell: WHOLE }).arcs;
  expect([0, 1, 2, 3].map((rank) => stepsOf(lanes, rank))).toEqual([24, 4, 2 * 4 + 8, 4 * 4 + 2 * 8]);
  const communities = arcsOf({ tier: 0, zoom: 20, cell: WHOLE }).arcs;
  expect([...new Set(communities.map(({ rank }) => rank))].sort((a, b) => a - b)).toEqual([0, 1]);
});

test("who sees one compound has it for its coarsest grid, with a boundary around it and none inside, and its lanes below", async () => {
  const tree = createGridTree(grids);
  const compound = grids.find(({ tier }) => tier === 1)!; // of the town
  const { arcsOf } = await getBoundaryParts(database.db, {
    territoryId: territory.id,
    within: [compound.id],
  });
  for (const tier of [0, 1]) {
    const { areaIds, arcs } = arcsOf({ tier, zoom: 20, cell: WHOLE });
    expect(areaIds).toEqual([compound.id]);
    const [area] = fromSharedArcs([...arcs], 1);
    expect(areaSquareMetres(area!) / compound.areaSquareMetres).toBeCloseTo(1, 6); // one area per id
    expect(stepsOf(arcs, 0)).toBe(4 * 2);
    expect(arcs.every(({ rank }) => rank === 0)).toBe(true);
  }
  const lanes = grids.filter(({ id, tier }) => tier === 2 && tree.chainOf(id)[1] === compound);
  expect(arcsOf({ tier: 2, zoom: 20, cell: WHOLE }).areaIds).toEqual(lanes.map(({ id }) => id));
});

test("a cell has every boundary that touches it under the number it has in the whole", async () => {
  const { arcsOf } = await parts();
  const whole = arcsOf({ tier: 2, zoom: 20, cell: WHOLE }).arcs;
  const cell = { level: 19, ...cellAt(townPosition(4.5, 2.5), 19) };
  const part = arcsOf({ tier: 2, zoom: 20, cell }).arcs;
  expect(part.length).toBeGreaterThan(0);
  expect(part.length).toBeLessThan(whole.length / 2);
  for (const arc of part) expect(arc).toBe(whole[arc.number]);
});

test("simplified boundaries join where the exact ones do", async () => {
  const { arcsOf } = await parts();
  const { areaIds, arcs } = arcsOf({ tier: 2, zoom: 14, cell: WHOLE });
  const simple = arcs.reduce((sum, { points }) => sum + points.length, 0);
  const exact = arcsOf({ tier: 2, zoom: 20, cell: WHOLE }).arcs.reduce(
    (sum, { points }) => sum + points.length,
    0,
  );
  expect(simple).toBeLessThanOrEqual(exact);
  expect(fromSharedArcs([...arcs], areaIds.length)).toHaveLength(32); // throws where a ring does not close
});

test("the tag stays while the boundaries do and is another one for another name, outline or part of the territory", async () => {
  const { boundaries } = await parts();
  expect((await parts()).boundaries).toEqual(boundaries);
  const tree = createGridTree(grids);
  const community = tree.chainOf(grids.find(({ tier }) => tier === 2)!.id).at(-1)!;
  const own = await getBoundaryParts(database.db, { territoryId: territory.id, within: [community.id] });
  expect(own.boundaries.tag).not.toBe(boundaries.tag);
  expect(own.boundaries.tiers.map((tier) => tier.grids)).toEqual([1, 4, 16]);
  const renamed = createTown().map((grid) =>
    grid.externalId === "lane-0-0" ? { ...grid, name: "Renamed" } : grid,
  );
  await importGrids(database.db, { territoryId: territory.id, records: renamed, file: "town" });
  const next = (await parts()).boundaries;
  expect(next.version).toBe(boundaries.version + 1);
  expect(next.tag).not.toBe(boundaries.tag);
});

test("the parts of an older version are what they were while it was in force, and there are none of a version to come", async () => {
  const before = await parts();
  const { version } = before.boundaries;
  const old = (asked: number) =>
    findOldBoundaryParts(database.db, { territoryId: territory.id, version: asked });
  expect(await old(version + 1)).toBeNull();
  const renamed = createTown().map((grid) =>
    grid.externalId === "lane-1-1" ? { ...grid, name: "Renamed again" } : grid,
  );
  await importGrids(database.db, { territoryId: territory.id, records: renamed, file: "town" });
  const [then, now] = [await old(version), await old(version + 1)];
  expect(then?.boundaries).toEqual(before.boundaries);
  expect(then?.gridsOf(2)).toEqual(before.gridsOf(2));
  const finest = { tier: 2, zoom: 20, cell: WHOLE } as const;
  expect(then?.arcsOf(finest)).toEqual(before.arcsOf(finest));
  expect(now?.boundaries).toEqual((await parts()).boundaries);
});
