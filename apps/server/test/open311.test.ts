import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Incident, Territory } from "@getu/domain";
import {
  addOpen311Key,
  importGrids,
  listAudit,
  listIncidents,
  revokeOpen311Keys,
  takeAction,
} from "@getu/store";
import { createTown, townPosition } from "@getu/store/testing";
import { toJson, toXml } from "../src/open311/to-xml.ts";
import { getu } from "./getu.ts";
import { createTestTerritory, serveAgain, startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let territory: Territory;
const KEY = "made-up-key-of-the-bicycle-app";
const OTHER = "made-up-key-of-another-app";

beforeAll(async () => {
  server = await startTestServer();
  territory = await createTestTerritory(server.db, "open311");
  await addOpen311Key(server.db, { territoryId: territory.id, name: "bicycle app", key: KEY });
  await addOpen311Key(server.db, { territoryId: territory.id, name: "other app", key: OTHER });
});
afterAll(() => server.stop());
beforeEach(() => server.db.pool.query("DELETE FROM address_count"));

const get = (path: string, { origin } = server): Promise<Response> => fetch(`${origin}/open311/v2/${path}`);

const post = (form: Record<string, string>, format = "json"): Promise<Response> =>
  fetch(`${server.origin}/open311/v2/requests.${format}`, {
    method: "POST",
    body: new URLSearchParams(form),
  });

const form = (given: Record<string, string> = {}): Record<string, string> => ({
  api_key: KEY,
  jurisdiction_id: "open311",
  service_code: "street-light",
  lat: "39.9000001",
  long: "116.4",
  description: "试验：灯不亮 <b>&",
  ...given,
});

async function send(given: Record<string, string> = {}): Promise<string> {
  const answer = await post(form(given));
  expect(answer.status).toBe(200);
  const [taken] = (await answer.json()) as { service_request_id: string }[];
  return taken!.service_request_id; // the specification answers with one request
}

type Listed = { service_request_id: string; status: string };
const listed = async (query: string): Promise<Listed[]> =>
  (await (await get(`requests.json?api_key=${KEY}&${query}`)).json()) as Listed[];

/** How the specification refuses. */
async function expectRefusal(answer: Response, status: number, words: RegExp): Promise<void> {
  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual([
    { code: status, description: expect.stringMatching(words) as unknown },
  ]);
}

test("T33 an address that goes on with wrong keys is told how long to wait, and a program with a right one is served on", async () => {
  const other = await serveAgain(server); // this one goes on taking the wrong keys of the other tests
  onTestFinished(() => other.stop());
  const answers: Response[] = [];
  for (let n = 0; n <= 30; n += 1) answers.push(await get(`requests.json?api_key=wrong-${n}`, other));
  expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 30 }, () => 403), 429]);
  expect(Number(answers.at(-1)!.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await get(`requests.json?api_key=${KEY}`, other)).status).toBe(200);
  expect((await get("requests.json", other)).status).toBe(403); // without a key nothing is tried
});

describe("services", () => {
  test("are the catalogue, for everybody, in JSON and in XML", async () => {
    const services = (await (await get("services.json?jurisdiction_id=open311")).json()) as object[];
    const light = { service_code: "street-light", service_name: "路灯不亮", description: "Street light out" };
    expect(services).toContainEqual(
      expect.objectContaining({ ...light, type: "realtime", group: "便民服务" }) as unknown,
    );
    const xml = await get("services.xml?jurisdiction_id=open311");
    expect(xml.headers.get("content-type")).toBe("text/xml; charset=utf-8");
    const text = await xml.text();
    expect(text).toMatch(/^<\?xml version="1.0" encoding="utf-8"\?><services><service><service_code>/);
    expect(text.match(/<service>/g)).toHaveLength(services.length);
  });

  test("have a definition with the filing conditions as values", async () => {
    const definition = (await (await get("services/street-light.json")).json()) as {
      service_code: string;
      attributes: { code: string; datatype: string; values: { key: string; name: string }[] }[];
    };
    expect(definition.service_code).toBe("street-light");
    expect(definition.attributes).toMatchObject([
      { code: "condition", datatype: "singlevaluelist", variable: true },
    ]);
    expect(definition.attributes[0]!.values[0]).toEqual({ key: expect.any(String) as unknown, name: "单灯" });
    expect(await (await get("services/street-light.xml")).text()).toContain("<values><value><key>");
  });

  test("that do not exist are 404 in the specification's form, in JSON and in XML", async () => {
    await expectRefusal(await get("services/ufo.json"), 404, /service_code/);
    await expectRefusal(await get("services.json?jurisdiction_id=atlantis"), 404, /jurisdiction_id/);
    const xml = await get("services/ufo.xml");
    expect([xml.status, await xml.text()]).toEqual([
      404,
      '<?xml version="1.0" encoding="utf-8"?><errors><error><code>404</code><description>service_code not found</description></error></errors>',
    ]);
  });
});

describe("requests", () => {
  test("are filed through the loop and read back by who brought them, without the contact", async () => {
    const before = new Date(Date.now() - 60_000).toISOString();
    const { conditions } = server.context.catalogue.categories.find(({ code }) => code === "street-light")!;
    const condition = conditions.at(-1)!.key; // the catalogue's street light has conditions, not the default alone
    const id = await send({
      first_name: "试",
      phone: "13800138000",
      email: "a@b.example",
      "attribute[condition]": condition,
    });
    const incidents: Incident[] = await listIncidents(server.db, { territoryId: territory.id, limit: 1 });
    expect(incidents[0]).toMatchObject({
      id: Number(id),
      category: "street-light",
      condition,
      channel: "snapshot",
      status: "reported",
    });
    const answer = await get(`requests/${id}.json?api_key=${KEY}`);
    const text = await answer.text();
    expect(JSON.parse(text)).toEqual([
      expect.objectContaining({
        service_request_id: id,
        status: "open",
        status_notes: server.context.loopWords.statuses.reported.zh,
        service_code: "street-light",
        service_name: "路灯不亮",
        description: "试验：灯不亮 <b>&",
        lat: 39.9000001,
        long: 116.4,
        requested_datetime: incidents[0]!.reportedAt,
        expected_datetime: incidents[0]!.dueAt,
      }),
    ]);
    expect(text).not.toMatch(/138001|b\.example/);
    expect(
      (await listed(`start_date=${before}&service_code=street-light,dust&status=open`)).map(
        (r) => r.service_request_id,
      ),
    ).toContain(id);
    const { rows } = await server.db.pool.query(
      "SELECT contact FROM reporter_contact WHERE incident_id = $1",
      [id],
    );
    expect(rows).toEqual([{ contact: "试 13800138000 a@b.example" }]);
    const xml = await (await get(`requests/${id}.xml?api_key=${KEY}`)).text();
    expect(xml).toContain("<description>试验：灯不亮 &lt;b&gt;&amp;</description>");
    expect(xml).toContain("<media_url/>");
  });

  test("in XML are answered in XML, and the token of a request is its id", async () => {
    const text = await (await post(form(), "xml")).text();
    const id = /^<\?xml [^>]*\?><service_requests><request><service_request_id>(\d+)</.exec(text)?.[1];
    expect(await (await get(`tokens/${id}.json?api_key=${KEY}`)).json()).toEqual([
      { service_request_id: id, token: id },
    ]);
  });

  test("can be asked for by ids and by status, and a closed one says so", async () => {
    const [open, closed] = [await send(), await send()];
    await takeAction(server.db, {
      territoryId: territory.id,
      incidentId: Number(closed),
      command: { action: "decline", reason: "试验" },
      actors: [{ id: "person:1", role: "dispatcher", gridPath: "" }],
      rulebook: server.context,
      idempotencyKey: `close-${closed}`,
    });
    const both = await listed(`service_request_id=${open},${closed}`);
    expect(new Map(both.map((each) => [each.service_request_id, each.status]))).toEqual(
      new Map([
        [open, "open"],
        [closed, "closed"],
      ]),
    );
    const ids = new Set((await listed("status=closed")).map((each) => each.service_request_id));
    expect([ids.has(closed), ids.has(open)]).toEqual([true, false]);
  });

  test("T35 of another program are not there, and nobody without a key reads or writes any", async () => {
    const id = await send();
    await expectRefusal(await get(`requests/${id}.json?api_key=${OTHER}`), 404, /service_request_id/);
    expect(await (await get(`requests.json?api_key=${OTHER}`)).json()).toEqual([]);
    for (const key of ["", "wrong", KEY.slice(1)]) {
      await expectRefusal(await get(`requests/${id}.json?api_key=${key}`), 403, /api_key/);
      await expectRefusal(await post(form({ api_key: key })), 403, /api_key/);
    }
    await expectRefusal(await get("requests.json"), 403, /api_key/);
  });

  test.each(["requests/99999999999999999999999", "tokens/9223372036854775808"])(
    "of a number longer than any are not there: %s",
    async (path) => {
      await expectRefusal(await get(`${path}.json?api_key=${KEY}`), 404, /service_request_id/);
    },
  );

  test.each([
    "start_date=0001-01-01T00:00:00Z&end_date=9999-12-31T00:00:00Z",
    "end_date=9999-12-31T00:00:00Z",
  ])("of the last days are listed up to an end in the future: %s", async (query) => {
    const id = await send();
    expect((await listed(query)).map((each) => each.service_request_id)).toContain(id);
  });

  test.each(["end_date=0001-01-01T00:00:00Z", "start_date=9999-12-31T23:59:59-12:00"])(
    "of no time there are none: %s",
    async (query) => {
      expect(await listed(query)).toEqual([]);
    },
  );

  test("keep a long contact up to a whole character", async () => {
    const id = await send({
      email: "🙂".repeat(30),
      phone: "x".repeat(30),
      first_name: "y".repeat(30),
      last_name: "z".repeat(30),
    });
    const { rows } = await server.db.pool.query<{ contact: string }>(
      "SELECT contact FROM reporter_contact WHERE incident_id = $1",
      [id],
    );
    expect(rows[0]!.contact).toBe(`${"y".repeat(30)} ${"z".repeat(30)} ${"x".repeat(30)} ${"🙂".repeat(7)}`);
  });

  test("a revoked key is none, and the database knows no key", async () => {
    await addOpen311Key(server.db, { territoryId: territory.id, name: "gone", key: "made-up-third" });
    expect((await post(form({ api_key: "made-up-third" }))).status).toBe(200);
    expect(await revokeOpen311Keys(server.db, { territoryId: territory.id, name: "gone" })).toBe(1);
    await expectRefusal(await post(form({ api_key: "made-up-third" })), 403, /api_key/);
    const { rows } = await server.db.pool.query<{ whole: string }>(
      "SELECT t::text AS whole FROM open311_key AS t",
    );
    expect(rows.map(({ whole }) => whole).join()).not.toMatch(/made-up-key|made-up-third/);
  });

  test.each([
    ["no service", { service_code: "" }, 404, /service_code/],
    ["an unknown service", { service_code: "ufo" }, 404, /service_code/],
    ["no position", { lat: "" }, 400, /lat/],
    ["a position that is none", { long: "1e999" }, 400, /long/],
    ["a latitude of 91", { lat: "91" }, 400, /lat/],
    ["an unknown condition", { "attribute[condition]": "ufo" }, 400, /condition/],
    ["NUL", { description: "a\0b" }, 400, /description/],
  ])("with %s are refused and leave nothing", async (_what, wrong, status, words) => {
    const count = async () => (await server.db.pool.query("SELECT FROM incident")).rowCount;
    const before = await count();
    await expectRefusal(await post(form(wrong)), status, words);
    expect(await count()).toBe(before);
  });

  test.each([
    "service_request_id=1;DROP",
    "start_date=yesterday",
    "end_date=0000-01-01T00:00:00Z",
    "status=all",
    "service_code=%00",
  ])("are not listed by %s", async (query) => {
    await expectRefusal(await get(`requests.json?api_key=${KEY}&${query}`), 400, /./);
  });
});

describe("updates", () => {
  type Update = { update_id: string; service_request_id: string; status: string; description: string };
  const updates = async (query: string, key = KEY): Promise<Update[]> =>
    (await (await get(`servicerequestupdates.json?api_key=${key}&${query}`)).json()) as Update[];

  async function act(id: string, command: Parameters<typeof takeAction>[1]["command"]): Promise<void> {
    const taken = await takeAction(server.db, {
      territoryId: territory.id,
      incidentId: Number(id),
      command,
      actors: [{ id: "person:1", role: "dispatcher", gridPath: "" }],
      rulebook: server.context,
      idempotencyKey: `${command.action}-${id}`,
    });
    expect(taken).toHaveProperty("incident");
  }

  test("tell a program what became of its requests, and the answer at the end, not who or why on the way", async () => {
    const [id, same] = [await send(), await send()];
    await act(id, { action: "file" });
    await act(id, { action: "assign" });
    await act(id, { action: "return", reason: "内部理由" });
    await act(same, { action: "merge", duplicateOf: Number(id) });
    const told = await updates(`service_request_id=${id},${same}`);
    const of = (wanted: string) => told.filter((each) => each.service_request_id === wanted);
    expect(of(id).map(({ status }) => status)).toEqual(["open", "open", "action_scheduled", "open"]);
    expect(of(same).map(({ status }) => status)).toEqual(["open", "duplicate"]);
    expect(new Set(told.map(({ update_id }) => update_id)).size).toBe(told.length);
    expect(JSON.stringify(told)).not.toMatch(/内部理由|person|dispatcher/);
    const declined = await send();
    await act(declined, { action: "decline", reason: "不在辖区 <&>" });
    expect((await updates(`service_request_id=${declined}`)).at(-1)).toEqual({
      update_id: `${declined}_2`,
      service_request_id: declined,
      status: "closed",
      updated_datetime: expect.stringMatching(/Z$/) as unknown,
      description: "不在辖区 <&>",
      media_url: null,
    });
    const xml = await get(`servicerequestupdates.xml?api_key=${KEY}&service_request_id=${declined}`);
    expect(await xml.text()).toMatch(
      /^<\?xml [^>]*\?><service_request_updates><request_update><update_id>.*<description>不在辖区 &lt;&amp;&gt;<\/description><media_url\/>/,
    );
  });

  test("are of a time, from its beginning to before its end, oldest first", async () => {
    const before = new Date(Date.now() - 60_000).toISOString();
    const id = await send();
    const told = await updates(`start_date=${before}`);
    expect(told.some((each) => each.service_request_id === id)).toBe(true);
    expect(await updates(`end_date=${before}`)).toEqual([]);
    await expectRefusal(
      await get(`servicerequestupdates.json?api_key=${KEY}&start_date=x`),
      400,
      /start_date/,
    );
  });

  test("T35 of another program's requests are not there, and nobody without a key reads any", async () => {
    const id = await send();
    expect(await updates(`service_request_id=${id}`, OTHER)).toEqual([]);
    await expectRefusal(await get("servicerequestupdates.json"), 403, /api_key/);
  });
});

test("getu open311 makes a key that works until it is revoked", async () => {
  const who = ["--territory", "open311", "--name", "map app"];
  const database = { DATABASE_URL: server.db.url };
  const made = await getu(["open311", "add", ...who], database);
  expect([made.code, made.stdout]).toEqual([0, expect.stringMatching(/^[\w-]{43}\n$/)]);
  const key = made.stdout.trim();
  expect((await post(form({ api_key: key }))).status).toBe(200);
  expect((await getu(["open311", "revoke", ...who], database)).code).toBe(0);
  await expectRefusal(await post(form({ api_key: key })), 403, /api_key/);
  const again = await getu(["open311", "revoke", ...who], database);
  expect([again.code, again.stderr]).toEqual([
    1,
    expect.stringContaining('"map app" holds no key of "open311"'),
  ]);
  const log = await listAudit(server.db, { territoryIds: [territory.id], limit: 200 }); // T49
  const facts = { name: "map app" };
  expect(log.filter((row) => row.facts["name"] === facts.name)).toMatchObject(
    ["revoked", "added"].map((deed) => ({ action: `open311.${deed}`, actor: "system", facts })),
  );
});

test("XML carries what text may hold, and leaves out what XML has no form for", () => {
  const value = { item: "a", items: ["<&>\"'", "\u0000\u0008x\uFFFE", null, { b: true }] };
  expect(toXml("r", value)).toBe(
    '<?xml version="1.0" encoding="utf-8"?><r><a>&lt;&amp;&gt;&quot;&apos;</a><a>x</a><a/><a><b>true</b></a></r>',
  );
  expect(toJson(value)).toEqual(value.items);
});

test("a request from somewhere else in the world is refused", async () => {
  const { id: territoryId } = await createTestTerritory(server.db, "open311-town");
  await importGrids(server.db, { territoryId, records: createTown(), file: "town" });
  await addOpen311Key(server.db, { territoryId, name: "town app", key: "made-up-key-of-a-town" });
  const tell = ([long, lat]: [number, number]): Promise<Response> =>
    post(
      form({
        api_key: "made-up-key-of-a-town",
        jurisdiction_id: "open311-town",
        lat: String(lat),
        long: String(long),
      }),
    );
  await expectRefusal(await tell([-58.4, -34.6]), 400, /lat, long/);
  expect((await tell(townPosition(1, 1))).status).toBe(200);
});
