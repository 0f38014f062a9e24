import { connect } from "node:net";
import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Territory } from "@getu/domain";
import type { FastifyRequest } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openEventStream } from "./event-stream.ts";
import { createTestTerritory, startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let here: Territory;

beforeAll(async () => {
  server = await startTestServer();
  here = await createTestTerritory(server.db, "here");
});
afterAll(() => server.stop());

describe("a listener that left before its stream began", () => {
  test("takes no place among the listeners", async () => {
    const stream = new PassThrough();
    stream.destroy();
    await sleep(10); // "close" has been told, to nobody
    const caller = { kind: "address", name: "somebody", page: null } as const;
    await server.hub.attach({ stream, caller, scope: { territoryId: here.id }, after: null });
    expect(server.hub.connections()).toBe(0);
  });

  test("leaves its place free: after 50 that asked and left at once another is let in", async () => {
    const small = await startTestServer({ hub: { maxConnections: 5 } });
    try {
      const territory = await createTestTerritory(small.db, "leavers");
      for (let count = 0; count < 50; count += 1) await askAndLeave(small.port, territory.id);
      await sleep(300);
      const stream = await openEventStream(`${small.origin}/live?territory=${territory.id}`);
      expect([stream.status, small.hub.connections()]).toEqual([200, 1]);
      stream.cut();
    } finally {
      await small.stop();
    }
  });

  test("is watched by nobody: of 50 that left during the look-up none is asked again what it may hear, of one that stays it is", async () => {
    const asked = new Map<FastifyRequest, number>();
    let lookUp = hasLeft;
    const watching: TestServer = await startTestServer({
      server: {
        async contextOf(request) {
          asked.set(request, (asked.get(request) ?? 0) + 1);
          await lookUp(request);
          return watching.context;
        },
      },
    });
    try {
      const territory = await createTestTerritory(watching.db, "watched");
      await Promise.all(Array.from({ length: 50 }, () => askAndLeave(watching.port, territory.id)));
      await expect.poll(() => asked.size).toBe(50);
      await sleep(300);
      lookUp = async () => {};
      const stream = await openEventStream(`${watching.origin}/live?territory=${territory.id}`);
      await expect.poll(() => Math.max(...asked.values()), { timeout: 5000 }).toBe(2);
      expect([...asked.values()].filter((times) => times === 1)).toHaveLength(50);
      stream.cut();
    } finally {
      await watching.stop();
    }
  });
});

/** Resolves once the connection of a request is gone. */
async function hasLeft({ raw }: FastifyRequest): Promise<void> {
  while (!raw.socket.closed) await sleep(5);
}

/** Sends the request and cuts the connection before an answer can have come. */
const askAndLeave = (port: number, territoryId: number): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(`GET /live?territory=${territoryId} HTTP/1.1\r\nHost: localhost\r\n\r\n`, () => {
        socket.destroy();
      });
    });
    socket.once("close", () => resolve());
  });

test("a second listener on one connection takes no place, and none is left when the connection ends", async () => {
  const socket = connect(server.port, "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
  socket.write(`GET /live?territory=${here.id} HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(20));
  await expect.poll(() => answer).toContain("event: hello");
  await sleep(300);
  expect(server.hub.connections()).toBe(1);
  socket.destroy();
  await expect.poll(() => server.hub.connections()).toBe(0);
});
