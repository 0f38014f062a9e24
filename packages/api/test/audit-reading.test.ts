import type { AuditEntry, AuditFilter, Viewer } from "@getu/domain";
import { AUDIT_ACTIONS } from "@getu/domain";
import {
  checkAudit,
  createTerritory,
  findAuditHead,
  importGrids,
  insertDeviceToken,
  inTransaction,
  listGrids,
  recordAudit,
} from "@getu/store";
import { createTestDatabase, createTown, TOWN_TERRITORY } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

const AUDITOR: Viewer = {
  caller: { kind: "person", id: "auditor" },
  grants: [{ role: "auditor", territoryId: "all", gridPath: "" }],
};
const ANOTHER: Viewer = { ...AUDITOR, caller: { kind: "person", id: "another" } };

let database: TestDatabase;
const streets: number[] = [];
const caller = (viewer = AUDITOR) => testCaller(database.db, viewer);

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await db.pool.query(
    "INSERT INTO person (id, name, email) VALUES ('p1', '张三（示范）', 'p1@getu.invalid')",
  );
  for (const code of ["a", "b", "c", "d"])
    streets.push((await createTerritory(db, { ...TOWN_TERRITORY, code })).id);
  for (let i = 0; i < 240; i += 1)
    await recordAudit(db, {
      actor: `person:p${i % 3}`,
      action: AUDIT_ACTIONS[i % 5]!,
      subject: i % 2 === 0 ? `incident:${i % 7}` : "person:p1",
      territoryId: streets[i % 4]!, // four
    });
});
afterAll(() => database.drop());

async function readAll(filter: AuditFilter, viewer = AUDITOR) {
  const { opening } = await caller(viewer).audit.open({});
  const read = [];
  for (let before: number | undefined; ;) {
    const page = await caller(viewer).audit.list({ opening, filter, limit: 37, ...(before && { before }) });
    read.push(...page);
    before = page.at(-1)?.seq;
    if (before === undefined) return read;
  }
}

describe("T49 reading the audit log", () => {
  test("is a row of it, once for each opening and before anything is read", async () => {
    const before = (await findAuditHead(database.db))!.seq;
    const read = await readAll({});
    expect(read[0]).toMatchObject({ seq: before + 1, actor: "person:auditor", action: "audit.read" });
    expect((await findAuditHead(database.db))!.seq).toBe(before + 1);
  });

  test("is refused to who has not opened it, also by the opening of another", async () => {
    const { opening } = await caller(ANOTHER).audit.open({});
    for (const number of [1, opening, opening + 1]) {
      const call = caller().audit.list({ opening: number, filter: {}, limit: 1 });
      expect(await failureOfCall(call)).toEqual({ code: "AUDIT_NOT_OPENED" });
    }
  });

  test("finds by who, what, to what and when exactly what looking by hand finds, page by page, newest first", async () => {
    const all = await readAll({});
    const [newer, older] = [all[60]!, all[180]!];
    const filters: [AuditFilter, (entry: AuditEntry) => boolean][] = [
      [{ actor: "person:p1" }, ({ actor }) => actor === "person:p1"],
      [{ action: "sign-out" }, ({ action }) => action === "sign-out"],
      [{ subject: "incident:3" }, ({ subject }) => subject === "incident:3"],
      [{ from: older.at, to: newer.at }, ({ at }) => at >= older.at && at < newer.at],
      [{ to: "2020-01-01T00:00:00Z" }, () => false],
      [
        { actor: "person:p1", action: "sign-in.locked", from: older.at },
        ({ actor, action, at }) => actor === "person:p1" && action === "sign-in.locked" && at >= older.at,
      ],
    ];
    for (const [filter, fits] of filters) {
      const read = await readAll(filter);
      expect(read.filter(({ action }) => action !== "audit.read")).toEqual(
        all.filter((entry) => fits(entry) && entry.action !== "audit.read"),
      );
    }
  });

  test("names the people, screens and grids that a row speaks of, also among its facts, and nothing else", async () => {
    const { db } = database;
    const territoryId = streets[0]!; // of four
    await importGrids(db, { territoryId, records: createTown(), file: "town" });
    const [grid] = await listGrids(db, { territoryId });
    const gridId = grid!.id; // the town has grids
    const token = { name: "一号屏", territoryId, gridId: null, tokenHash: "x", createdBy: "system" };
    const screen = await inTransaction(db, (tx) => insertDeviceToken(tx, token));
    await recordAudit(db, {
      actor: "person:nobody-here",
      action: "wall.paired",
      subject: `device:${screen}`,
      territoryId,
      facts: { gridId, invitedBy: "person:p1", rows: gridId, name: "incident:3" },
    });
    const paired = (await readAll({ action: "wall.paired" }))[0]!; // just now
    expect(paired.names).toEqual({
      [`device:${screen}`]: "一号屏",
      [`grid:${gridId}`]: grid!.name,
      "person:p1": "张三（示范）",
    });
    const others = await readAll({ actor: "person:p1", subject: "person:p1" });
    expect(others.map(({ names }) => names)).toContainEqual({ "person:p1": "张三（示范）" });
  });

  test("shows an auditor of one street what concerns that street alone", async () => {
    const street = streets[1]!; // of four
    const grants = [{ role: "auditor", territoryId: street, gridPath: "" }] as const;
    const read = await readAll({}, { ...AUDITOR, grants });
    expect(read).toHaveLength(60);
    expect(read.every(({ territoryId }) => territoryId === street)).toBe(true);
  });

  test("checks the chain stretch by stretch as it does in one go, and goes on from where it was", async () => {
    const whole = await checkAudit(database.db, { after: null, most: Infinity, keptHeads: [] });
    let part = await checkAudit(database.db, { after: null, most: 50, keptHeads: [] });
    expect(part).toMatchObject({ upTo: { seq: 50 }, isEnd: false, broken: null });
    while (!part.isEnd) part = await checkAudit(database.db, { after: part.upTo, most: 50, keptHeads: [] });
    expect(part).toEqual(whole);
    expect(await caller().audit.check({ after: null })).toEqual(whole);
    const forged = { seq: 100, hash: "0".repeat(64) };
    const check = await caller().audit.check({ after: forged });
    expect(check.broken).toEqual({ seq: 101, problem: "changed" });
  });
});
