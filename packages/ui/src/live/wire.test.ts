import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
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
