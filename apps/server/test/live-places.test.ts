import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { nobodyWith } from "@getu/domain";
import type { Viewer } from "@getu/domain";
import type { FastifyRequest } from "fastify";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openEventStream } from "./event-stream.ts";
import type { EventStream } from "./event-stream.ts";
import { createTestTerritory, startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

const EACH = { known: 3, address: 5 };
const GRANT = { role: "viewer", territoryId: "all", gridPath: "" } as const;

let server: TestServer;
let address: string;
let clockFails = false;
const opened: EventStream[] = [];

/** The person whom a header names; nobody without one. */
function viewerOf({ headers }: FastifyRequest): Viewer {
  const id = headers["x-person"]?.toString();
  return id === undefined ? nobodyWith(GRANT) : { caller: { kind: "person", id }, grants: [GRANT] };
}

/** Once the answer has begun. */
const failSoon = (): Promise<never> => sleep(50).then(() => Promise.reject(new Error("planted")));

beforeAll(async () => {
  server = await startTestServer({
    hub: {
      placesEach: EACH,
      now: () => (clockFails ? failSoon() : Promise.resolve(new Date())),
    },
    server: {
      proxies: ["127.0.0.1"],
      contextOf: async (request) => ({ ...server.context, viewer: viewerOf(request) }),
    },
  });
  const { id } = await createTestTerritory(server.db, "places");
  address = `${server.origin}/live?territory=${id}`;
});
afterAll(() => server.stop());
afterEach(async () => {
  for (const stream of opened.splice(0)) stream.cut();
  while (server.hub.connections() > 0) await sleep(10);
});

const byAddress = (ip: string) => ({ "x-forwarded-for": ip });
const byPerson = (id: string, ip = "192.0.2.9") => ({ "x-person": id, ...byAddress(ip) });

async function open(headers: Record<string, string>, page?: string): Promise<number> {
  const stream = await openEventStream(page === undefined ? address : `${address}&page=${page}`, headers);
  opened.push(stream);
  return stream.status;
}

/** What becomes of twelve streams that are opened at the same moment. */
async function openTwelve(headers: Record<string, string>): Promise<{ taken: number; refused: number }> {
  const statuses = await Promise.all(Array.from({ length: 12 }, () => open(headers)));
  const countOf = (status: number): number => statuses.filter((each) => each === status).length;
  return { taken: countOf(200), refused: countOf(503) };
}

describe("T04 of the streams that are opened at the same moment", () => {
  test("by an address without signing in, as many are taken as it may have, and none of another address is refused for it", async () => {
    expect(await openTwelve(byAddress("192.0.2.1"))).toEqual({
      taken: EACH.address,
      refused: 12 - EACH.address,
    });
    expect(await open(byAddress("192.0.2.2"))).toBe(200);
  });

  test("by a person, wherever they are, as many stay as they may have, and none of another person behind the same address leaves for it", async () => {
    expect(await open(byPerson("b"))).toBe(200);
    expect(await openTwelve(byPerson("a"))).toEqual({ taken: 12, refused: 0 });
    expect(await open(byPerson("a", "192.0.2.10"))).toBe(200);
    await expect.poll(() => server.hub.connections(), { timeout: 5000 }).toBe(EACH.known + 1);
    expect(await isOpen(opened[0]!)).toBe(true);
  });
});

/** Whether a stream is still open a moment later. */
const isOpen = (stream: EventStream): Promise<boolean> =>
  Promise.race([stream.ended.then(() => false), sleep(200).then(() => true)]);

test("T04 an address that has as many streams as it may is refused as by a full house, and let in when one of them has ended", async () => {
  const headers = byAddress("192.0.2.1");
  for (let i = 0; i < EACH.address; i += 1) await open(headers);
  const answer = await fetch(address, { headers });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await answer.json()).toMatchObject({ error: { message: "LIVE_FULL" } });
  opened[0]!.cut(); // five are open
  await expect.poll(() => server.hub.connections(), { timeout: 5000 }).toBe(EACH.address - 1);
  expect(await open(headers)).toBe(200);
});

test("T03 a screen whose wire dies again and again is let in each time, and its oldest stream leaves", async () => {
  for (let i = 0; i <= EACH.known; i += 1) expect(await open(byPerson("a"))).toBe(200); // none is cut
  await opened[0]!.ended;
  expect(await Promise.all(opened.slice(1).map(isOpen))).toEqual(
    Array.from({ length: EACH.known }, () => true),
  );
});

describe.each([
  ["an address", byAddress("192.0.2.1"), EACH.address],
  ["a person", byPerson("a"), EACH.known],
])("T03 of the pages of %s", (_caller, headers, each) => {
  test("one that calls again takes the place of its own stream, and those of the others stay, though all places are taken", async () => {
    const pages = Array.from({ length: each }, () => randomUUID());
    for (const page of pages) expect(await open(headers, page)).toBe(200);
    const flapping = pages[1]!; // there are more
    for (let i = 0; i < 2 * each; i += 1) expect(await open(headers, flapping)).toBe(200);
    const last = opened.length - 1;
    const stay = opened.map((_stream, index) => index === last || (index < each && index !== 1));
    expect(await Promise.all(opened.map(isOpen))).toEqual(stay);
  });
});

test("T04 a page that another caller names ends nothing of the one whose it is", async () => {
  const page = randomUUID();
  await open(byPerson("a"), page);
  await open(byPerson("b"), page);
  await open(byAddress("192.0.2.1"), page);
  await open(byAddress("192.0.2.2"), page);
  expect(await Promise.all(opened.map(isOpen))).toEqual([true, true, true, true]);
});

test("T03 in a full house a page that calls again is let in, and nobody else", async () => {
  const page = randomUUID();
  const small = await startTestServer({ hub: { maxConnections: 1 } });
  onTestFinished(() => small.stop());
  const { id } = await createTestTerritory(small.db, "full");
  const callAs = async (name: string): Promise<number> => {
    const stream = await openEventStream(`${small.origin}/live?territory=${id}&page=${name}`);
    opened.push(stream);
    return stream.status;
  };
  expect([await callAs(page), await callAs(page), await callAs(randomUUID())]).toEqual([200, 200, 503]);
});

test("T40 what is no page's mark is refused", async () => {
  expect(await open(byPerson("a"), "1")).toBe(400);
});

test("T04 a stream that ends before its reader could be greeted keeps no place", async () => {
  clockFails = true;
  const headers = byAddress("192.0.2.1");
  for (let i = 0; i < 2 * EACH.address; i += 1) {
    expect(await open(headers)).toBe(200);
    await opened.at(-1)!.ended; // it was opened just now
  }
  clockFails = false;
  expect(await openTwelve(headers)).toEqual({ taken: EACH.address, refused: 12 - EACH.address });
});
