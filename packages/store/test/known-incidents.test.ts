import { createTestDatabase, foundTown } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KNOWN_INCIDENTS } from "../src/incident/incident-batch.ts";
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

/** What is read to find out which of 2,500 external ids are known. */
async function readings(): Promise<Plan[]> {
  const ids = Array.from({ length: 2500 }, (_, i) => `incident-${i * 3}`);
  const { rows } = await database.db.pool.query<{ "QUERY PLAN": [{ Plan: Plan }] }>(
    `EXPLAIN (FORMAT JSON) ${KNOWN_INCIDENTS}`,
    [territoryId, ids],
  );
  const plan = rows[0]!["QUERY PLAN"][0].Plan; // EXPLAIN gives one row
  return nodesOf(plan).filter((node) => node["Node Type"] === "Seq Scan" || "Index Name" in node);
}

test("which incidents are known is asked of the unique index, id by id, whatever the statistics say", async () => {
  const { db, owner } = database;
  // Statistics are what this test makes them: first those of the empty table.
  await owner.query("ALTER TABLE incident SET (autovacuum_enabled = off)");
  await owner.query("ANALYZE incident");
  const records = createIncidents(20_000, { seed: 4, now: NOW });
  await importIncidents(db, { territoryId, records, file: "many" });
  const states = ["ANALYZE incident", "SELECT pg_clear_relation_stats('public', 'incident')", "SELECT 1"];
  for (const next of states) {
    const found = await readings();
    expect(found.map((node) => node["Index Name"])).toEqual(["incident_territory_id_external_id_key"]);
    expect(found[0]!["Index Cond"]).toContain("external_id = ANY"); // exactly one
    await owner.query(next);
  }
});
