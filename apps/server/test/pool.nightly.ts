import { setTimeout as sleep } from "node:timers/promises";
import { closeDb, openDb } from "@getu/store";
import type { Db } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quantileOf } from "./crowd-trial.ts";
import { serveDatabase } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

const CONNECTIONS = 5;
const REQUESTS = 500;

let database: TestDatabase;
let db: Db;
let server: TestServer;
beforeAll(async () => {
  database = await createTestDatabase();
  db = await openDb(database.url, { connections: CONNECTIONS });
  server = await serveDatabase(db);
});
afterAll(async () => {
  await server.stop();
  await closeDb(db);
  await database.drop();
});

type Answered = { status: number; retryAfter: string | null; ms: number };

async function ask(path: string): Promise<Answered> {
  const begun = performance.now();
  const answer = await fetch(`${server.origin}${path}`);
  await answer.text();
  return {
    status: answer.status,
    retryAfter: answer.headers.get("retry-after"),
    ms: performance.now() - begun,
  };
}

const askMany = (count: number): Promise<Answered[]> =>
  Promise.all(Array.from({ length: count }, () => ask("/trpc/territory.list")));

/** Holds a table so that whoever reads it waits. */
async function holdTable(): Promise<() => Promise<void>> {
  const client = await database.db.pool.connect(); // not one of the five
  await client.query("BEGIN; LOCK TABLE territory IN ACCESS EXCLUSIVE MODE");
  return async () => {
    await client.query("ROLLBACK");
    client.release();
  };
}

describe("T04 500 requests at once over 5 connections", () => {
  test("are all answered when the database is quick", async () => {
    const answers = await askMany(REQUESTS);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  test("are 503 with Retry-After within 10 s when the connections are stuck, but for those that hold one; /healthz waits for none of it, and all is well when the jam is over", async () => {
    const letGo = await holdTable();
    const health: Answered[] = [];
    const asked = askMany(REQUESTS);
    for (let i = 0; i < 60; i += 1) {
      health.push(await ask("/healthz"));
      await sleep(200);
    }
    await letGo();
    const answers = await asked;
    expect(new Set(health.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBe(REQUESTS - CONNECTIONS);
    expect(new Set(refused.map(({ retryAfter }) => retryAfter))).toEqual(new Set(["2"]));
    expect(Math.max(...refused.map(({ ms }) => ms))).toBeLessThan(10_000);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(CONNECTIONS);
    expect((await ask("/trpc/territory.list")).status).toBe(200);
    console.log(
      `T04 ${REQUESTS} requests: refused after at most ${Math.max(...refused.map(({ ms }) => ms)).toFixed(0)} ms; healthz p99 ${quantileOf(
        health.map(({ ms }) => ms).toSorted((a, b) => a - b),
        0.99,
      ).toFixed(0)} ms meanwhile`,
    );
  });

  test("a statement of more than 30 s is ended, and its caller told to come again", async () => {
    const letGo = await holdTable();
    const { status, retryAfter, ms } = await ask("/trpc/territory.list");
    await letGo();
    expect([status, retryAfter]).toEqual([503, "2"]);
    console.log(`T04 a statement that waited for ever was ended after ${(ms / 1000).toFixed(1)} s`);
    expect((await ask("/trpc/territory.list")).status).toBe(200);
  });
});
