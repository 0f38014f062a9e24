import { nobodyWith } from "@getu/domain";
import type { Place, Viewer } from "@getu/domain";
import { importPlaces } from "@getu/store";
import { createTestDatabase, foundTown, townPlace, townPosition } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testCaller } from "./test-caller.ts";

let database: TestDatabase;
let town: FoundedTown;

beforeAll(async () => {
  database = await createTestDatabase();
  town = await foundTown(database.db);
});
afterAll(() => database.drop());

/** A wall that shows a grid, or with `""` the town. */
const wallOf = (externalId: string): Viewer =>
  nobodyWith({ role: "device", territoryId: town.territoryId, gridPath: town.pathOf(externalId) });

const callsOf = (externalId: string) => testCaller(database.db, wallOf(externalId)).place;

test("no police room is the nearest where there is none, whatever other places there are", async () => {
  const { territoryId } = town;
  const records = [townPlace({ externalId: "library", kind: "library", position: townPosition(1.5, 1.5) })];
  await importPlaces(database.db, { territoryId, records, file: "library" });
  const asked = { territoryId, position: townPosition(1.5, 1.5) };
  expect(await callsOf("").nearestPoliceRoom(asked)).toBeNull();
});

test("a wall of one community is told the nearest police room of the whole town, as a wall of the town is", async () => {
  const { territoryId } = town;
  const rooms = [1.1, 4.2, 6.9].map((x) =>
    // one of the western community, two of the eastern
    townPlace({ externalId: `room-${x}`, position: townPosition(x, 0.5) }),
  );
  const posts = [2.5, 3.5].map((x) =>
    townPlace({ externalId: `post-${x}`, kind: "security-post", position: townPosition(x, 0.5) }),
  );
  await importPlaces(database.db, { territoryId, records: [...rooms, ...posts], file: "places" });
  const all: Place[] = await callsOf("").list({ territoryId });
  const near = callsOf("community-0");
  expect((await near.list({ territoryId })).map(({ externalId }) => externalId)).not.toContain("room-4.2");
  for (let x = 0; x <= 4; x += 0.5) {
    const position = townPosition(x, 2);
    // In a row along a parallel: how far they are is how far they are along it.
    const [expected] = all
      .filter(({ kind }) => kind === "police-room")
      .sort((a, b) => Math.abs(a.position[0] - position[0]) - Math.abs(b.position[0] - position[0]));
    for (const calls of [near, callsOf("")])
      expect(await calls.nearestPoliceRoom({ territoryId, position })).toEqual(expected);
  }
});
