import { scopeOf } from "@getu/domain";
import type { Need, NewVisit, Role } from "@getu/domain";
import {
  createTestDatabase,
  drawSteps,
  foundTown,
  publishAtOnce,
  RULEBOOK,
  townCluster,
  townPosition,
} from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  addPhoto,
  answerNeed,
  countNeeds,
  coverVisits,
  importClusters,
  inTransaction,
  listClusters,
  listNeeds,
  listVisits,
  PhotosMissing,
  recordVisit,
  setRhythm,
} from "../src/index.ts";
import type { Db } from "../src/index.ts";
import { createRandom } from "./random.ts";

let database: TestDatabase;
let db: Db;
let town: FoundedTown;
let count = 0;

const timeZone = "Asia/Shanghai";
const NOTHING: NewVisit & { occurredAt: string } = {
  outcome: "well",
  note: null,
  occurredAt: "2026-05-01T02:00:00.000Z",
  incident: null,
  demand: null,
  wish: null,
};
const MATTER = {
  outcome: "matter",
  incident: { category: "noise", condition: "default", summary: "made up", photoIds: [] as string[] },
  demand: "加装扶手（虚构）",
  wish: "一台收音机（虚构）",
} as const;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  await db.pool.query(
    "INSERT INTO person (id, name, email) VALUES ('leader', '虚构网格长', 'leader@made.up')",
  );
});
afterAll(() => database.drop());
beforeEach(async () => {
  count += 1;
  town = await foundTown(db, `town-${count}`);
});

const idOf = (externalId: string): number => town.grids.find((grid) => grid.externalId === externalId)!.id; // of the town

/** One cluster in the middle of every lane and one outside the town; called by lane. */
async function settle(): Promise<Map<string, number>> {
  const lanes = Array.from({ length: 32 }, (_, i) => [i % 8, Math.floor(i / 8)] as const);
  const records = [...lanes, [-5, -5] as const].map(([x, y]) =>
    townCluster({ externalId: `${x}-${y}`, name: `${x}-${y}`, position: townPosition(x + 0.5, y + 0.5) }),
  );
  await importClusters(db, { territoryId: town.territoryId, records, file: "households" });
  const { clusters } = await listAll();
  return new Map(clusters.map(({ externalId, id }) => [externalId, id]));
}

const listAll = () => listClusters(db, { territoryId: town.territoryId, timeZone, limit: 100 });

type Visiting = { clusterId: number; given?: Partial<typeof NOTHING>; key?: string; as?: Role; on?: string };

let keys = 0;
function visit({ clusterId, given = {}, key = `key-${++keys}`, as = "leader", on = "" }: Visiting) {
  const { territoryId } = town;
  const gridPath = town.paths.get(on)!; // a grid of the town
  const viewer = {
    caller: { kind: "person", id: as },
    grants: [{ role: as, territoryId, gridPath }],
  } as const;
  return recordVisit(db, {
    ...scopeOf(viewer, "visit.record", territoryId),
    clusterId,
    visit: { ...NOTHING, ...given },
    actor: { id: `person:${as}`, role: as, gridPath },
    rulebook: RULEBOOK,
    idempotencyKey: key,
  });
}

const rowsOf = async (table: string): Promise<number> =>
  Number(
    (
      await db.pool.query<{ n: string }>(`SELECT count(*) AS n FROM ${table} WHERE territory_id = $1`, [
        town.territoryId,
      ])
    ).rows[0]!.n, // count gives a row
  );
const countAll = async () =>
  Object.fromEntries(
    await Promise.all(
      ["visit", "need", "incident"].map(async (table) => [table, await rowsOf(table)] as const),
    ),
  );

describe("a visit", () => {
  test("T16 entered once gives an incident at that address, a demand and a wish, and the same delivery again nothing more", async () => {
    const clusters = await settle();
    const clusterId = clusters.get("0-0")!;
    const first = await visit({ clusterId, given: MATTER, key: "once", on: "lane-0-0" });
    const again = await visit({ clusterId, given: MATTER, key: "once", on: "lane-0-0" });
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
      { channel: "visit", grid_current: idOf("lane-0-0"), is_there: true, occurred_at: at, visited_at: at },
    ]);
    const needs = await listNeeds(db, { territoryId: town.territoryId, state: "open", limit: 9 });
    expect(needs.map(({ kind, text, cluster }) => [kind, text, cluster.id])).toEqual([
      ["wish", MATTER.wish, clusterId],
      ["demand", MATTER.demand, clusterId],
    ]);
  });

  test("T16 sent twelve times at once is written once, with and without an incident", async () => {
    const clusterId = (await settle()).get("0-0")!;
    for (const [key, given] of [
      ["well", {}],
      ["matter", MATTER],
    ] as const) {
      const all = await Promise.all(Array.from({ length: 12 }, () => visit({ clusterId, given, key })));
      expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
    }
    expect(await countAll()).toEqual({ visit: 2, need: 2, incident: 1 });
  });

  test("leaves nothing when its matter is unknown or one of its photos is not there, and takes those that are", async () => {
    const clusterId = (await settle()).get("0-0")!;
    const { incident } = MATTER;
    const unknown = await visit({
      clusterId,
      given: { ...MATTER, incident: { ...incident, category: "dragons" } },
    });
    expect(unknown).toEqual({
      refusal: { code: "CATEGORY_UNKNOWN", category: "dragons", condition: "default" },
    });
    const photoIds = ["a".repeat(32)];
    const given = { ...MATTER, incident: { ...incident, photoIds } };
    await expect(visit({ clusterId, given })).rejects.toThrow(PhotosMissing);
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
    expect(await visit({ clusterId, given })).toHaveProperty("visit.incidentId");
    expect(await countAll()).toEqual({ visit: 1, need: 2, incident: 1 });
  });

  test("T35 to households of another grid is refused as one to households that are not there", async () => {
    const clusters = await settle();
    const { territoryId } = town;
    const refused = (clusterId: number) => ({
      refusal: { code: "CLUSTER_NOT_FOUND", territoryId, clusterId },
    });
    for (const clusterId of [clusters.get("7-3")!, clusters.get("-5--5")!, 987_654])
      expect(await visit({ clusterId, on: "lane-0-0" })).toEqual(refused(clusterId));
    expect(await visit({ clusterId: clusters.get("7-3")!, on: "community-1" })).toHaveProperty("visit");
    expect(await rowsOf("visit")).toBe(1);
  });

  test("is told with who was there and what became of each wish, to whose grids it concerns", async () => {
    const clusters = await settle();
    const { territoryId } = town;
    const clusterId = clusters.get("0-0")!;
    await visit({ clusterId, given: MATTER });
    await visit({
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
    expect(await listVisits(db, { territoryId, within: [idOf("lane-0-1")], clusterId, limit: 9 })).toEqual(
      [],
    );
  });

  test("is heard of by who may hear of its grid, once, and so is an answer: not whose it is or what came of it", async () => {
    const clusters = await settle();
    const { territoryId, paths } = town;
    const clusterId = clusters.get("0-0")!;
    for (let again = 0; again < 2; again += 1)
      await visit({ clusterId, given: { ...MATTER, incident: null }, key: "once" });
    const [need] = await listNeeds(db, { territoryId, state: "open", limit: 1 });
    const given = { territoryId, needId: need!.id, text: "已办（虚构）", answeredBy: "person:x", seen: 0 };
    for (let again = 0; again < 2; again += 1) await answerNeed(db, given);
    await visit({ clusterId: clusters.get("-5--5")! });
    const { rows } = await db.pool.query(
      "SELECT grid_path, payload FROM change WHERE territory_id = $1 AND topic = 'visit' ORDER BY id",
      [territoryId],
    );
    const told = (path: string) => ({ grid_path: path, payload: { topic: "visit" } });
    const path = paths.get("lane-0-0")!;
    expect(rows).toEqual([told(path), told(path), told("")]);
  });

  test("cannot be changed or removed, nor can what was asked for and answered", async () => {
    const clusterId = (await settle()).get("0-0")!;
    await visit({ clusterId, given: MATTER });
    for (const table of ["visit", "need", "need_answer"])
      for (const sql of [
        `UPDATE ${table} SET territory_id = 1`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
      ])
        await expect(database.owner.query(sql)).rejects.toThrow(/only ever grows/);
  });
});

describe("a demand or a micro-wish", () => {
  test("is answered by whoever is first: the same answer again is the first, another one comes too late, and one elsewhere is none", async () => {
    const clusters = await settle();
    const { territoryId } = town;
    await visit({ clusterId: clusters.get("0-0")!, given: MATTER });
    const [need] = await listNeeds(db, { territoryId, state: "open", limit: 1 });
    const given = {
      territoryId,
      needId: need!.id,
      text: "已办（虚构）",
      answeredBy: "person:leader",
      seen: 0,
    };
    expect(await answerNeed(db, { ...given, within: [idOf("community-1")] })).toBe("unknown");
    expect(await answerNeed(db, given)).toBe("answered");
    expect(await answerNeed(db, given)).toBe("answered");
    expect(await answerNeed(db, { ...given, answeredBy: "person:b" })).toBe("before");
    expect(await answerNeed(db, { ...given, needId: 987_654 })).toBe("unknown");
    const done = await listNeeds(db, { territoryId, state: "done", limit: 9 });
    expect(done.map(({ id, answer }) => [id, answer?.text, answer?.by, answer?.earlier])).toEqual([
      [need!.id, "已办（虚构）", "虚构网格长", []],
    ]);
    expect(await listNeeds(db, { territoryId, state: "open", limit: 9 })).toHaveLength(1);
  });

  test("has its answer corrected by whoever has seen all that were given: these stay behind it, each with who gave it", async () => {
    const clusters = await settle();
    const { territoryId } = town;
    const clusterId = clusters.get("0-0")!;
    await visit({ clusterId, given: MATTER });
    const [{ id: needId }] = (await listNeeds(db, { territoryId, state: "open", limit: 1 })) as [Need];
    const answer = (text: string, seen: number, answeredBy = "person:leader") =>
      answerNeed(db, { territoryId, needId, text, seen, answeredBy });
    expect(await answer("七月安装（虚构）", 0)).toBe("answered");
    const both = await Promise.all([answer("八月安装（虚构）", 1), answer("不装了（虚构）", 1, "person:b")]);
    expect(both.toSorted()).toEqual(["answered", "before"]);
    expect(await answer("九月安装（虚构）", 3)).toBe("before"); // nobody has seen what is not there
    expect(await answer("九月安装（虚构）", 2)).toBe("answered");
    expect(await answer("九月安装（虚构）", 2)).toBe("answered"); // once more on its way
    const [need] = await listNeeds(db, { territoryId, state: "done", limit: 9 });
    const second = both[0] === "answered" ? ["八月安装（虚构）", "虚构网格长"] : ["不装了（虚构）", null];
    expect(need!.answer).toMatchObject({ text: "九月安装（虚构）", by: "虚构网格长" });
    expect(need!.answer!.earlier.map(({ text, by }) => [text, by])).toEqual([
      ["七月安装（虚构）", "虚构网格长"],
      second,
    ]);
    const [told] = await listVisits(db, { territoryId, clusterId, limit: 1 });
    expect(told!.needs.map(({ answer: given }) => given)).toEqual([null, need!.answer]);
  });

  test("comes in pages that leave none out", async () => {
    const clusters = await settle();
    const { territoryId } = town;
    for (const name of ["0-0", "1-1", "2-2"]) await visit({ clusterId: clusters.get(name)!, given: MATTER });
    const all = await listNeeds(db, { territoryId, state: "open", limit: 99 });
    const paged = [];
    for (let before: number | undefined; ;) {
      const page = await listNeeds(db, { territoryId, state: "open", limit: 2, before });
      paged.push(...page);
      before = page.at(-1)?.id;
      if (before === undefined) break;
    }
    expect(paged).toEqual(all);
    expect(all).toHaveLength(6);
    const count = (of: object) => countNeeds(db, { territoryId, state: "open", ...of });
    const within = [idOf("lane-1-1")];
    expect(await Promise.all([{}, { kind: "wish" }, { within }, { state: "done" }].map(count))).toEqual([
      6, 3, 2, 0,
    ]);
  });
});

describe("the rhythm of visits", () => {
  test("is a grid's own, else that of the nearest grid above, else the territory's, as asking each grid in turn has it", async () => {
    const clusters = await settle();
    const { territoryId, grids } = town;
    const random = createRandom(7);
    const chosen = new Map<number | null, number>();
    const change = async (gridId: number | null, everyDays: number | null): Promise<void> => {
      expect(await inTransaction(db, (tx) => setRhythm(tx, { territoryId, gridId, everyDays }))).toBe(true);
      if (everyDays === null) chosen.delete(gridId);
      else chosen.set(gridId, everyDays);
    };
    const expected = (gridId: number | null): number | null => {
      if (gridId === null) return chosen.get(null) ?? null;
      const grid = grids.find(({ id }) => id === gridId)!; // of the town
      return chosen.get(gridId) ?? expected(grid.parentId);
    };
    for (let i = 0; i < 40; i += 1) {
      const grid = grids[Math.floor(random() * grids.length)]!;
      await change(i % 8 === 0 ? null : grid.id, random() < 0.3 ? null : 1 + Math.floor(random() * 700));
      const { clusters: found } = await listAll();
      expect(found.map(({ everyDays }) => everyDays)).toEqual(found.map(({ gridId }) => expected(gridId)));
    }
    expect(clusters.size).toBe(33);
  });

  test("T35 is set within one's grids alone", async () => {
    const { territoryId } = town;
    const set = (gridId: number | null, within?: number[]) =>
      inTransaction(db, (tx) => setRhythm(tx, { territoryId, within, gridId, everyDays: 30 }));
    expect(await set(idOf("lane-0-0"), [idOf("community-0")])).toBe(true);
    expect(await set(idOf("lane-0-0"), [idOf("community-1")])).toBe(false);
    expect(await set(null, [idOf("community-0")])).toBe(false);
    expect(await set(987_654)).toBe(false);
    expect(await rowsOf("visit_rhythm")).toBe(1);
  });

  test("goes by the territory's calendar and by the last visit at which somebody was met", async () => {
    const clusterId = (await settle()).get("0-0")!;
    const lastOf = async () => (await listAll()).clusters.find(({ id }) => id === clusterId)!.lastVisitedOn;
    expect(await lastOf()).toBeNull();
    await visit({ clusterId, given: { outcome: "away", occurredAt: "2026-05-09T02:00:00.000Z" } });
    expect(await lastOf()).toBeNull();
    await visit({ clusterId, given: { occurredAt: "2026-05-01T16:30:00.000Z" } }); // half past midnight there
    expect(await lastOf()).toBe("2026-05-02");
    await visit({ clusterId, given: { occurredAt: "2026-04-01T02:00:00.000Z" } }); // sent later, made before
    expect(await lastOf()).toBe("2026-05-02");
  });
});

describe("how far visits keep their rhythm", () => {
  test("is counted by the grids of a tier: within, late, never and without a rhythm make up all, with what lies in none", async () => {
    const clusters = await settle();
    const { territoryId } = town;
    await inTransaction(db, (tx) =>
      setRhythm(tx, { territoryId, gridId: idOf("community-0"), everyDays: 30 }),
    );
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    await visit({ clusterId: clusters.get("0-0")!, given: { occurredAt: daysAgo(3) } });
    await visit({ clusterId: clusters.get("0-1")!, given: { occurredAt: daysAgo(45) } });
    const counts = { households: 16 * 12, clusters: 16 };
    const coverage = await coverVisits(db, { territoryId, tier: 0, timeZone });
    expect(coverage).toMatchObject({
      everyDays: null,
      grids: [
        {
          gridId: idOf("community-0"),
          everyDays: 30,
          ownDays: 30,
          ...counts,
          within: 1,
          late: 1,
          never: 14,
          unset: 0,
        },
        {
          gridId: idOf("community-1"),
          everyDays: null,
          ownDays: null,
          ...counts,
          within: 0,
          late: 0,
          never: 0,
          unset: 16,
        },
      ],
      elsewhere: { clusters: 1, households: 12, within: 0, late: 0, never: 0, unset: 1 },
      total: { clusters: 33, households: 33 * 12, within: 1, late: 1, never: 14, unset: 17 },
    });
    const lanes = await coverVisits(db, { territoryId, tier: 2, timeZone });
    expect(lanes.total).toEqual(coverage.total);
    expect(lanes.grids.find(({ gridId }) => gridId === idOf("lane-0-0"))).toMatchObject({
      everyDays: 30,
      ownDays: null,
      clusters: 1,
      within: 1,
    });
    const own = await coverVisits(db, { territoryId, within: [idOf("compound-0-0")], tier: 1, timeZone });
    expect(own.grids.map(({ gridId, clusters: held }) => [gridId, held])).toEqual([
      [idOf("compound-0-0"), 4],
    ]);
    expect(own.total.clusters).toBe(4);
  });

  test("is listed with the most overdue first, so that a list that is cut off holds what is due, and says how many there are", async () => {
    const clusters = await settle();
    const { territoryId } = town;
    await inTransaction(db, (tx) =>
      setRhythm(tx, { territoryId, gridId: idOf("compound-0-0"), everyDays: 30 }),
    );
    await visit({ clusterId: clusters.get("0-0")!, given: { occurredAt: "2026-05-01T02:00:00.000Z" } });
    await visit({ clusterId: clusters.get("1-0")!, given: { occurredAt: "2026-04-01T02:00:00.000Z" } });
    const { clusters: first, total } = await listClusters(db, { territoryId, timeZone, limit: 4 });
    expect(first.map(({ name }) => name).toSorted()).toEqual(["0-0", "0-1", "1-0", "1-1"]);
    expect(first.slice(2).map(({ name }) => name)).toEqual(["1-0", "0-0"]);
    expect(total).toBe(33);
  });
});

test("R15 households follow their grid when a border moves, and what was visited before it moved is taken afterwards", async () => {
  const clusterId = (await settle()).get("0-0")!;
  const { territoryId } = town;
  for (const sql of [
    "UPDATE grid_state SET valid_from = '2025-06-01' WHERE territory_id = $1",
    "UPDATE territory_version SET effective_from = '2025-06-01' WHERE territory_id = $1",
  ])
    await db.pool.query(sql, [territoryId]);
  const before = "2025-10-01T02:00:00.000Z";
  const exchange = { kind: "exchange", one: idOf("lane-0-0"), other: idOf("lane-1-0") } as const;
  await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, [exchange]));
  const { clusters } = await listAll();
  const gridOf = (name: string) => clusters.find((cluster) => cluster.name === name)!.gridId;
  expect([gridOf("0-0"), gridOf("1-0"), gridOf("2-0")]).toEqual([
    idOf("lane-1-0"),
    idOf("lane-0-0"),
    idOf("lane-2-0"),
  ]);
  const after = new Date().toISOString();
  const visitAt = (occurredAt: string, on: string) => visit({ clusterId, given: { occurredAt }, on });
  expect(await visitAt(before, "lane-0-0")).toHaveProperty("visit");
  expect(await visitAt(after, "lane-0-0")).toMatchObject({ refusal: { code: "CLUSTER_NOT_FOUND" } });
  expect(await visitAt(after, "lane-1-0")).toHaveProperty("visit");
  expect(await visitAt(before, "lane-5-0")).toMatchObject({ refusal: { code: "CLUSTER_NOT_FOUND" } });
});
