import { createTestDatabase, foundTown, townCluster, townPosition } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { importClusters } from "@getu/store";
import { visitStanding } from "@getu/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testCaller } from "./test-caller.ts";

const STAIRS = 20;
const DAY_MS = 86_400_000;

let database: TestDatabase;
let town: FoundedTown;
let territoryId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  town = await foundTown(database.db);
  territoryId = town.territoryId;
  const records = Array.from({ length: STAIRS }, (_, number) =>
    townCluster({
      externalId: `stair-${number}`,
      name: `stair ${number}`,
      position: townPosition(0.1 + number * 0.04, 0.5),
    }),
  );
  await importClusters(database.db, { territoryId, records, file: "households" });
  await as("dispatcher").visit.rhythm({ territoryId, gridId: null, everyDays: 30 });
});
afterAll(() => database.drop());

const as = (role: "leader" | "dispatcher") =>
  testCaller(database.db, {
    caller: { kind: "person", id: role },
    grants: [{ role, territoryId, gridPath: role === "leader" ? town.pathOf("lane-0-0") : "" }],
  });

const visit = (clusterId: number, daysAgo: number, idempotencyKey: string) =>
  as("leader").visit.record({
    territoryId,
    clusterId,
    idempotencyKey,
    visit: {
      outcome: "well",
      note: null,
      occurredAt: new Date(Date.now() - daysAgo * DAY_MS - 60_000).toISOString(),
      incident: null,
      demand: null,
      wish: null,
    },
  });

test("twenty visits at once, each sent three times and the older behind the newer, are one each, and the next is due by the last of them", async () => {
  const { clusters } = await as("leader").visit.clusters({ territoryId });
  expect(clusters).toHaveLength(STAIRS);
  const sent = await Promise.all(
    clusters.flatMap(({ id }, place) =>
      [0, 1, 2].map(() => visit(id, place, `today ${id}`).then((recorded) => ({ clusterId: id, recorded }))),
    ),
  );
  for (const [, same] of Map.groupBy(sent, ({ clusterId }) => clusterId))
    expect(new Set(same.map(({ recorded }) => recorded.id)).size).toBe(1);
  // What was noted offline before comes in after it.
  await Promise.all(
    clusters.flatMap(({ id }, place) => [0, 1].map(() => visit(id, place + 40, `before ${id}`))),
  );
  const { rows } = await database.db.pool.query<{ visits: number }>(
    "SELECT count(*)::integer AS visits FROM visit GROUP BY cluster_id",
  );
  expect(rows).toEqual(Array.from({ length: STAIRS }, () => ({ visits: 2 })));
  const after = await as("leader").visit.clusters({ territoryId });
  const coverage = await as("leader").visit.coverage({ territoryId, tier: 2 });
  const standings = clusters.map(({ id }) => {
    const standing = visitStanding(
      after.clusters.find((cluster) => cluster.id === id)!,
      coverage.today,
    ); // none has gone
    return standing.kind === "later" ? standing.daysLeft : standing.kind;
  });
  const lastDays = clusters.map((_, place) => 30 - place);
  for (const [place, left] of standings.entries())
    expect([lastDays[place], lastDays[place]! - 1]).toContain(left); // a minute ago may be yesterday
  const dueDays = after.clusters.map(({ lastVisitedOn }) => lastVisitedOn);
  expect(dueDays).toEqual(dueDays.toSorted((a, b) => Number(a! > b!) - Number(a! < b!)));
  expect(coverage.total).toMatchObject({ clusters: STAIRS, within: STAIRS, late: 0, never: 0 });
});
