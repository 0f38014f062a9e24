import { createHash, randomUUID } from "node:crypto";
import type { CaseView, Command, Incident, Office, PublicReport, Territory } from "@getu/domain";
import { dueAt } from "@getu/domain";
import {
  fileReport,
  findIncident,
  forgetContacts,
  importBasemap,
  importGrids,
  listIncidents,
  takeAction,
  toReport,
} from "@getu/store";
import { createTown, townPosition } from "@getu/store/testing";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "../src/log.ts";
import { readRules } from "../src/rules.ts";
import { codeOf } from "./failure-code.ts";
import { createTestTerritory, serveDatabase, startTestServer } from "./test-server.ts";
import type { LoneTestServer, TestServer } from "./test-server.ts";

let server: LoneTestServer;
let territory: Territory;

const PLANTED = "13800138000 wxid_planted 110101199003077758";

beforeAll(async () => {
  server = await startTestServer();
  territory = await createTestTerritory(server.db, "resident");
});
afterAll(() => server.stop());
beforeEach(() => server.db.pool.query("DELETE FROM address_count"));

const report = (given: Partial<PublicReport> = {}): PublicReport => ({
  requestId: randomUUID(),
  territoryId: territory.id,
  channel: "snapshot",
  category: "street-light",
  text: "试验：楼下夜间施工",
  position: [116.4, 39.9],
  accuracyMetres: 12,
  photoIds: [],
  contact: null,
  ...given,
});

const post = (path: string, body: unknown, { origin }: TestServer = server): Promise<Response> =>
  fetch(`${origin}/report/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

async function send(given: Partial<PublicReport> = {}): Promise<string> {
  const answer = await post("reports", report(given));
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { code: string }).code;
}

async function follow(code: string): Promise<CaseView> {
  const answer = await post("cases", { code });
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  return (await answer.json()) as CaseView;
}

const incidents = (): Promise<Incident[]> =>
  listIncidents(server.db, { territoryId: territory.id, limit: 500 });

async function newest(): Promise<Incident> {
  const [first] = await incidents();
  return first!; // every test that asks has reported before
}

async function uploadPhoto(): Promise<string> {
  const form = new FormData();
  const jpeg = await sharp({ create: { width: 30, height: 20, channels: 3, background: "#888" } })
    .jpeg()
    .toBuffer();
  form.append("photo", new Blob([Uint8Array.from(jpeg)]), "x.jpg");
  const address = `${server.origin}/territories/${territory.id}/photos?kind=near`;
  const { id } = (await (await fetch(address, { method: "POST", body: form })).json()) as { id: string };
  return id;
}

const act = (incidentId: number, command: Command) =>
  takeAction(server.db, {
    territoryId: territory.id,
    incidentId,
    command,
    actors: [{ id: "person:1", role: "dispatcher", gridPath: "" }],
    rulebook: server.context,
    idempotencyKey: randomUUID(),
  });

/** The whole way to closure, as far as it has not been gone. */
const close = async (): Promise<void> => {
  const { id } = await newest();
  for (const action of ["file", "assign", "accept", "feed-back", "verify", "close"] as const)
    await act(id, { action, text: "已修好" });
};

describe("a resident's report", () => {
  test("is an incident of the channel it came by, due by the catalogue's own rule, and followed by its code", async () => {
    const code = await send({ channel: "mailbox", text: "  路灯不亮  " });
    const incident = await newest();
    expect(incident).toMatchObject({
      channel: "mailbox",
      status: "reported",
      summary: "路灯不亮",
      category: "street-light",
    });
    const { catalogue, calendar } = await readRules();
    const condition = catalogue.categories.find((category) => category.code === "street-light")!
      .conditions[0]!;
    const clock = { startedAt: new Date(incident.reportedAt), rule: condition.deadline };
    expect(incident.dueAt).toBe(dueAt(clock, { calendar, timeZone: "Asia/Shanghai" })!.toISOString());
    const view = await follow(code.toLowerCase().replaceAll("-", " "));
    expect(view).toEqual({
      category: "street-light",
      status: "reported",
      reportedAt: incident.reportedAt,
      dueAt: incident.dueAt,
      closedAt: null,
      photos: 0,
      steps: expect.any(Array) as unknown,
      answer: null,
      rating: null,
      mayRate: false,
    });
  });

  test("sent again after a broken connection is one report with one code", async () => {
    const [before, given] = [await incidents(), { requestId: randomUUID(), contact: "made up" }];
    const codes = await Promise.all([send(given), send(given), send(given)]);
    expect(new Set(codes).size).toBe(1);
    expect(await incidents()).toHaveLength(before.length + 1);
  });

  test("takes its photos, and is not filed with a photo that is gone", async () => {
    const id = await uploadPhoto();
    expect((await follow(await send({ photoIds: [id] }))).photos).toBe(1);

    const before = await incidents();
    for (const gone of [id, "0".repeat(32)]) {
      const answer = await post("reports", report({ photoIds: [gone] }));
      expect([answer.status, await codeOf(answer)]).toEqual([404, "PHOTO_NOT_FOUND"]);
    }
    expect(await incidents()).toEqual(before);
  });

  test.each([
    ["an unknown category", { category: "ufo" }, 400],
    ["an unknown territory", { territoryId: 9999 }, 404],
    ["a channel of the office", { channel: "hotline" as "snapshot" }, 400],
    ["no text", { text: " " }, 400],
    ["too long a text", { text: "x".repeat(1001) }, 400],
    ["NUL in the text", { text: "a\0b" }, 400],
    ["half a character in the text", { text: "坏了\ud800" }, 400],
    ["half a character in the contact", { contact: "\udc00" }, 400],
    ["a place that is none", { position: [200, 0] as [number, number] }, 400],
    ["four photos", { photoIds: ["1", "2", "3", "4"].map((n) => n.repeat(32)) }, 400],
    ["T32 a status of its own", { status: "closed" }, 400],
    ["T32 an owner of its own", { externalId: "x", gridCurrent: 1 }, 400],
  ])("with %s is refused and leaves nothing", async (_what, wrong, status) => {
    const before = await incidents();
    expect((await post("reports", { ...report(), ...wrong })).status).toBe(status);
    expect(await incidents()).toEqual(before);
  });

  test("T30 a prototype in it pollutes nothing", async () => {
    const text = JSON.stringify(report()).replace("{", '{"__proto__":{"polluted":true},');
    const answer = await fetch(`${server.origin}/report/reports`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: text,
    });
    expect(answer.status).toBe(400);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("T38 of another site is refused", async () => {
    const headers = { "content-type": "application/json", origin: "https://evil.example" };
    const answer = await fetch(`${server.origin}/report/reports`, { method: "POST", headers, body: "{}" });
    expect(answer.status).toBe(403);
  });

  test("T33 an address that reports without end is told when it may go on", async () => {
    const answers: number[] = [];
    for (let i = 0; i < 21; i += 1) answers.push((await post("reports", report())).status);
    expect(answers).toEqual([...Array.from({ length: 20 }, () => 201), 429]);
  });
});

test("T45 a contact is in its own table and nowhere else: not in the ledger, the feed, the case or any answer", async () => {
  const requestId = randomUUID();
  const answer = await post("reports", report({ requestId, contact: PLANTED }));
  const text = await answer.text();
  const { code } = JSON.parse(text) as { code: string };
  expect(JSON.stringify([text, await follow(code), await incidents()])).not.toContain("13800138000");
  const { rows: tables } = await server.db.pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const holding: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await server.db.pool.query(
      `SELECT FROM "${name}" AS t WHERE t::text LIKE '%13800138000%'`,
    );
    if (rowCount! > 0) holding.push(name);
  }
  expect(holding).toEqual(["reporter_contact"]);
  const { rows } = await server.db.pool.query<{ whole: string }>(
    "SELECT string_agg(t::text, ' ') AS whole FROM (SELECT * FROM incident, public_case) AS t",
  );
  expect(rows[0]!.whole).not.toContain(code);
  expect(rows[0]!.whole).not.toContain(requestId);
  expect(rows[0]!.whole).toContain(createHash("sha256").update(code).digest("hex"));
});

test("T45 no line of the log and no answer holds a contact, not even of a row that the database refuses", async () => {
  const lines: string[] = [];
  const log = createLog("trace", { write: (line) => void lines.push(line) });
  const heard = await serveDatabase(server.db, { server: { log } });
  await server.owner.query("ALTER TABLE reporter_contact ADD CONSTRAINT made_up CHECK (false) NOT VALID");
  const given = [
    report({ contact: PLANTED }), // the database names the whole row that breaks its rule
    { ...report({ contact: PLANTED }), category: "dragons" },
    { ...report({ contact: PLANTED }), unheardOf: PLANTED },
  ];
  const answers: Response[] = [];
  for (const each of given) answers.push(await post("reports", each, heard));
  await server.owner.query("ALTER TABLE reporter_contact DROP CONSTRAINT made_up");
  await heard.stop();
  expect(answers.map(({ status }) => status)).toEqual([500, 400, 400]);
  const told = (await Promise.all(answers.map((answer) => answer.text()))).join("\n");
  expect(lines.join("")).toContain("made_up"); // what went wrong is said
  for (const secret of PLANTED.split(" ")) expect(`${told}\n${lines.join("")}`).not.toContain(secret);
});

test("T48 a contact is deleted when its time is over, and not before", async () => {
  await send({ contact: "made up" });
  const count = async () => (await server.db.pool.query("SELECT FROM reporter_contact")).rowCount;
  const before = await count();
  await forgetContacts(server.db);
  expect(await count()).toBe(before);
  await server.db.pool.query("UPDATE reporter_contact SET delete_after = delete_after - interval '90 days'");
  expect(await forgetContacts(server.db)).toBe(before);
  expect(await count()).toBe(0);
});

describe("a case", () => {
  test("is found by no other code, and a code that cannot be one answers alike", async () => {
    const code = await send();
    const other = code.startsWith("1") ? `2${code.slice(1)}` : `1${code.slice(1)}`;
    const bodies: string[] = [];
    for (const wrong of [other, "1111-1111-1111-1111", "", "' OR 1=1 --"]) {
      const answer = await post("cases", { code: wrong });
      expect(answer.status).toBe(404);
      bodies.push(await answer.text());
    }
    expect(new Set(bodies).size).toBe(1);
  });

  test("shows its way so far, and once it is closed the answer, but neither who worked on it nor what they wrote on the way", async () => {
    const code = await send();
    expect((await follow(code)).answer).toBeNull();
    await close();
    const view = await follow(code);
    expect(view.answer).toBe("已修好");
    expect(view.steps.map(({ status }) => status)).toEqual([
      "reported",
      "filed",
      "assigned",
      "accepted",
      "fed-back",
      "verified",
      "closed",
    ]);
    expect(JSON.stringify(view)).not.toContain("person:1");
  });

  test("merged into what another had reported says when its own reporter told it, with their own photos, and goes the other's way", async () => {
    const first = await send({ photoIds: [await uploadPhoto()] });
    const original = await newest();
    const second = await send();
    const own = await newest();
    expect(own.reportedAt > original.reportedAt).toBe(true);
    await act(own.id, { action: "merge", duplicateOf: original.id });
    await act(original.id, { action: "file" });
    const [view, others] = [await follow(second), await follow(first)];
    expect(others).toMatchObject({ status: "filed", reportedAt: original.reportedAt, photos: 1 });
    expect(view).toEqual({ ...others, reportedAt: own.reportedAt, photos: 0 });
  });

  test("is rated once for each closing; three or more leaves it closed", async () => {
    const code = await send();
    const early = await post("ratings", { code, rating: 5, reason: null });
    expect([early.status, await codeOf(early)]).toEqual([409, "CASE_NOT_CLOSED"]);
    await close();
    expect((await follow(code)).mayRate).toBe(true);
    const rated = await post("ratings", { code, rating: 3, reason: "还行" });
    expect(await rated.json()).toMatchObject({ rating: 3, mayRate: false, status: "closed" });
    const again = await post("ratings", { code, rating: 1, reason: null });
    expect([again.status, await codeOf(again)]).toEqual([409, "CASE_RATED_ALREADY"]);
  });

  test.each([1, 2])("rated %i is opened again, and its next closing can be rated anew", async (rating) => {
    const code = await send();
    await close();
    const answer = await post("ratings", { code, rating, reason: "还是不亮" });
    expect(await answer.json()).toMatchObject({ closedAt: null, mayRate: false, rating: null });
    const { id } = await newest();
    const incident = await findIncident(server.db, { territoryId: territory.id, id });
    expect(incident?.status).not.toBe("closed");
    await close();
    expect(await follow(code)).toMatchObject({ status: "closed", mayRate: true, rating: null });
  });

  test("rated 1 is opened again whatever keys others have sent something under", async () => {
    const code = await send();
    await close();
    const settled = await newest();
    const foreseen = await fileReport(server.db, {
      territoryId: territory.id,
      report: toReport({ ...settled, externalId: null }),
      actor: { id: "person:1", role: "dispatcher", gridPath: "" },
      rulebook: server.context,
      idempotencyKey: `rating-${settled.id}-${Date.parse(settled.closedAt!)}`, // it is closed
    });
    expect(foreseen).toHaveProperty("incident");
    const answer = await post("ratings", { code, rating: 1, reason: "还是不亮" });
    expect(await answer.json()).toMatchObject({ closedAt: null, mayRate: false });
  });

  test("that somebody reopens while it is rated keeps no rating, and its reporter hears that it is open", async () => {
    const code = await send();
    await close();
    const { id } = await newest();
    const other = await server.db.pool.connect();
    await other.query("BEGIN; SET LOCAL getu.bell = 'later'");
    await other.query("UPDATE incident SET status = 'assigned', closed_at = NULL WHERE id = $1", [id]);
    const rating = post("ratings", { code, rating: 1, reason: null });
    const waiting =
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await expect.poll(async () => (await server.db.pool.query(waiting)).rowCount).toBeGreaterThan(0);
    await other.query("COMMIT");
    other.release();
    const answer = await rating;
    expect([answer.status, await codeOf(answer)]).toEqual([409, "CASE_NOT_CLOSED"]);
    const { rowCount } = await server.db.pool.query("SELECT FROM incident_rating WHERE incident_id = $1", [
      id,
    ]);
    expect(rowCount).toBe(0);
  });

  test.each([0, 6, 2.5, "5", null])("cannot be rated %s", async (rating) => {
    expect((await post("ratings", { code: "x", rating, reason: null })).status).toBe(400);
  });

  test("cannot be rated with half a character in the reason", async () => {
    const code = await send();
    await close();
    expect((await post("ratings", { code, rating: 1, reason: "差\ud800" })).status).toBe(400);
    expect((await follow(code)).mayRate).toBe(true);
  });
});

test("everybody may know where the office works and what it takes care of, and nothing else", async () => {
  const office = (await (await fetch(`${server.origin}/report/office.json`)).json()) as Office;
  expect(office.territories).toEqual([]); // this territory has no boundaries yet
  expect(office.categories).toContainEqual(expect.objectContaining({ code: "street-light" }) as unknown);
  expect(Object.keys(office.categories[0]!).sort()).toEqual(["area", "code", "name"]);
});

test("the ground of the public map is the territory's own, and a missing one is 404", async () => {
  const collection = { type: "FeatureCollection" as const, features: [] };
  await importBasemap(server.db, { territoryId: territory.id, kind: "road", collection });
  const ground = await fetch(`${server.origin}/report/territories/${territory.id}/basemap/road.json`);
  expect(await ground.json()).toEqual(collection);
  expect((await fetch(`${server.origin}/report/territories/${territory.id}/basemap/water.json`)).status).toBe(
    404,
  );
});

test("a report is taken from the town and a kilometre around it, and from nowhere else in the world", async () => {
  const { id: territoryId } = await createTestTerritory(server.db, "town");
  await importGrids(server.db, { territoryId, records: createTown(), file: "town" });
  const tell = async (position: [number, number]) => post("reports", report({ territoryId, position }));
  const north = 4; // of the town, in lanes of 111 m
  for (const y of [0.5, north + 8]) expect((await tell(townPosition(4, y))).status).toBe(201);
  const far = [townPosition(4, north + 10), townPosition(4, -10), townPosition(-12, 2), townPosition(20, 2)];
  for (const position of [...far, [-58.4, -34.6] as [number, number]]) {
    const answer = await tell(position);
    expect([answer.status, await codeOf(answer)]).toEqual([400, "POSITION_ELSEWHERE"]);
  }
  expect(await listIncidents(server.db, { territoryId, limit: 9 })).toHaveLength(2);
});

test("a page that is not built says what to run", async () => {
  const answer = await fetch(`${server.origin}/report`);
  expect([answer.status, await answer.text()]).toEqual([
    503,
    "The public page is not built: run npm run build\n",
  ]);
});
