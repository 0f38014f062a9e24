import { nobodyWith } from "@getu/domain";
import type { Viewer } from "@getu/domain";
import { importBasemap, importCameras, importIncidents } from "@getu/store";
import {
  createTestDatabase,
  foundTown,
  townBox,
  townCamera,
  townIncident,
  townPosition,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testCaller } from "./test-caller.ts";

const DAY_MS = 86_400_000;
const LANES = { 0: townPosition(0.5, 0.5), 6: townPosition(6.5, 0.5) };

let database: TestDatabase;
let territoryId: number;
let communities: number[];

const viewerOf = (gridPath: string): Viewer => nobodyWith({ role: "viewer", territoryId, gridPath });
const coverage = (gridPath = "") => testCaller(database.db, viewerOf(gridPath)).coverage;

/** A camera that looks all around from a lane of the first row. */
const around = (lane: keyof typeof LANES, given: Parameters<typeof townCamera>[0]) =>
  townCamera({
    externalId: `camera-${lane}`,
    position: LANES[lane],
    sectors: [{ bearingDegrees: 0, fieldOfViewDegrees: 360 }],
    rangeMetres: 40,
    ...given,
  });

/** Ten reports at one place, some days ago. */
const tenAt = (name: string, position: [number, number], days: number) =>
  Array.from({ length: 10 }, (_, i) => {
    const time = new Date(Date.now() - days * DAY_MS).toISOString();
    return townIncident({
      externalId: `${name}-${i}`,
      position,
      occurredAt: time,
      reportedAt: time,
      dueAt: null,
    });
  });

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  ({ territoryId } = await foundTown(db));
  const cameras = [
    around(0, { verifiedAt: "2026-05-01T00:00:00.000Z" }),
    around(6, { status: "offline" }),
    townCamera({ externalId: "blind", sectors: [] }),
  ];
  await importCameras(db, { territoryId, records: cameras, file: "cameras" });
  await importIncidents(db, {
    territoryId,
    records: [
      ...tenAt("seen", LANES[0], 3),
      ...tenAt("unseen", LANES[6], 3),
      ...tenAt("old", townPosition(7.5, 3.5), 200),
    ],
    file: "incidents",
  });
  const grids = await testCaller(db, viewerOf("")).grid.list({ territoryId });
  communities = grids.filter(({ tier }) => tier === 0).map(({ id }) => id);
});
afterAll(() => database.drop());

test("coverage counts what cameras at work see, by community, and which of it is verified", async () => {
  const found = await coverage().get({ territoryId });
  const seen = Math.PI * 40 ** 2;
  expect(found?.total.seenSquareMetres).toBeGreaterThan(0.98 * seen);
  expect(found?.total.seenSquareMetres).toBeLessThan(1.02 * seen);
  expect(found?.total.verifiedSquareMetres).toBe(found?.total.seenSquareMetres);
  expect(found?.cameras).toEqual({ verified: 1, assumed: 0, uncounted: 2 });
  expect(found?.byGrid.map(({ gridId }) => gridId)).toEqual(communities.toReversed()); // the second sees nothing
  expect(found?.blind.count).toBe(1);
  expect(found?.blind.spots[0]?.position[0]).toBeCloseTo(LANES[6][0], 3);
});

test("a building keeps its camera from seeing behind it, and its own ground does not count", async () => {
  const before = await coverage().get({ territoryId });
  const wall = { type: "Feature" as const, properties: {}, geometry: townBox(0.6, 0.1, 0.7, 0.9) };
  const collection = { type: "FeatureCollection" as const, features: [wall] };
  await importBasemap(database.db, { territoryId, kind: "building", collection });
  const after = await coverage().get({ territoryId });
  expect(after?.buildings).toBe(1);
  expect(after?.total.seenSquareMetres).toBeLessThan(0.75 * (before?.total.seenSquareMetres ?? 0));
  expect(after?.total.groundSquareMetres).toBeLessThan(before?.total.groundSquareMetres ?? 0);
});

test("who may see one community hears of its ground, cameras and blind spots alone", async () => {
  const [first, second] = communities;
  const one = await coverage(String(first)).get({ territoryId });
  const other = await coverage(String(second)).get({ territoryId });
  expect(one?.byGrid.map(({ gridId }) => gridId)).toEqual([first]);
  expect(one?.blind.count).toBe(0);
  expect(other?.byGrid.map(({ gridId }) => gridId)).toEqual([second]);
  expect(other?.total.seenSquareMetres).toBe(0);
  expect(other?.cameras).toEqual({ verified: 0, assumed: 0, uncounted: 1 });
  expect((await coverage(String(first)).views({ territoryId }))?.views).toHaveLength(1);
  expect((await coverage(String(second)).views({ territoryId }))?.views).toEqual([]);
});
