import { createTestDatabase, foundTown } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KNOWN_INCIDENTS } from "../src/incident/incident-batch.ts";
import { toPageQuery } from "../src/incident/incident.ts";
import { importIncidents } from "../src/index.ts";
import { createIncidents } from "./made-up-incidents.ts";

const NOW = new Date("2026-05-10T04:00:00Z");

let database: TestDatabase;
let territoryId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ territoryId } = await foundTown(database.db));
});
afterAll(() => database.drop());

type Plan = { "Node Type": string; "Index Name"?: string; "Index Cond"?: string; Plans?: Plan[] };

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** All that is done to answer a question. */
async function planOf(sql: string, values: unknown[]): Promise<Plan[]> {
  const { rows } = await database.db.pool.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
    `EXPLAIN (FORMAT JSON) ${sql}`,
    values,
  );
  const plan = rows[0]!["QUERY PLAN"][0].Plan; // EXPLAIN gives one row
  return nodesOf(plan);
}

/** After each of these the planner believes something else of how many incidents there are. */
const STATES = ["ANALYZE incident", "SELECT pg_clear_relation_stats('public', 'incident')", "SELECT 1"];

test("which incidents are known is asked of the unique index, id by id, whatever the statistics say", async () => {
  const { db, owner } = database;
  // Statistics are what this test makes them: first those of the empty table.
  await owner.query("ALTER TABLE incident SET (autovacuum_enabled = off)");
  await owner.query("ANALYZE incident");
  const records = createIncidents(20_000, { seed: 4, now: NOW });
  await importIncidents(db, { territoryId, records, file: "many" });
  const ids = Array.from({ length: 2500 }, (_, i) => `incident-${i * 3}`);
  for (const next of STATES) {
    const nodes = await planOf(KNOWN_INCIDENTS, [territoryId, ids]);
    const found = nodes.filter((node) => node["Node Type"] === "Seq Scan" || "Index Name" in node);
    expect(found.map((node) => node["Index Name"])).toEqual(["incident_territory_id_external_id_key"]);
    expect(found[0]!["Index Cond"]).toContain("external_id = ANY"); // exactly one
    await owner.query(next);
  }
});

test("what is urgent is found by an index of its own among all that is open", async () => {
  const [sql, values] = toPageQuery({
    territoryId,
    within: undefined,
    open: true,
    severity: "urgent",
    limit: 2000,
  });
  const names = (await planOf(sql, values)).map((node) => node["Index Name"]);
  expect(names).toContain("incident_urgent_idx");
});

test("the incidents of a page are looked up by their key, also in a territory that statistics know nothing of", async () => {
  const { db, owner } = database;
  await owner.query("ANALYZE incident");
  const { territoryId: another } = await foundTown(db, { code: "another" });
  const records = createIncidents(12_000, { seed: 5, now: NOW });
  await importIncidents(db, { territoryId: another, records, file: "many" });
  for (const next of STATES) {
    const [sql, values] = toPageQuery({ territoryId: another, within: undefined, limit: 10_000 });
    const loops = (await planOf(sql, values)).filter((node) => node["Node Type"] === "Nested Loop");
    for (const { Plans: [, looked] = [] } of loops) expect(looked?.["Index Cond"]).toMatch(/\(id = /);
    if (next === STATES[0]) expect(loops).toHaveLength(1); // so few are believed to be there
    await owner.query(next);
  }
});
