import type { Actor, Incident } from "@getu/domain";
import {
  createTestDatabase,
  createTown,
  foundTown,
  lockBoundaries,
  RULEBOOK,
  townBox,
  townPosition,
  townReport,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction } from "../src/db.ts";
import type { Db } from "../src/db.ts";
import { fileReport, findHistory, importGrids, listGrids, listIncidents, verifySteps } from "../src/index.ts";
import type { Report } from "../src/index.ts";

const DISPATCHER: Actor = { id: "person:dispatcher", role: "dispatcher", gridPath: "" };
/** In lane 1-0, and in lane 0-0 once that has been widened. */
const SPOT = townPosition(1.25, 0.5);

let database: TestDatabase;
let db: Db;
let territoryId: number;
let count = 0;
let keys = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
  count += 1;
  ({ territoryId } = await foundTown(db, { code: `town-${count}` }));
  await file(); // has the boundaries read, which stay at hand
});

/** Files what happens under the boundaries in force. */
async function file(report: Partial<Report> = {}, idempotencyKey = `delivery-${++keys}`): Promise<Incident> {
  const occurredAt = new Date().toISOString();
  const filed = await fileReport(db, {
    territoryId,
    report: townReport({ position: SPOT, occurredAt, ...report }),
    actor: DISPATCHER,
    rulebook: RULEBOOK,
    idempotencyKey,
  });
  if ("refusal" in filed) throw new Error(filed.refusal.code);
  return filed.incident;
}

/** The first words of the statements that go over any connection of the pool from now on. */
function listStatements(): string[] {
  const [statements, watched] = [[] as string[], new WeakSet<object>()];
  db.pool.on("acquire", (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const telling = (given: unknown, ...rest: unknown[]): unknown => {
      statements.push(typeof given === "string" ? given : ((given as { name?: string }).name ?? "unnamed"));
      return query(given, ...rest);
    };
    Object.assign(client, { query: telling });
  });
  return statements;
}

const idOf = async (externalId: string) =>
  (await listGrids(db, { territoryId })).find((grid) => grid.externalId === externalId)!.id;

/** Puts the border of lanes 0-0 and 1-0 to the other side of the spot. */
const redraw = () => {
  const areas = new Map([
    ["lane-0-0", townBox(0, 0, 1.5, 1)],
    ["lane-1-0", townBox(1.5, 0, 2, 1)],
  ]);
  const records = createTown().flatMap((grid) => {
    const area = areas.get(grid.externalId);
    return area ? [{ ...grid, area }] : [];
  });
  return importGrids(db, { territoryId, records, file: "town" });
};

/** So many transactions wait for the boundaries. */
async function countWaiting(): Promise<number> {
  const { rowCount } = await db.pool.query(
    `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database
     WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`,
  );
  return rowCount ?? 0;
}

async function listActions({ id }: Incident): Promise<string[]> {
  const found = await findHistory(db, { territoryId, incidentId: id, rulebook: RULEBOOK });
  return found!.steps.map(({ action }) => action); // it was just filed
}

const check = () => verifySteps(db, { territoryId });

describe("a report that nothing comes along with", () => {
  test("is two statements once the boundaries are at hand, and leaves what every report leaves", async () => {
    const statements = listStatements();
    const incident = await file();
    expect(statements).toEqual(["getu report desk", "getu new incident"]);
    expect(incident).toMatchObject({ status: "assigned", gridCurrent: await idOf("lane-1-0") });
    expect(await listActions(incident)).toEqual(["report", "file", "assign"]);
    expect((await listIncidents(db, { territoryId, limit: 9 }))[0]).toEqual(incident);
    const told = await db.pool.query(
      "SELECT FROM change WHERE territory_id = $1 AND payload = $2 AND grid_path <> ''",
      [territoryId, { topic: "incident", incident }],
    );
    expect(told.rowCount).toBe(1);
    expect(await check()).toEqual({ incidents: 2, steps: 6, broken: [] });
  });

  test("that waits while other lines come into force is placed by these, once", async () => {
    const waiting = await inTransaction(db, async (tx) => {
      await lockBoundaries(tx, { territoryId, mode: "shared" });
      const redrawn = redraw();
      await expect.poll(countWaiting).toBe(1);
      const late = file(); // knows the old lines, and comes behind the new ones
      await expect.poll(countWaiting).toBe(2);
      return { redrawn, late };
    });
    await waiting.redrawn;
    const [wide, incident] = [await idOf("lane-0-0"), await waiting.late];
    expect([incident.gridCurrent, incident.gridAtOccurrence]).toEqual([wide, await idOf("lane-1-0")]);
    expect(await listActions(incident)).toEqual(["report", "file", "assign"]);
    expect(await check()).toMatchObject({ incidents: 2, broken: [] });
  });

  test("that is refused by the database leaves nothing of it, and can be sent again", async () => {
    await database.owner.query("ALTER TABLE change ADD CONSTRAINT made_up CHECK (false) NOT VALID");
    await expect(file({}, "again")).rejects.toThrow(/made_up/);
    await database.owner.query("ALTER TABLE change DROP CONSTRAINT made_up");
    expect(await listIncidents(db, { territoryId, limit: 9 })).toHaveLength(1);
    expect(await check()).toEqual({ incidents: 1, steps: 3, broken: [] });
    const sent = await Promise.all(Array.from({ length: 12 }, () => file({}, "again")));
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(await check()).toEqual({ incidents: 2, steps: 6, broken: [] });
  });
});
