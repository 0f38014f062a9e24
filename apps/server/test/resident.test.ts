import { createHash, randomUUID } from "node:crypto";
import type { Office } from "@getu/domain";
import { dueAt } from "@getu/domain";
import { forgetContacts, importBasemap, importGrids, listIncidents } from "@getu/store";
import { createTown, townPosition } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createLog } from "../src/log.ts";
import { readRules } from "../src/rules.ts";
import { codeOf } from "./failure-code.ts";
import { openResidentTrial } from "./resident-trial.ts";
import type { ResidentTrial } from "./resident-trial.ts";
import { createTestTerritory, serveAgain, serveDatabase } from "./test-server.ts";

const PLANTED = "13800138000 wxid_planted 110101199003077758";

let trial: ResidentTrial;

beforeAll(async () => {
  trial = await openResidentTrial();
});
afterAll(() => trial.server.stop());
beforeEach(() => trial.forgetAddresses());

describe("a resident's report", () => {
  test("is an incident of the channel it came by, due by the catalogue's own rule, and followed by its code", async () => {
    const code = await trial.send({ channel: "mailbox", text: "  路灯不亮  " });
    const incident = await trial.newest();
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
    const view = await trial.follow(code.toLowerCase().replaceAll("-", " "));
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
    const [before, given] = [await trial.incidents(), { requestId: randomUUID(), contact: "made up" }];
    const codes = await Promise.all([trial.send(given), trial.send(given), trial.send(given)]);
    expect(new Set(codes).size).toBe(1);
    expect(await trial.incidents()).toHaveLength(before.length + 1);
  });

  test("T45 of other words under a mark that was used before is refused without a number", async () => {
    const requestId = randomUUID();
    await trial.send({ requestId });
    const answer = await trial.post("reports", trial.report({ requestId, text: "别的事情" }));
    const { error } = (await answer.json()) as { error: { data: { failure: object } } };
    expect([answer.status, error.data.failure]).toEqual([409, { code: "KEY_USED_BEFORE" }]);
  });

  test("takes its photos, and is not filed with a photo that is gone", async () => {
    const id = await trial.uploadPhoto();
    expect((await trial.follow(await trial.send({ photoIds: [id] }))).photos).toBe(1);

    const before = await trial.incidents();
    for (const gone of [id, "0".repeat(32)]) {
      const answer = await trial.post("reports", trial.report({ photoIds: [gone] }));
      expect([answer.status, await codeOf(answer)]).toEqual([404, "PHOTO_NOT_FOUND"]);
    }
    expect(await trial.incidents()).toEqual(before);
  });

  test.each([
    ["an unknown category", { category: "ufo" }, 400],
    ["an unknown territory", { territoryId: 9999 }, 404],
    ["a channel of the office", { channel: "hotline" as "snapshot" }, 400],
    ["a mark that nobody drew", { requestId: "00000000-0000-0000-0000-000000000000" }, 400],
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
    const before = await trial.incidents();
    expect((await trial.post("reports", { ...trial.report(), ...wrong })).status).toBe(status);
    expect(await trial.incidents()).toEqual(before);
  });

  test("T30 a prototype in it pollutes nothing", async () => {
    const text = JSON.stringify(trial.report()).replace("{", '{"__proto__":{"polluted":true},');
    const answer = await fetch(`${trial.server.origin}/report/reports`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: text,
    });
    expect(answer.status).toBe(400);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("T38 of another site is refused", async () => {
    const headers = { "content-type": "application/json", origin: "https://evil.example" };
    const answer = await fetch(`${trial.server.origin}/report/reports`, {
      method: "POST",
      headers,
      body: "{}",
    });
    expect(answer.status).toBe(403);
  });

  test("T33 an address that reports without end is told when it may go on", async () => {
    const other = await serveAgain(trial.server); // this one goes on taking the reports of the other tests
    onTestFinished(() => other.stop());
    const answers: number[] = [];
    for (let i = 0; i < 21; i += 1) answers.push((await trial.post("reports", trial.report(), other)).status);
    expect(answers).toEqual([...Array.from({ length: 20 }, () => 201), 429]);
  });
});

test("T45 a contact is in its own table and nowhere else: not in the ledger, the feed, the case or any answer", async () => {
  const requestId = randomUUID();
  const answer = await trial.post("reports", trial.report({ requestId, contact: PLANTED }));
  const text = await answer.text();
  const { code } = JSON.parse(text) as { code: string };
  expect(JSON.stringify([text, await trial.follow(code), await trial.incidents()])).not.toContain(
    "13800138000",
  );
  const { rows: tables } = await trial.server.db.pool.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  const holding: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await trial.server.db.pool.query(
      `SELECT FROM "${name}" AS t WHERE t::text LIKE '%13800138000%'`,
    );
    if (rowCount! > 0) holding.push(name);
  }
  expect(holding).toEqual(["reporter_contact"]);
  const { rows } = await trial.server.db.pool.query<{ whole: string }>(
    "SELECT string_agg(t::text, ' ') AS whole FROM (SELECT * FROM incident, public_case) AS t",
  );
  expect(rows[0]!.whole).not.toContain(code);
  expect(rows[0]!.whole).not.toContain(requestId);
  expect(rows[0]!.whole).toContain(createHash("sha256").update(code).digest("hex"));
});

test("T45 no line of the log and no answer holds a contact, not even of a row that the database refuses", async () => {
  const lines: string[] = [];
  const log = createLog("trace", { write: (line) => void lines.push(line) });
  const heard = await serveDatabase(trial.server.db, { server: { log } });
  await trial.server.owner.query(
    "ALTER TABLE reporter_contact ADD CONSTRAINT made_up CHECK (false) NOT VALID",
  );
  const given = [
    trial.report({ contact: PLANTED }), // the database names the whole row that breaks its rule
    { ...trial.report({ contact: PLANTED }), category: "dragons" },
    { ...trial.report({ contact: PLANTED }), unheardOf: PLANTED },
  ];
  const answers: Response[] = [];
  for (const each of given) answers.push(await trial.post("reports", each, heard));
  await trial.server.owner.query("ALTER TABLE reporter_contact DROP CONSTRAINT made_up");
  await heard.stop();
  expect(answers.map(({ status }) => status)).toEqual([500, 400, 400]);
  const told = (await Promise.all(answers.map((answer) => answer.text()))).join("\n");
  expect(lines.join("")).toContain("made_up"); // what went wrong is said
  for (const secret of PLANTED.split(" ")) expect(`${told}\n${lines.join("")}`).not.toContain(secret);
});

test("T48 a contact is deleted when its time is over, and not before", async () => {
  await trial.send({ contact: "made up" });
  const count = async () => (await trial.server.db.pool.query("SELECT FROM reporter_contact")).rowCount;
  const before = await count();
  await forgetContacts(trial.server.db);
  expect(await count()).toBe(before);
  await trial.server.db.pool.query(
    "UPDATE reporter_contact SET delete_after = delete_after - interval '90 days'",
  );
  expect(await forgetContacts(trial.server.db)).toBe(before);
  expect(await count()).toBe(0);
});

test("everybody may know where the office works and what it takes care of, and nothing else", async () => {
  const office = (await (await fetch(`${trial.server.origin}/report/office.json`)).json()) as Office;
  expect(office.territories).toEqual([]); // this territory has no boundaries yet
  expect(office.categories).toContainEqual(expect.objectContaining({ code: "street-light" }) as unknown);
  expect(Object.keys(office.categories[0]!).sort()).toEqual(["area", "code", "name"]);
});

test("the ground of the public map is the territory's own, and a missing one is 404", async () => {
  const collection = { type: "FeatureCollection" as const, features: [] };
  await importBasemap(trial.server.db, { territoryId: trial.territoryId, kind: "road", collection });
  const ground = await fetch(
    `${trial.server.origin}/report/territories/${trial.territoryId}/basemap/road.json`,
  );
  expect(await ground.json()).toEqual(collection);
  expect(
    (await fetch(`${trial.server.origin}/report/territories/${trial.territoryId}/basemap/water.json`)).status,
  ).toBe(404);
});

test("a report is taken from the town and a kilometre around it, and from nowhere else in the world", async () => {
  const { id: territoryId } = await createTestTerritory(trial.server.db, "town");
  await importGrids(trial.server.db, { territoryId, records: createTown(), file: "town" });
  const tell = async (position: [number, number]) =>
    trial.post("reports", trial.report({ territoryId, position }));
  const north = 4; // of the town, in lanes of 111 m
  for (const y of [0.5, north + 8]) expect((await tell(townPosition(4, y))).status).toBe(201);
  const far = [townPosition(4, north + 10), townPosition(4, -10), townPosition(-12, 2), townPosition(20, 2)];
  for (const position of [...far, [-58.4, -34.6] as [number, number]]) {
    const answer = await tell(position);
    expect([answer.status, await codeOf(answer)]).toEqual([400, "POSITION_ELSEWHERE"]);
  }
  expect(await listIncidents(trial.server.db, { territoryId, limit: 9 })).toHaveLength(2);
});

test("a page that is not built says what to run", async () => {
  const answer = await fetch(`${trial.server.origin}/report`);
  expect([answer.status, await answer.text()]).toEqual([
    503,
    "The public page is not built: run npm run build\n",
  ]);
});
