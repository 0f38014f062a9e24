import { randomUUID } from "node:crypto";
import type { Grant, Role, Territory } from "@getu/domain";
import { verifySteps } from "@getu/store";
import { createTestDatabase, foundTown, townReport } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territory: Territory;
let pathOf: FoundedTown["pathOf"];

beforeAll(async () => {
  database = await createTestDatabase();
  ({ territory, pathOf } = await foundTown(database.db));
});
afterAll(() => database.drop());

const as = (role: Role, grid = "") =>
  testCaller(database.db, {
    caller: { kind: "person", id: role },
    grants: [{ role, territoryId: territory.id, gridPath: pathOf(grid) } satisfies Grant],
  });
const leader = () => as("leader", "lane-0-0");

async function file(): Promise<number> {
  const report = townReport({ category: "noise" });
  const filed = { territoryId: territory.id, idempotencyKey: randomUUID(), report };
  return (await as("dispatcher").incident.report(filed)).id;
}

const accept = (id: number, doneAt: string | undefined, idempotencyKey: string = randomUUID()) =>
  leader().incident.act({
    territoryId: territory.id,
    id,
    action: "accept",
    idempotencyKey,
    ...(doneAt !== undefined && { doneAt }),
  });
const stepsOf = async (id: number) =>
  (await leader().incident.history({ territoryId: territory.id, id })).steps;
const agoBy = (ms: number): string => new Date(Date.now() - ms).toISOString();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test("when something was done stands beside when it was taken down, by which alone everything goes", async () => {
  const [early, plain] = [await file(), await file()];
  const doneAt = agoBy(3 * HOUR_MS);
  const before = Date.now();
  await accept(early, doneAt);
  await accept(plain, undefined);
  const [told, untold] = [(await stepsOf(early)).at(-1)!, (await stepsOf(plain)).at(-1)!];
  expect(told.doneAt).toEqual(new Date(doneAt));
  expect(untold.doneAt).toBeNull();
  expect(told.at.getTime()).toBeGreaterThan(before - 1000);
  expect(told.dueAt!.getTime() - told.at.getTime()).toBeCloseTo(
    untold.dueAt!.getTime() - untold.at.getTime(),
    -4,
  );
});

test("what is claimed is chained with the step: nobody changes it or puts it in later unseen", async () => {
  const [claimed, unclaimed] = [await file(), await file()];
  await accept(claimed, agoBy(HOUR_MS));
  await accept(unclaimed, undefined);
  const broken = async () => (await verifySteps(database.db, { territoryId: territory.id })).broken;
  expect(await broken()).toEqual([]);
  const forge = (id: number) =>
    database.owner.query(
      `UPDATE incident_step SET done_at = at - interval '2 hours' WHERE incident_id = $1 AND action = 'accept'`,
      [id],
    );
  await database.owner.query("ALTER TABLE incident_step DISABLE TRIGGER USER");
  await forge(claimed);
  await forge(unclaimed);
  await database.owner.query("ALTER TABLE incident_step ENABLE TRIGGER USER");
  expect(await broken()).toMatchObject([
    { incidentId: claimed, problem: "changed" },
    { incidentId: unclaimed, problem: "changed" },
  ]);
});

test("what comes again under its key is the same however late it says it was done, and the first word stays", async () => {
  const id = await file();
  const [first, key] = [agoBy(HOUR_MS), randomUUID()];
  await accept(id, first, key);
  const steps = await stepsOf(id);
  await accept(id, agoBy(HOUR_MS - 400), key);
  await accept(id, undefined, key);
  expect(await stepsOf(id)).toEqual(steps);
  expect(steps.at(-1)!.doneAt).toEqual(new Date(first));
});

test("what is still to come, or lies longer back than phones claim, is refused, and nothing is done", async () => {
  const id = await file();
  const refused = (ms: number) => failureOfCall(accept(id, agoBy(ms)));
  const problem = { code: "INPUT_INVALID", problems: [{ path: "doneAt" }] };
  expect(await refused(-60_000)).toMatchObject(problem);
  expect(await refused(8 * DAY_MS)).toMatchObject(problem);
  expect((await stepsOf(id)).some(({ action }) => action === "accept")).toBe(false);
  expect(await refused(7 * DAY_MS)).toBeNull();
});
