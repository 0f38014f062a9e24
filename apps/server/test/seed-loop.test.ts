import { PassThrough } from "node:stream";
import { INCIDENT_STATUSES } from "@getu/domain";
import { adoptImported, findTerritory, listIncidents, verifySteps } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createProgress } from "../src/progress.ts";
import { readRules } from "../src/rules.ts";
import { seedLoop } from "../src/seed-loop.ts";
import { seedSample } from "../src/seed-sample.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test("the demo street has incidents in every state, each open one with an owner and a history that holds together", async () => {
  const { db } = database;
  const rules = await readRules();
  const sample = { scale: "tiny", seed: 7, incidents: 20_000, now: new Date() } as const;
  const progress = createProgress({ stream: new PassThrough().resume() });
  const code = await seedSample(db, sample, { rules, progress });
  const { id: territoryId } = (await findTerritory(db, { code }))!; // it was seeded
  expect((await seedLoop(db, { territoryId, rulebook: rules })).taken).toBeGreaterThan(15);
  const open = await listIncidents(db, { territoryId, open: true, limit: 5000 });
  expect(new Set(open.map(({ status }) => status))).toEqual(
    new Set(INCIDENT_STATUSES.filter((status) => status !== "closed")),
  );
  await adoptImported(db, { rulebook: rules, limit: 5000 });
  const { rows } = await db.pool.query("SELECT FROM incident_loop WHERE territory_id = $1", [territoryId]);
  expect(rows).toHaveLength(open.length);
  expect((await verifySteps(db, { territoryId })).broken).toEqual([]);
});
