import type { Actor, Incident, Rulebook } from "@getu/domain";
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
import type { Filed, Report } from "../src/index.ts";
import { createRandom } from "./random.ts";

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
async function file(report: Partial<Report> = {}, idempotencyKey?: string): Promise<Incident> {
  const filed = await send({ report }, idempotencyKey);
  if ("refusal" in filed) throw new Error(filed.refusal.code);
  return filed.incident;
}

/** What differs about a delivery of the dispatcher. */
type Sent = { report?: Partial<Report>; actor?: Actor; rulebook?: Rulebook };

function send(
  { report, actor = DISPATCHER, rulebook = RULEBOOK }: Sent,
  idempotencyKey = `delivery-${++keys}`,
): Promise<Filed> {
  const occurredAt = new Date().toISOString();
  const given = townReport({ position: SPOT, occurredAt, ...report });
  return fileReport(db, { territoryId, report: given, actor, rulebook, idempotencyKey });
}

/** The first words of the statements that go over any connection of the pool from now on, but for the bell, which rings late. */
function listStatements(): string[] {
  const [statements, watched] = [[] as string[], new WeakSet<object>()];
  db.pool.on("acquire", (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const telling = (given: unknown, ...rest: unknown[]): unknown => {
      const words = typeof given === "string" ? given : ((given as { name?: string }).name ?? "unnamed");
      if (!words.includes("pg_notify")) statements.push(words);
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
    expect(statements).toEqual(["getu report desk", "getu new incidents"]);
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

const SOME = 12;

/** A value for each of some reports. */
const forSome = <T>(made: (i: number) => T): T[] => Array.from({ length: SOME }, (_, i) => made(i));

const outcomeOf = (settled: PromiseSettledResult<Incident>): string =>
  settled.status === "rejected" ? (settled.reason as Error).message : settled.value.summary;

describe("reports that wait at the same time", () => {
  test("are written in two groups, and each sender hears of their own", async () => {
    const statements = listStatements();
    const filed = await Promise.all(forSome((i) => file({ summary: `report ${i}` })));
    expect(statements.toSorted()).toEqual([
      ...Array<string>(2).fill("getu new incidents"),
      ...Array<string>(2).fill("getu report desk"),
    ]);
    expect(filed.map(({ summary }) => summary)).toEqual(forSome((i) => `report ${i}`));
    expect(new Set(filed.map(({ id }) => id)).size).toBe(SOME);
    for (const incident of filed) expect(await listActions(incident)).toEqual(["report", "file", "assign"]);
    expect(await check()).toEqual({ incidents: 1 + SOME, steps: 3 + 3 * SOME, broken: [] });
  });

  test("do not hear of the one among them that the database refuses", async () => {
    await database.owner.query(
      "ALTER TABLE incident ADD CONSTRAINT made_up CHECK (summary <> 'report 7') NOT VALID",
    );
    const settled = await Promise.allSettled(forSome((i) => file({ summary: `report ${i}` })));
    await database.owner.query("ALTER TABLE incident DROP CONSTRAINT made_up");
    expect(settled.map(outcomeOf)).toEqual(
      forSome((i) => (i === 7 ? expect.stringContaining("made_up") : `report ${i}`)),
    );
    expect(await check()).toEqual({ incidents: SOME, steps: 3 * SOME, broken: [] });
  });

  test("do not hear of the one among them that cannot even be worked out", async () => {
    const broken: Rulebook = {
      ...RULEBOOK,
      get calendar(): never {
        throw new Error("a broken calendar");
      },
    };
    const settled = await Promise.allSettled(forSome((i) => send({ rulebook: i === 3 ? broken : RULEBOOK })));
    expect(settled.map(({ status }) => status)).toEqual(forSome((i) => (i === 3 ? "rejected" : "fulfilled")));
    expect(await check()).toMatchObject({ incidents: SOME, broken: [] });
  });

  test("are one when they are the same delivery, or bring the same number", async () => {
    const filed = await Promise.all([
      ...forSome(() => file({}, "same")),
      file({ externalId: "number" }, "one"),
      file({ externalId: "number" }, "other"),
      ...forSome((i) => file({}, `own-${i}`)),
    ]);
    const [same, numbered, own] = [filed.slice(0, SOME), filed.slice(SOME, SOME + 2), filed.slice(SOME + 2)];
    const idsOf = (incidents: readonly Incident[]) => new Set(incidents.map(({ id }) => id));
    expect([idsOf(same).size, idsOf(numbered).size, idsOf(own).size]).toEqual([1, 1, SOME]);
    expect(await check()).toMatchObject({ incidents: 1 + 2 + SOME, broken: [] });
  });

  test("are each taken by what their own sender may do, and nobody hears what another's delivery became", async () => {
    const [lane, elsewhere] = [await idOf("lane-1-0"), await idOf("lane-5-1")];
    const leader: Actor = { id: "person:leader", role: "leader", gridPath: String(lane) };
    const stranger: Actor = { ...DISPATCHER, id: "person:stranger", gridPath: String(elsewhere) };
    const known = await send({ actor: stranger, report: { externalId: "theirs" } });
    const [theirs, again, taken, ours] = await Promise.all([
      send({ actor: leader }),
      send({ actor: stranger, report: { externalId: "theirs" } }),
      send({ report: { externalId: "theirs" } }),
      send({}),
    ]);
    expect(known).toMatchObject({ incident: { gridCurrent: lane } });
    expect(again).toMatchObject({ incident: { externalId: "theirs" } });
    expect(taken).toEqual({ refusal: { code: "REPORT_NAME_TAKEN" } });
    expect([theirs, ours]).toMatchObject([
      { incident: { status: "reported" } },
      { incident: { status: "assigned" } },
    ]);
  });

  test("hold two connections while other lines come into force, and none of another territory waits with them", async () => {
    const { territoryId: here } = { territoryId };
    const waiting = await inTransaction(db, async (tx) => {
      await lockBoundaries(tx, { territoryId, mode: "exclusive" });
      const late = forSome(() => file());
      await expect.poll(countWaiting).toBe(2);
      ({ territoryId } = await foundTown(db, { code: `town-beside-${count}` }));
      expect(await Promise.all(forSome(() => file()))).toHaveLength(SOME);
      expect(await countWaiting()).toBe(2);
      return { late };
    });
    await Promise.all(waiting.late);
    expect(await verifySteps(db, { territoryId: here })).toMatchObject({ incidents: 1 + SOME, broken: [] });
  });

  test("are written once though their connections are lost", async () => {
    const waiting = await inTransaction(db, async (tx) => {
      await lockBoundaries(tx, { territoryId, mode: "exclusive" });
      const late = forSome(() => file());
      await expect.poll(countWaiting).toBe(2);
      await database.owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = database
         WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`,
      );
      return { late };
    });
    expect(await Promise.all(waiting.late)).toHaveLength(SOME);
    expect(await check()).toEqual({ incidents: 1 + SOME, steps: 3 + 3 * SOME, broken: [] });
  });

  test.for([11, 12, 13])("leave what they would leave one after the other (seed %i)", async (seed) => {
    const deliveries = madeUpDeliveries(createRandom(seed));
    await redraw(); // some happened before it
    const apart: Filed[] = [];
    for (const sent of deliveries) apart.push(await send(as("apart", sent), `apart ${sent.key}`));
    const together = await Promise.all(
      deliveries.map((sent) => send(as("together", sent), `together ${sent.key}`)),
    );
    expect(together.map((filed) => plain(answerOf(filed), "together"))).toEqual(
      apart.map((filed) => plain(answerOf(filed), "apart")),
    );
    const rows = await listWritten("together");
    expect(rows).toEqual(await listWritten("apart"));
    expect(rows.length).toBeGreaterThan(SOME);
    expect((await check()).broken).toEqual([]);
  });
});

type MadeUpDelivery = { key: string; actor: Actor; report: Partial<Report> };

/** Deliveries of all kinds: a part comes twice, of matters that nobody knows, from before, from outside every grid. */
function madeUpDeliveries(random: () => number): MadeUpDelivery[] {
  const pick = <T>(...from: T[]): T => from[Math.floor(random() * from.length)]!; // in [0, 1)
  const once = Array.from({ length: 40 }, (_, i) => ({
    key: `delivery ${i}`,
    actor: pick<Actor>(DISPATCHER, { id: "person:witness", role: "leader", gridPath: "" }),
    report: {
      summary: `report ${i}`,
      externalId: pick(null, `number ${i}`),
      category: pick("noise", "noise", "noise", "nothing known"),
      condition: pick("default", "quick", "long"),
      channel: pick("hotline" as const, "patrol" as const),
      position: townPosition(pick(0, 0.5, 1, 1.25, 5.5, 40), pick(0, 0.5, 1.5)),
      accuracyMetres: pick(null, 5, 500),
      occurredAt: pick("2026-05-01T02:00:00.000Z", new Date(Date.now() + 60_000).toISOString()),
    },
  }));
  return [...once, ...once.filter(() => random() < 0.3)].toSorted(() => random() - 0.5);
}

/** A delivery under a name of its own. */
const as = (name: string, { actor, report }: MadeUpDelivery): Sent => ({
  actor,
  report: {
    ...report,
    summary: `${name} ${report.summary}`,
    externalId: report.externalId ? `${name} ${report.externalId}` : null,
  },
});

/** Without the name, the number of the incident and the moment, which differ. */
const plain = (value: object, name: string): unknown =>
  JSON.parse(
    JSON.stringify(value)
      .replaceAll(`${name} `, "")
      .replaceAll(/"id":\d+/g, '"id":0')
      .replaceAll(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"a time"'),
  );

/** Whether it was there already depends on which of two equal ones was first. */
const answerOf = (filed: Filed): object => ("refusal" in filed ? filed.refusal : filed.incident);

/** Everything that is written of the reports under a name. */
async function listWritten(name: string): Promise<unknown[]> {
  const { rows } = await db.pool.query(
    `SELECT to_jsonb(incident) AS incident, loop.state, loop.steps, loop.next_move_at IS NULL AS rests,
       extract(epoch FROM occurred_at) AS "occurredAt",
       (SELECT jsonb_agg(to_jsonb(step) - '{incident_id,content_hash,hash}'::text[] ORDER BY ordinal) FROM incident_step AS step
        WHERE (step.territory_id, step.incident_id) = (incident.territory_id, incident.id)) AS "allSteps",
       (SELECT jsonb_agg(jsonb_build_array(topic, grid_path, payload)) FROM change
        WHERE change.territory_id = $1 AND payload #>> '{incident,id}' = incident.id::text) AS told
     FROM incident JOIN incident_loop AS loop ON (loop.territory_id, loop.incident_id) = (incident.territory_id, incident.id)
     WHERE incident.territory_id = $1 AND summary LIKE $2 ORDER BY summary`,
    [territoryId, `${name} %`],
  );
  return rows.map((row) => plain(row, name));
}
