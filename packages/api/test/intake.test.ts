import { randomBytes } from "node:crypto";
import type { DeskReport, Grant, Role, Territory } from "@getu/domain";
import {
  addPhoto,
  codeHashOf,
  findCase,
  importBasemap,
  importPlaces,
  listPhotos,
  rateCase,
  verifySteps,
} from "@getu/store";
import {
  createTestDatabase,
  createTown,
  foundTown,
  RULEBOOK,
  townPlace,
  townPosition,
} from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territory: Territory;
let idOf: FoundedTown["idOf"];
let pathOf: FoundedTown["pathOf"];

beforeAll(async () => {
  database = await createTestDatabase();
  const records = createTown().map((grid) => ({ ...grid, leaderName: `Leader of ${grid.externalId}` }));
  ({ territory, idOf, pathOf } = await foundTown(database.db, { records }));
  const key = { territoryId: territory.id, file: "town" };
  await importPlaces(database.db, {
    ...key,
    records: [
      townPlace({ externalId: "p1", name: "和平路警务室", position: townPosition(0.5, 0.5) }),
      townPlace({ externalId: "p2", name: "和平路（东）驿站", position: townPosition(5.5, 0.5) }),
    ],
  });
  const line = (name: string, x: number) => ({
    type: "Feature" as const,
    properties: { name },
    geometry: { type: "LineString" as const, coordinates: [0, 1, 2].map((y) => townPosition(x, y)) },
  });
  const features = [line("和平路", 1), line("和平路", 2), line("和平路", 3), line("长江路", 4)];
  const collection = { type: "FeatureCollection" as const, features };
  await importBasemap(database.db, { territoryId: territory.id, kind: "road", collection });
});
afterAll(() => database.drop());

const newRequest = () => randomBytes(16).toString("hex");
const as = (role: Role, grid = "") =>
  testCaller(database.db, {
    caller: { kind: "person", id: role },
    grants: [{ role, territoryId: territory.id, gridPath: pathOf(grid) } satisfies Grant],
  });
const report = (given: Partial<DeskReport> = {}): DeskReport => ({
  requestId: newRequest(),
  channel: "hotline",
  category: "noise",
  condition: "default",
  summary: "虚构：夜间施工",
  position: townPosition(0.5, 0.5),
  accuracyMetres: null,
  occurredAt: null,
  contact: null,
  photoIds: [],
  sameAs: null,
  ...given,
});
const fileWithCode = (given: Partial<DeskReport> = {}, who = as("dispatcher")) =>
  who.intake.file({ territoryId: territory.id, report: report(given) });
const file = async (...given: Parameters<typeof fileWithCode>) => (await fileWithCode(...given)).incident;

/** The case that a resident finds by a code. */
const follow = (code: string) => findCase(database.db, { codeHash: codeHashOf(code)! }); // a code as it was given out

/** Everything that filing could leave behind. */
async function countRows(): Promise<unknown> {
  const tables = ["incident", "incident_loop", "incident_step", "reporter_contact", "change"];
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(", ");
  const { rows } = await database.db.pool.query(`SELECT ${counts}`);
  return rows[0];
}

async function newPhoto(): Promise<string> {
  const facts = { kind: "far" as const, sha256: randomBytes(32).toString("hex"), uploadedBy: null };
  const id = randomBytes(16).toString("hex");
  const size = { width: 10, height: 20, bytes: 300 };
  await addPhoto(database.db, { territoryId: territory.id, id, ...facts, ...size });
  return id;
}

describe("filing at the desk", () => {
  test("keeps the report, its photos and the contact, and gives it an owner, a deadline and a leader to ask", async () => {
    const photo = await newPhoto();
    const filed = await file({ contact: "13800138000", photoIds: [photo] });
    expect(filed).toMatchObject({ status: "assigned", channel: "hotline", gridCurrent: idOf("lane-0-0") });
    expect(filed.dueAt).not.toBeNull();
    const key = { territoryId: territory.id, incidentId: filed.id };
    expect(await listPhotos(database.db, key)).toMatchObject([{ id: photo, kind: "far" }]);
    const { contact } = await as("dispatcher").contact.read({ ...key, reason: "核实" });
    expect(contact).toBe("13800138000");
    const { rows } = await database.db.pool.query<{ text: string }>(
      "SELECT payload::text AS text FROM change UNION ALL SELECT step::text FROM incident_step AS step",
    );
    expect(rows.map(({ text }) => text).join("\n")).not.toContain("13800138000");
  });

  test("the same form sent twice, even at once, is one report", async () => {
    const twice = { requestId: newRequest(), contact: "13800138001" };
    const [first, second] = await Promise.all([file(twice), file(twice)]);
    const after = await countRows();
    expect((await file(twice)).id).toBe(first.id);
    expect(second.id).toBe(first.id);
    expect(await countRows()).toEqual(after);
  });

  test("a further report of an incident keeps its number and contact, and is closed as its duplicate", async () => {
    const original = await file();
    const again = { requestId: newRequest(), contact: "13800138002", sameAs: original.id };
    const further = await file(again);
    expect(further).toMatchObject({ status: "closed" });
    expect((await file(again)).id).toBe(further.id);
    const { state, steps } = await as("dispatcher").incident.history({
      territoryId: territory.id,
      id: further.id,
    });
    expect(state.duplicateOf).toBe(original.id);
    expect(steps.map(({ action }) => action)).toEqual(["report", "file", "assign", "merge"]);
    const { contact } = await as("dispatcher").contact.read({
      territoryId: territory.id,
      incidentId: further.id,
      reason: "回复",
    });
    expect(contact).toBe("13800138002");
    expect((await verifySteps(database.db, { territoryId: territory.id })).broken).toEqual([]);
  });

  test("gives out a code by which the reporter follows the case; it is kept nowhere, and nothing that is kept leads to it", async () => {
    const requestId = newRequest();
    const { incident, code } = await fileWithCode({ requestId });
    expect(await follow(code)).toMatchObject({ territoryId: territory.id, incident: { id: incident.id } });
    expect((await fileWithCode({ requestId })).code).toBe(code);
    const colleague = testCaller(database.db, {
      caller: { kind: "person", id: "colleague" },
      grants: [{ role: "dispatcher", territoryId: territory.id, gridPath: "" }],
    });
    const other = await fileWithCode({ requestId }, colleague); // another's form that drew the same number
    expect([other.incident.id === incident.id, other.code === code]).toEqual([false, false]);
    const { rows: tables } = await database.db.pool.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    for (const { name } of tables)
      for (const secret of [code, requestId]) {
        const found = `SELECT FROM "${name}" AS kept WHERE strpos(kept::text, $1) > 0`;
        expect([name, (await database.db.pool.query(found, [secret])).rowCount]).toEqual([name, 0]);
      }
  });

  test("the code of a further report leads to the matter with which it is handled, answered and rated", async () => {
    const original = await fileWithCode();
    const further = await fileWithCode({ sameAs: original.incident.id });
    const last = await fileWithCode();
    const act = (id: number, given: object) =>
      as("dispatcher").incident.act({
        territoryId: territory.id,
        id,
        action: "merge",
        idempotencyKey: newRequest(),
        ...given,
      });
    const shown = async () =>
      Promise.all([original, further].map(async ({ code }) => (await follow(code))?.incident.id));
    expect(await shown()).toEqual([original.incident.id, original.incident.id]);
    await act(original.incident.id, { duplicateOf: last.incident.id });
    expect(await shown()).toEqual([last.incident.id, last.incident.id]);
    const bad = { rating: 1, reason: "虚构：仍在施工", rulebook: RULEBOOK };
    const rate = (code: string) => rateCase(database.db, { ...bad, codeHash: codeHashOf(code)! }); // as it was given out
    expect(await rate(further.code)).toBe(false); // what it leads to is open
    for (const action of ["accept", "feed-back", "verify", "close"])
      await act(last.incident.id, { action, text: "虚构：已停工" });
    expect(await rate(further.code)).toBe(true);
    expect(await follow(original.code)).toMatchObject({
      incident: { id: last.incident.id, status: "assigned" },
    });
    expect(await rate(original.code)).toBe(false);
  });

  test("T21 what cannot be a further report leaves nothing at all", async () => {
    const original = await file();
    const other = await file({ position: townPosition(5.5, 0.5) });
    const closed = await file({ sameAs: original.id });
    const before = await countRows();
    const refused = async (given: Partial<DeskReport>, who = as("dispatcher")) =>
      (await failureOfCall(file({ contact: "13800138003", ...given }, who)))?.code;
    expect(await refused({ sameAs: closed.id })).toBe("ACTION_NOT_POSSIBLE");
    expect(await refused({ sameAs: 2 ** 40 })).toBe("INCIDENT_NOT_FOUND");
    expect(await refused({ sameAs: other.id }, as("secretary", "community-0"))).toBe("INCIDENT_NOT_FOUND");
    expect(await refused({ sameAs: original.id, channel: "patrol" }, as("leader", "lane-0-0"))).toBe(
      "ACTION_NOT_YOURS",
    );
    expect(await refused({ photoIds: ["0".repeat(32)] })).toBe("PHOTO_NOT_FOUND");
    expect(await refused({ category: "dragons" })).toBe("CATEGORY_UNKNOWN");
    expect(await countRows()).toEqual(before);
  });

  test("letters and meetings have a date, which is never ahead", async () => {
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    for (const channel of ["mailbox", "meeting", "opinion-box", "visit", "petition"] as const) {
      const undated = await failureOfCall(file({ channel }));
      expect(undated).toMatchObject({
        code: "INPUT_INVALID",
        problems: [{ path: "report.occurredAt", message: expect.stringMatching(/date/) as unknown }],
      });
      expect(await failureOfCall(file({ channel, occurredAt: ahead }))).toMatchObject({
        problems: [{ path: "report.occurredAt", message: expect.stringMatching(/future/) as unknown }],
      });
      const filed = await file({ channel, occurredAt: "2026-05-01T02:00:00.000Z" });
      expect(filed).toMatchObject({ channel, occurredAt: "2026-05-01T02:00:00.000Z" });
    }
    expect(await failureOfCall(file({ occurredAt: ahead }))).toMatchObject({ code: "INPUT_INVALID" });
  });

  test("is counted by channel, each in its own scope", async () => {
    const count = async (who: ReturnType<typeof as>) => {
      const today = await who.intake.today({ territoryId: territory.id });
      return today.find(({ channel }) => channel === "patrol")?.count ?? 0;
    };
    const before = await count(as("dispatcher"));
    await file({ channel: "patrol" });
    await file({ channel: "patrol", position: townPosition(5.5, 0.5) });
    expect(await count(as("dispatcher"))).toBe(before + 2);
    expect(await count(as("secretary", "community-1"))).toBe(1);
  });
});

describe("before filing", () => {
  test("a position says its grids, its leader, and who stands across a near border", async () => {
    const at = (x: number, y: number, who = as("dispatcher")) =>
      who.intake.locate({ territoryId: territory.id, position: townPosition(x, y), accuracyMetres: 20 });
    const inside = await at(0.5, 0.5);
    expect(inside.grids.map(({ id }) => id)).toEqual(["community-0", "compound-0-0", "lane-0-0"].map(idOf));
    expect(inside.grids.at(-1)!.leaderName).toBe("Leader of lane-0-0");
    expect(inside).toMatchObject({ nearBorder: false, level: { zh: "楼栋党小组" } });
    const close = await at(0.95, 0.5);
    expect(close).toMatchObject({ nearBorder: true, neighbour: { id: idOf("lane-1-0") } });
    expect(close.distanceToBorderMetres).toBeCloseTo(
      0.05 * 0.001 * 111_195 * Math.cos((30.2 * Math.PI) / 180),
      0,
    );
    expect(await at(20, 20)).toMatchObject({ grids: [], level: { zh: "街道党工委" } });
    expect((await at(5.5, 0.5, as("secretary", "community-0"))).grids).toEqual([]); // T35
  });

  test("the deadline is the one that filing gives", async () => {
    const kind = { category: "noise", condition: "quick" };
    const { dueAt } = await as("dispatcher").intake.deadline({ territoryId: territory.id, ...kind });
    const filed = await file(kind);
    expect(Math.abs(Date.parse(filed.dueAt!) - Date.parse(dueAt!))).toBeLessThan(60_000);
    const unknown = { territoryId: territory.id, category: "noise", condition: "gone" };
    expect(await failureOfCall(as("dispatcher").intake.deadline(unknown))).toMatchObject({
      code: "CATEGORY_UNKNOWN",
    });
  });

  test("likely duplicates are shown with their reason, a duplicate of another is not, another subtree's neither", async () => {
    const spot = townPosition(7.5, 3.5);
    const original = await file({ position: spot });
    await file({ position: spot, sameAs: original.id });
    const question = { territoryId: territory.id, category: "noise", position: spot, occurredAt: null };
    const found = await as("dispatcher").intake.duplicates(question);
    expect(found.map(({ incident }) => incident.id)).toEqual([original.id]);
    expect(found[0]!.likeness).toMatchObject({ points: 100, category: { kind: "same" } });
    expect(await as("secretary", "community-0").intake.duplicates(question)).toEqual([]); // T35
  });

  test("an address is found among places, grids and roads in the order an operator expects, within the scope", async () => {
    const search = async (text: string, who = as("dispatcher")) => {
      const found = await who.intake.search({ territoryId: territory.id, text });
      return found.map(({ kind, name }) => `${kind} ${name}`);
    };
    expect(await search("和平路")).toEqual(["road 和平路", "place 和平路警务室", "place 和平路（东）驿站"]);
    expect(await search(" 和平路（东")).toEqual(["place 和平路（东）驿站"]);
    expect(await search("和平路３号楼2单元")).toContain("road 和平路");
    expect(await search("LANE-0-1")).toEqual(["grid Made-up lane-0-1"]);
    expect(await search("和平路", as("secretary", "community-1"))).not.toContain("place 和平路警务室"); // T35
    expect(await search("")).toEqual([]);
    expect(await search("%")).toEqual([]);
    const [road] = await as("dispatcher").intake.search({ territoryId: territory.id, text: "和平路" });
    expect(road!.position).toEqual(townPosition(2, 1));
  });
});
