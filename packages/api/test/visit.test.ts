import { randomUUID } from "node:crypto";
import type { NewVisit, Role } from "@getu/domain";
import { importClusters, listIncidents } from "@getu/store";
import { createTestDatabase, foundTown, townCluster, townPosition } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let town: FoundedTown;
let clusterId: number;
let territoryId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  town = await foundTown(database.db);
  territoryId = town.territoryId;
  const records = [
    townCluster(),
    townCluster({ externalId: "far", name: "far", position: townPosition(7.5, 3.5) }),
  ];
  await importClusters(database.db, { territoryId, records, file: "households" });
  const { clusters } = await as("leader", "lane-0-0").visit.clusters({ territoryId });
  clusterId = clusters[0]!.id; // in the middle of lane 0-0
});
afterAll(() => database.drop());

/** Somebody with this role on a grid. */
const as = (role: Role, grid = "") =>
  testCaller(database.db, {
    caller: { kind: "person", id: role },
    grants: [{ role, territoryId, gridPath: town.pathOf(grid) }],
  });
type Somebody = ReturnType<typeof as>;

const WELL: NewVisit = {
  outcome: "well",
  note: null,
  occurredAt: null,
  incident: null,
  demand: null,
  wish: null,
};
const visit = (who: Somebody, given: Partial<NewVisit> = {}, idempotencyKey: string = randomUUID()) =>
  who.visit.record({ territoryId, clusterId, idempotencyKey, visit: { ...WELL, ...given } });

test("a leader visits households of the own grid: what came of it is one incident, one demand and one wish, whoever asks again", async () => {
  const leader = as("leader", "lane-0-0");
  const given: Partial<NewVisit> = {
    outcome: "matter",
    note: "虚构：楼道堆物",
    incident: { category: "noise", condition: "default", summary: "虚构：楼道噪声", photoIds: [] },
    demand: "虚构：加装扶手",
    wish: "虚构：一台收音机",
  };
  const recorded = await visit(leader, given, "first");
  expect(await visit(leader, given, "first")).toEqual(recorded);
  const incidents = await listIncidents(database.db, { territoryId, limit: 9 });
  expect(incidents.map(({ id, channel, position }) => [id, channel, position])).toEqual([
    [recorded.incidentId, "visit", townPosition(0.5, 0.5)],
  ]);
  const { cluster, visits } = await leader.visit.history({ territoryId, clusterId });
  expect(
    visits.map(({ id, note, incidentId, needs }) => [id, note, incidentId, needs.map(({ kind }) => kind)]),
  ).toEqual([[recorded.id, given.note, recorded.incidentId, ["demand", "wish"]]]);
  expect(cluster.lastVisitedOn).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test("the same key of another visitor is another delivery", async () => {
  const [one, other] = [as("leader", "lane-0-0"), as("secretary", "community-0")];
  const [first, second] = [await visit(one, {}, "shared"), await visit(other, {}, "shared")];
  expect(first.id).not.toBe(second.id);
});

test("a visit that is still to come or long past is refused with what is wrong, and so is one that brings along what it may not", async () => {
  const leader = as("leader", "lane-0-0");
  const occurredAt = new Date(Date.now() + 3_600_000).toISOString();
  expect(await failureOfCall(visit(leader, { occurredAt }))).toEqual({
    code: "INPUT_INVALID",
    problems: [{ path: "visit.occurredAt", message: "must not be in the future" }],
  });
  expect(await failureOfCall(visit(leader, { occurredAt: "1990-01-01T00:00:00.000Z" }))).toMatchObject({
    problems: [{ path: "visit.occurredAt", message: "must not be more than ten years ago" }],
  });
  expect(await failureOfCall(visit(leader, { demand: "虚构" }))).toMatchObject({
    code: "INPUT_INVALID",
    problems: [{ path: "visit.outcome" }],
  });
});

test("T35 who answers for other grids sees and visits none of it, and hears what they hear of households that are not there", async () => {
  const stranger = as("leader", "lane-7-3");
  const missing = { code: "CLUSTER_NOT_FOUND", territoryId, clusterId };
  expect((await stranger.visit.clusters({ territoryId })).clusters.map(({ name }) => name)).toEqual(["far"]);
  expect(await failureOfCall(stranger.visit.history({ territoryId, clusterId }))).toEqual(missing);
  expect(await failureOfCall(visit(stranger))).toEqual(missing);
  expect(await stranger.need.list({ territoryId, state: "open", limit: 9 })).toEqual([]);
  const coverage = await stranger.visit.coverage({ territoryId, tier: 2 });
  expect(coverage.total.clusters).toBe(1);
});

test("the rhythm is set by who answers for the grid and leaves a row in the audit log; nobody else sets it", async () => {
  const { idOf } = town;
  const gridId = idOf("community-0");
  const secretary = as("secretary", "community-0");
  await secretary.visit.rhythm({ territoryId, gridId, everyDays: 30 });
  const { grids } = await secretary.visit.coverage({ territoryId, tier: 0 });
  expect(grids.map(({ ownDays }) => ownDays)).toEqual([30]);
  const whole = { territoryId, gridId: null, everyDays: 60 };
  expect(await failureOfCall(secretary.visit.rhythm(whole))).toMatchObject({ code: "NOT_PERMITTED" });
  expect(await failureOfCall(as("leader", "community-0").visit.rhythm({ ...whole, gridId }))).toMatchObject({
    code: "NOT_PERMITTED",
  });
  const elsewhere = { territoryId, gridId: idOf("community-1"), everyDays: 1 };
  expect(await failureOfCall(secretary.visit.rhythm(elsewhere))).toMatchObject({ code: "GRID_NOT_FOUND" });
  await as("dispatcher").visit.rhythm(whole);
  const { rows } = await database.db.pool.query(
    "SELECT actor, facts FROM audit_entry WHERE action = 'visit.rhythm' ORDER BY seq",
  );
  expect(rows).toEqual([
    { actor: "person:secretary", facts: { gridId, everyDays: 30 } },
    { actor: "person:dispatcher", facts: { gridId: null, everyDays: 60 } },
  ]);
});

test("a demand is answered by who answers for the grid, and corrected by whoever has seen the answer", async () => {
  const [need] = await as("dispatcher").need.list({ territoryId, state: "open", kind: "demand", limit: 1 });
  const answer = { territoryId, needId: need!.id, text: "虚构：下周安装" };
  expect(await failureOfCall(as("secretary", "community-1").need.answer(answer))).toEqual({
    code: "NEED_NOT_FOUND",
    needId: need!.id,
  });
  await as("secretary", "community-0").need.answer(answer);
  expect(await failureOfCall(as("dispatcher").need.answer(answer))).toEqual({
    code: "NEED_ANSWERED_ALREADY",
    needId: need!.id,
  });
  await as("dispatcher").need.answer({ ...answer, text: "虚构：下月安装", seen: 1 });
  const done = await as("dispatcher").need.list({ territoryId, state: "done", limit: 9 });
  expect(done.map(({ answer: given }) => [given?.text, given?.earlier.map(({ text }) => text)])).toEqual([
    ["虚构：下月安装", ["虚构：下周安装"]],
  ]);
});
