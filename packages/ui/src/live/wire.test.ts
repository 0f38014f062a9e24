import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { askOverWire, hangUp } from "./wire.ts";

let server: Server;
let address: string;
/** Resolves when the server has been asked for something that it never answers whole. */
let isAsked: Promise<void>;
let noteAsked: () => void;

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    if (url === "/whole") return response.writeHead(418, { "x-kept": "yes" }).end('{"of":"tea"}');
    if (url === "/empty") return response.writeHead(204).end();
    if (url === "/half") response.write("{");
    return noteAsked();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

afterEach(() => vi.useRealTimers());

const waitToBeAsked = (): void => {
  isAsked = new Promise((resolve) => (noteAsked = resolve));
};

test("an answer comes as the server gave it", async () => {
  const answer = await askOverWire(`${address}/whole`);
  expect([answer.status, answer.headers.get("x-kept"), await answer.json()]).toEqual([
    418,
    "yes",
    { of: "tea" },
  ]);
  expect((await askOverWire(`${address}/empty`)).status).toBe(204);
});

test.each(["/nothing", "/half"])(
  "T09 a question whose answer hangs (%s) ends when the wire is given up, and the next one is asked",
  async (path) => {
    waitToBeAsked();
    const answer = askOverWire(address + path);
    answer.catch(() => {}); // looked at below
    await isAsked;
    hangUp();
    await expect(answer).rejects.toThrow("the wire is dead");
    expect((await askOverWire(`${address}/whole`)).status).toBe(418);
  },
);

test("a question that nobody wants answered any more ends by its own signal", async () => {
  waitToBeAsked();
  const left = new AbortController();
  const answer = askOverWire(`${address}/nothing`, { signal: left.signal });
  answer.catch(() => {}); // looked at below
  await isAsked;
  left.abort(new Error("left"));
  await expect(answer).rejects.toThrow("left");
});

test("T09 a question that nobody begins to answer ends by itself after a minute, one whose answer has begun goes on", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const ends: string[] = [];
  for (const path of ["/nothing", "/half"]) {
    waitToBeAsked();
    askOverWire(address + path).catch((error: Error) => ends.push(`${path}: ${error.message}`));
    await isAsked;
  }
  for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve)); // the half comes
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(ends).toEqual(["/nothing: no answer has begun"]));
  hangUp();
  await vi.waitFor(() => expect(ends).toHaveLength(2));
});

test("T09 giving up the wire ends first what waits longest for a connection: none is dialled for it", async () => {
  const ends: string[] = [];
  for (const path of ["/nothing?first", "/nothing?last"]) {
    waitToBeAsked();
    askOverWire(address + path).catch(() => ends.push(path));
    await isAsked;
  }
  hangUp();
  await vi.waitFor(() => expect(ends).toEqual(["/nothing?last", "/nothing?first"]));
});
