import { createGridIndex, nobodyWith } from "@getu/domain";
import { importPlaces, listGridAreas } from "@getu/store";
import { createTestDatabase, foundTown, townPlace, townPosition } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territoryId: number;
let town: FoundedTown;
let idOf: FoundedTown["idOf"];

const leaderOf = (externalId: string) =>
  testCaller(database.db, nobodyWith({ role: "leader", territoryId, gridPath: town.pathOf(externalId) }));

beforeAll(async () => {
  database = await createTestDatabase();
  town = await foundTown(database.db);
  ({ territoryId, idOf } = town);
});
afterAll(() => database.drop());

test("a leader's phone gets their grid and its neighbours, and tells by these whose a position is as the server does", async () => {
  const gridId = idOf("lane-1-1");
  const around = await leaderOf("lane-1-1").grid.around({ territoryId, gridId });
  expect(around.grids.filter(({ isOwn }) => isOwn).map(({ id }) => id)).toEqual([gridId]);
  const [here, everywhere] = [
    createGridIndex(around.grids),
    createGridIndex(await listGridAreas(database.db, { territoryId })),
  ];
  // Whole widths of lanes lie on borders.
  for (let x = 0; x <= 3; x += 0.25)
    for (let y = 0; y <= 3; y += 0.25) {
      const position = townPosition(x, y);
      expect(here.placementOf(position)).toEqual(everywhere.placementOf(position));
    }
});

test("what a compound's leader gets as their own are its lanes", async () => {
  const around = await leaderOf("compound-0-0").grid.around({ territoryId, gridId: idOf("compound-0-0") });
  const lanes = town.grids.filter(({ parentId }) => parentId === idOf("compound-0-0")).map(({ id }) => id);
  expect(around.grids.filter(({ isOwn }) => isOwn).map(({ id }) => id)).toEqual(
    lanes.toSorted((a, b) => a - b),
  );
});

test("a grid of somebody else is refused as one that is not there", async () => {
  const gridId = idOf("lane-3-3");
  expect(await failureOfCall(leaderOf("lane-1-1").grid.around({ territoryId, gridId }))).toMatchObject({
    code: "GRID_NOT_FOUND",
    gridId,
  });
});

test("the places of the community come along, whosoever grid they stand in, and none from farther off", async () => {
  const records = [0.5, 3.5, 5.5, 6.5].map((x) =>
    townPlace({ externalId: `place-${x}`, position: townPosition(x, 0.5) }),
  );
  await importPlaces(database.db, { territoryId, records, file: "places" });
  const leader = leaderOf("lane-1-1");
  const named = async (gridId: number) =>
    (await leader.place.around({ territoryId, gridId })).map(({ externalId }) => externalId);
  expect(await named(idOf("community-0"))).toEqual(["place-0.5", "place-3.5", "place-5.5"]); // two widths of a lane around it
  expect(await named(idOf("lane-1-1"))).toEqual(["place-0.5", "place-3.5"]);
  for (const gridId of [idOf("lane-3-3"), idOf("community-1")])
    expect(await failureOfCall(leader.place.around({ territoryId, gridId }))).toMatchObject({
      code: "GRID_NOT_FOUND",
    });
});
