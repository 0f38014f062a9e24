import { listVersions } from "@getu/store";
import {
  createRedrawTown,
  createTestDatabase,
  drawSteps,
  idsOfTown,
  listMisplaced,
  readPlacedIncidents,
  scheduleDraft,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createLoopWorkers } from "./loop-workers.ts";
import type { LoopWorkers } from "./loop-workers.ts";

const INCIDENTS = 12_000;

let database: TestDatabase;
let workers: LoopWorkers;

beforeAll(async () => {
  database = await createTestDatabase();
  workers = createLoopWorkers(database.url);
});
afterAll(async () => {
  await workers.stopAll();
  await database.drop();
});

test("R16 a worker that is killed while it places incidents anew leaves the rest to another: in the end each lies where the lines say, and none has moved twice", async () => {
  const { db } = database;
  const territoryId = await createRedrawTown(db, { code: "killed", incidents: INCIDENTS });
  const id = await idsOfTown(db, territoryId);
  const before = await readPlacedIncidents(db, territoryId);
  // Each lane changes places with the one across the town: nearly everything moves.
  const steps = [0, 1, 2, 3].flatMap((x) =>
    [0, 1, 2, 3].map(
      (y) => ({ kind: "exchange", one: id(`lane-${x}-${y}`), other: id(`lane-${7 - x}-${y}`) }) as const,
    ),
  );
  await scheduleDraft(db, territoryId, await drawSteps(db, territoryId, steps));
  const progress = async () => (await listVersions(db, { territoryId }))[0]!.reassignment;
  await workers.start();
  await vi.waitFor(async () => expect((await progress())?.asked).toBeGreaterThan(0), {
    timeout: 30_000,
    interval: 5,
  });
  await workers.killOldest();
  const reached = (await progress())!;
  expect([reached.endedAt, reached.asked < INCIDENTS]).toEqual([null, true]);
  await workers.start();
  await vi.waitFor(async () => expect((await progress())!.endedAt).not.toBeNull(), {
    timeout: 60_000,
    interval: 100,
  });
  expect(await listMisplaced(db, territoryId)).toEqual([]);
  const after = await readPlacedIncidents(db, territoryId);
  const moved = after.filter((row, i) => row.grid_current !== before[i]!.grid_current).length;
  expect(moved).toBeGreaterThan(INCIDENTS / 2);
  expect((await progress())!.moved).toBe(moved);
  expect(after.map((row) => row.grid_at_occurrence)).toEqual(before.map((row) => row.grid_at_occurrence));
});
