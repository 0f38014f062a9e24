import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { liveChangeSchema } from "@getu/domain";
import type { Territory } from "@getu/domain";
import { reportIncident, trimChanges } from "@getu/store";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openEventStream } from "./event-stream.ts";
import type { EventStream } from "./event-stream.ts";
import { createTestTerritory, startTestServer, testIncident } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

const SOMEBODY = { kind: "address", name: "somebody", page: null } as const;

let server: TestServer;
let here: Territory;
let elsewhere: Territory;
let next = 1;
const opened: EventStream[] = [];

beforeAll(async () => {
  server = await startTestServer({ hub: { pingMs: 200, maxConnections: 8 } });
  here = await createTestTerritory(server.db, "here");
  elsewhere = await createTestTerritory(server.db, "elsewhere");
});
afterAll(() => server.stop());
afterEach(async () => {
  for (const stream of opened.splice(0)) stream.cut();
  while (server.hub.connections() > 0) await sleep(10);
});

async function listen(
  options: { territory?: Territory; after?: string; lastEventId?: string } = {},
): Promise<EventStream> {
  const { territory = here, after, lastEventId } = options;
  const query = new URLSearchParams({
    territory: String(territory.id),
    ...(after !== undefined && { after }),
  });
  const headers: Record<string, string> = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
  const stream = await openEventStream(`${server.origin}/live?${query}`, headers);
  opened.push(stream);
  return stream;
}

const report = (territory = here) =>
  reportIncident(server.db, { territoryId: territory.id, record: testIncident(next++) });

const incidentIds = (stream: EventStream): number[] =>
  stream.events
    .filter(({ event }) => event === "change")
    .map(({ data }) => liveChangeSchema.parse(data))
    .map((change) => (change.topic === "incident" ? change.incident.id : 0));

describe("a new listener", () => {
  test("hears hello with a cursor and the time of the database first, then what happens", async () => {
    const stream = await listen();
    const [hello] = await stream.waitFor("hello");
    expect(stream.status).toBe(200);
    expect(stream.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    expect(stream.headers["cache-control"]).toContain("no-transform");
    expect(stream.headers["content-security-policy"]).toContain("default-src 'self'");
    expect(stream.events[0]).toEqual(hello);
    expect(hello!.data).toEqual({
      cursor: hello!.id,
      now: expect.stringMatching(/^\d{4}-.*Z$/) as unknown,
      history: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown,
    });
    const incident = await report();
    const [change] = await stream.waitFor("change");
    expect(change!.data).toEqual({ topic: "incident", incident });
  });

  test("hears a ping with the time, again and again", async () => {
    const stream = await listen();
    const pings = await stream.waitFor("ping", 3);
    const times = pings.map(({ data }) => Date.parse((data as { now: string }).now));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(times).size).toBe(3);
  });

  test("hears hello before any ping, however slowly the database tells the time", async () => {
    const now = () => sleep(100).then(() => new Date());
    const slow = await startTestServer({ hub: { pingMs: 10, now } });
    const territory = await createTestTerritory(slow.db, "slow clock");
    const stream = await openEventStream(`${slow.origin}/live?territory=${territory.id}`);
    await stream.waitFor("ping");
    expect(stream.events[0]!.event).toBe("hello");
    await slow.stop();
  });

  test("T03 hears that the database is away, and no time, until it is there again on the same stream", async () => {
    let isAway = false;
    const now = async (): Promise<Date> => {
      if (isAway) throw new Error("away");
      return new Date();
    };
    const lone = await startTestServer({ hub: { pingMs: 20, now } });
    const territory = await createTestTerritory(lone.db, "database away");
    const stream = await openEventStream(`${lone.origin}/live?territory=${territory.id}`);
    await stream.waitFor("ping");
    isAway = true;
    await stream.waitFor("no-database", 2);
    const heard = stream.events.length;
    await stream.waitFor("no-database", 5);
    expect(new Set(stream.events.slice(heard).map(({ event }) => event))).toEqual(new Set(["no-database"]));
    isAway = false;
    const pings = stream.events.filter(({ event }) => event === "ping").length;
    await stream.waitFor("ping", pings + 1);
    await lone.stop();
  });

  test("hears nothing of another territory", async () => {
    const stream = await listen();
    await stream.waitFor("hello");
    await report(elsewhere);
    const mine = await report();
    await stream.waitFor("change");
    expect(incidentIds(stream)).toEqual([mine.id]);
  });

  test.each(["", "0", "-1", "1.5", "abc", "99999999999"])(
    "with territory=%s is refused in words of the product",
    async (territory) => {
      const answer = await fetch(`${server.origin}/live?territory=${territory}`);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { data: { failure: { code: "INPUT_INVALID" } } } });
    },
  );

  test("of a territory that is not there is told so", async () => {
    const answer = await fetch(`${server.origin}/live?territory=${elsewhere.id + 1000}`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { message: "TERRITORY_NOT_FOUND" } });
  });

  test("beyond the cap is refused for now, and let in when another has left", async () => {
    const first = await listen();
    for (let i = 1; i < 8; i += 1) await listen();
    const answer = await fetch(`${server.origin}/live?territory=${here.id}`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(await answer.json()).toMatchObject({ error: { message: "LIVE_FULL" } });
    first.cut();
    while (server.hub.connections() > 7) await sleep(10);
    expect((await listen()).status).toBe(200);
  });
});

describe("a change that concerns many screens", () => {
  test("is put into words once: each of them is given the same bytes in memory", async () => {
    const heard: Buffer[][] = [[], []];
    const streams = heard.map(
      (chunks) =>
        new Writable({
          write(chunk: Buffer, _encoding, done) {
            chunks.push(chunk);
            done();
          },
        }),
    );
    try {
      for (const stream of streams)
        await server.hub.attach({ stream, caller: SOMEBODY, scope: { territoryId: here.id }, after: null });
      const { id } = await report();
      const told = (chunks: readonly Buffer[]): Buffer | undefined =>
        chunks.find((chunk) => chunk.includes(`"id":${id},`));
      await expect.poll(() => heard.every(told)).toBe(true);
      expect(told(heard[0]!)).toBe(told(heard[1]!)); // two screens, made above
    } finally {
      for (const stream of streams) stream.destroy();
    }
  });
});

test("HEAD opens no stream", async () => {
  const answer = await fetch(`${server.origin}/live?territory=${here.id}`, { method: "HEAD" });
  expect(answer.status).toBe(404);
  expect(server.hub.connections()).toBe(0);
});

describe("T11 a listener that returns", () => {
  test("with a cursor hears exactly what it missed, by header or by address; the header is newer", async () => {
    const first = await listen();
    const [hello] = await first.waitFor("hello");
    first.cut();
    const missed = [await report(), await report()];
    await report(elsewhere);
    const byAddress = await listen({ after: hello!.id! });
    await byAddress.waitFor("change", 2);
    expect(incidentIds(byAddress)).toEqual(missed.map(({ id }) => id));
    const afterFirst = byAddress.events.find(({ event }) => event === "change")!.id!;
    const byHeader = await listen({ after: hello!.id!, lastEventId: afterFirst });
    await byHeader.waitFor("change");
    const later = await report();
    await byHeader.waitFor("change", 2);
    expect(incidentIds(byHeader)).toEqual([missed[1]!.id, later.id]);
    expect(byHeader.events.some(({ event }) => event === "resync")).toBe(false);
  });

  test("keeps its own id in hello, so that a cut before the backlog loses nothing", async () => {
    const first = await listen();
    const [hello] = await first.waitFor("hello");
    first.cut();
    const missed = await report();
    const second = await listen({ after: hello!.id! });
    expect((await second.waitFor("hello"))[0]!.id).toBe(hello!.id);
    const third = await listen({ lastEventId: hello!.id! }); // the second was cut after hello
    await third.waitFor("change");
    expect(incidentIds(third)).toEqual([missed.id]);
  });

  test.each([
    ["negative", "-5-1"],
    ["text", "DROP TABLE change"],
    ["empty parts", "-"],
    ["too many digits", `${"9".repeat(40)}-1`],
    ["beyond 64 bits", `${2n ** 64n}-1`],
    ["in the future", `${2n ** 63n}-1`],
    ["a future row", `${2n ** 64n - 1n}-${2n ** 63n - 1n}`],
    ["line breaks", "1-1\n\nevent: change"],
    ["NUL", "1-1\0"],
    ["huge", "7".repeat(5000)],
  ])(
    "with a forged cursor (%s) is told to fetch everything and then hears what happens",
    async (_kind, after) => {
      const stream = await listen({ after });
      const [resync] = await stream.waitFor("resync");
      expect(stream.events.map(({ event }) => event).slice(0, 2)).toEqual(["hello", "resync"]);
      expect(resync!.id).toMatch(/^\d+-\d+$/);
      const mine = await report();
      await stream.waitFor("change");
      expect(incidentIds(stream)).toEqual([mine.id]);
    },
  );

  test("after longer than changes are kept is told to fetch everything: there is no silent hole", async () => {
    const first = await listen();
    const [hello] = await first.waitFor("hello");
    first.cut();
    await report();
    await report();
    await sleep(100);
    expect((await trimChanges(server.db, { keepMs: 0 })).trimmed).toBeGreaterThanOrEqual(2);
    const second = await listen({ after: hello!.id! });
    const [resync] = await second.waitFor("resync");
    expect(incidentIds(second)).toEqual([]);
    expect([second.events[0]!.id, resync!.id]).toEqual([null, second.lastId()]); // a cut before resync forgets nothing
  });

  test("to a quiet territory after much happened elsewhere is not told to fetch everything, thanks to the id of the ping", async () => {
    const quiet = await listen();
    await quiet.waitFor("hello");
    const before = quiet.lastId()!; // hello's
    await report(elsewhere);
    while (quiet.lastId() === before) await sleep(20);
    const after = quiet.lastId()!;
    quiet.cut();
    await trimChanges(server.db, { keepMs: 0 });
    const again = await listen({ after });
    const mine = await report();
    await again.waitFor("change");
    expect(again.events.some(({ event }) => event === "resync")).toBe(false);
    expect(incidentIds(again)).toEqual([mine.id]);
  });

  test("through 12 cuts while 4 writers report hears every incident once and in order", async () => {
    const reported: number[] = [];
    const writing = new AbortController();
    const writer = async () => {
      while (!writing.signal.aborted) {
        reported.push((await report()).id);
        await sleep(Math.random() * 15);
      }
    };
    const first = await listen();
    await first.waitFor("hello");
    const writers = Array.from({ length: 4 }, writer);
    const streams = [first];
    let seen = first.lastId()!; // hello has come
    for (let cuts = 0; cuts < 12; cuts += 1) {
      await sleep(60 + cuts * 5);
      const last = streams.at(-1)!;
      last.cut();
      seen = last.lastId() ?? seen; // a cut before hello
      streams.push(await listen({ lastEventId: seen }));
    }
    writing.abort();
    await Promise.all(writers);
    const final = await report();
    const last = streams.at(-1)!;
    for (let waited = 0; waited < 500 && !incidentIds(last).includes(final.id); waited += 1) await sleep(10);
    const heard = streams.flatMap(incidentIds);
    expect(streams.some(({ events }) => events.some(({ event }) => event === "resync"))).toBe(false);
    expect(reported.length).toBeGreaterThan(40);
    expect(heard.toSorted((a, b) => a - b)).toEqual([...reported, final.id].toSorted((a, b) => a - b));
  });
});

test("streams end at once when the server stops", async () => {
  const stopping = await startTestServer();
  const territory = await createTestTerritory(stopping.db, "stop");
  const stream = await openEventStream(`${stopping.origin}/live?territory=${territory.id}`);
  await stream.waitFor("hello");
  const started = Date.now();
  stopping.hub.stop();
  await stream.ended;
  expect(Date.now() - started).toBeLessThan(1000);
  expect((await fetch(`${stopping.origin}/live?territory=${territory.id}`)).status).toBe(503);
  await stopping.stop();
});
