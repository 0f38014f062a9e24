import { drawSteps, publishAtOnce } from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import { addPhoto, answerNeed, listNeeds, listVisits, PhotosMissing } from "../src/index.ts";
import { database, db, MATTER, NOTHING, town, useVisitTownEach } from "./visit-town.ts";

useVisitTownEach();

const countAll = async () =>
  Object.fromEntries(
    await Promise.all(
      ["visit", "need", "incident"].map(async (table) => [table, await town.rowsOf(table)] as const),
    ),
  );

describe("a visit", () => {
  test("T16 entered once gives an incident at that address, a demand and a wish, and the same delivery again nothing more", async () => {
    const clusters = await town.settle();
    const clusterId = clusters.get("0-0")!;
    const first = await town.visit({ clusterId, given: MATTER, key: "once", on: "lane-0-0" });
    const again = await town.visit({ clusterId, given: MATTER, key: "once", on: "lane-0-0" });
    expect(again).toEqual(first);
    expect(await countAll()).toEqual({ visit: 1, need: 2, incident: 1 });
    const { rows } = await db.pool.query(
      `SELECT incident.channel, incident.grid_current, incident.lng = cluster.lng AND incident.lat = cluster.lat AS is_there,
         incident.occurred_at, visit.occurred_at AS visited_at
       FROM visit JOIN incident ON incident.territory_id = visit.territory_id AND incident.id = visit.incident_id
       JOIN household_cluster AS cluster ON cluster.territory_id = visit.territory_id AND cluster.id = visit.cluster_id
       WHERE visit.territory_id = $1`,
      [town.territoryId],
    );
    const at = new Date(NOTHING.occurredAt);
    expect(rows).toEqual([
      {
        channel: "visit",
        grid_current: town.idOf("lane-0-0"),
        is_there: true,
        occurred_at: at,
        visited_at: at,
      },
    ]);
    const needs = await listNeeds(db, { territoryId: town.territoryId, state: "open", limit: 9 });
    expect(needs.map(({ kind, text, cluster }) => [kind, text, cluster.id])).toEqual([
      ["wish", MATTER.wish, clusterId],
      ["demand", MATTER.demand, clusterId],
    ]);
  });

  test("T16 sent twelve times at once is written once, with and without an incident", async () => {
    const clusterId = (await town.settle()).get("0-0")!;
    for (const [key, given] of [
      ["well", {}],
      ["matter", MATTER],
    ] as const) {
      const all = await Promise.all(Array.from({ length: 12 }, () => town.visit({ clusterId, given, key })));
      expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
    }
    expect(await countAll()).toEqual({ visit: 2, need: 2, incident: 1 });
  });

  test("leaves nothing when its matter is unknown or one of its photos is not there, and takes those that are", async () => {
    const clusterId = (await town.settle()).get("0-0")!;
    const { incident } = MATTER;
    const unknown = await town.visit({
      clusterId,
      given: { ...MATTER, incident: { ...incident, category: "dragons" } },
    });
    expect(unknown).toEqual({
      refusal: { code: "CATEGORY_UNKNOWN", category: "dragons", condition: "default" },
    });
    const photoIds = ["a".repeat(32)];
    const given = { ...MATTER, incident: { ...incident, photoIds } };
    await expect(town.visit({ clusterId, given })).rejects.toThrow(PhotosMissing);
    expect(await countAll()).toEqual({ visit: 0, need: 0, incident: 0 });
    const photo = {
      id: photoIds[0]!,
      kind: "near",
      width: 1,
      height: 1,
      bytes: 1,
      sha256: "0".repeat(64),
    } as const;
    await addPhoto(db, { ...photo, territoryId: town.territoryId, uploadedBy: null });
    expect(await town.visit({ clusterId, given })).toHaveProperty("visit.incidentId");
    expect(await countAll()).toEqual({ visit: 1, need: 2, incident: 1 });
  });

  test("T35 to households of another grid is refused as one to households that are not there", async () => {
    const clusters = await town.settle();
    const { territoryId } = town;
    const refused = (clusterId: number) => ({
      refusal: { code: "CLUSTER_NOT_FOUND", territoryId, clusterId },
    });
    for (const clusterId of [clusters.get("7-3")!, clusters.get("-5--5")!, 987_654])
      expect(await town.visit({ clusterId, on: "lane-0-0" })).toEqual(refused(clusterId));
    expect(await town.visit({ clusterId: clusters.get("7-3")!, on: "community-1" })).toHaveProperty("visit");
    expect(await town.rowsOf("visit")).toBe(1);
  });

  test("is told with who was there and what became of each wish, to whose grids it concerns", async () => {
    const clusters = await town.settle();
    const { territoryId } = town;
    const clusterId = clusters.get("0-0")!;
    await town.visit({ clusterId, given: MATTER });
    await town.visit({
      clusterId,
      given: { outcome: "away", note: "下周再来", occurredAt: "2026-05-03T02:00:00.000Z" },
    });
    const [wish] = await listNeeds(db, { territoryId, state: "open", kind: "wish", limit: 1 });
    await answerNeed(db, {
      territoryId,
      needId: wish!.id,
      text: "已由某企业认领（虚构）",
      answeredBy: "person:x",
      seen: 0,
    });
    const told = await listVisits(db, { territoryId, clusterId, limit: 9 });
    expect(told.map(({ outcome, note, visitor }) => [outcome, note, visitor])).toEqual([
      ["away", "下周再来", "虚构网格长"],
      ["matter", null, "虚构网格长"],
    ]);
    expect(told[1]!.needs.map(({ kind, answer }) => [kind, answer?.text ?? null])).toEqual([
      ["demand", null],
      ["wish", "已由某企业认领（虚构）"],
    ]);
    expect(told.every(({ recordedAt }) => Date.parse(recordedAt) > Date.now() - 60_000)).toBe(true);
    expect(
      await listVisits(db, { territoryId, within: [town.idOf("lane-0-1")], clusterId, limit: 9 }),
    ).toEqual([]);
  });

  test("is heard of by who may hear of its grid, once, and so is an answer: not whose it is or what came of it", async () => {
    const clusters = await town.settle();
    const { territoryId, paths } = town;
    const clusterId = clusters.get("0-0")!;
    for (let again = 0; again < 2; again += 1)
      await town.visit({ clusterId, given: { ...MATTER, incident: null }, key: "once" });
    const [need] = await listNeeds(db, { territoryId, state: "open", limit: 1 });
    const given = { territoryId, needId: need!.id, text: "已办（虚构）", answeredBy: "person:x", seen: 0 };
    for (let again = 0; again < 2; again += 1) await answerNeed(db, given);
    await town.visit({ clusterId: clusters.get("-5--5")! });
    const { rows } = await db.pool.query(
      "SELECT grid_path, payload FROM change WHERE territory_id = $1 AND topic = 'visit' ORDER BY id",
      [territoryId],
    );
    const told = (path: string) => ({ grid_path: path, payload: { topic: "visit" } });
    const path = paths.get("lane-0-0")!;
    expect(rows).toEqual([told(path), told(path), told("")]);
  });

  test("cannot be changed or removed, nor can what was asked for and answered", async () => {
    const clusterId = (await town.settle()).get("0-0")!;
    await town.visit({ clusterId, given: MATTER });
    for (const table of ["visit", "need", "need_answer"])
      for (const sql of [
        `UPDATE ${table} SET territory_id = 1`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
      ])
        await expect(database.owner.query(sql)).rejects.toThrow(/only ever grows/);
  });
});

test("R15 households follow their grid when a border moves, and what was visited before it moved is taken afterwards", async () => {
  const clusterId = (await town.settle()).get("0-0")!;
  const { territoryId } = town;
  for (const sql of [
    "UPDATE grid_state SET valid_from = '2025-06-01' WHERE territory_id = $1",
    "UPDATE territory_version SET effective_from = '2025-06-01' WHERE territory_id = $1",
  ])
    await db.pool.query(sql, [territoryId]);
  const before = "2025-10-01T02:00:00.000Z";
  const exchange = { kind: "exchange", one: town.idOf("lane-0-0"), other: town.idOf("lane-1-0") } as const;
  await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, [exchange]));
  const { clusters } = await town.listAll();
  const gridOf = (name: string) => clusters.find((cluster) => cluster.name === name)!.gridId;
  expect([gridOf("0-0"), gridOf("1-0"), gridOf("2-0")]).toEqual([
    town.idOf("lane-1-0"),
    town.idOf("lane-0-0"),
    town.idOf("lane-2-0"),
  ]);
  const after = new Date().toISOString();
  const visitAt = (occurredAt: string, on: string) => town.visit({ clusterId, given: { occurredAt }, on });
  expect(await visitAt(before, "lane-0-0")).toHaveProperty("visit");
  expect(await visitAt(after, "lane-0-0")).toMatchObject({ refusal: { code: "CLUSTER_NOT_FOUND" } });
  expect(await visitAt(after, "lane-1-0")).toHaveProperty("visit");
  expect(await visitAt(before, "lane-5-0")).toMatchObject({ refusal: { code: "CLUSTER_NOT_FOUND" } });
});
