import { setTimeout as sleep } from "node:timers/promises";
import { createGridIndexes } from "@getu/api";
import { closeDb, openDb } from "@getu/store";
import { startTcpProxy } from "@getu/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestTerritory, startTestServer } from "./test-server.ts";
import type { LoneTestServer } from "./test-server.ts";

let server: LoneTestServer;
let territoryId: number;

beforeAll(async () => {
  server = await startTestServer();
  territoryId = (await createTestTerritory(server.db, "health")).id;
});
afterAll(() => server.stop());

/** The connections that wait for a table that a test holds. */
const LOOKING =
  "SELECT DISTINCT pid FROM pg_locks WHERE NOT granted AND relation = 'change_horizon'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

describe("health", () => {
  test("healthz answers for the process, readyz for a write to the database", async () => {
    expect(await (await fetch(`${server.origin}/healthz`)).json()).toEqual({ status: "ok" });
    expect(await (await fetch(`${server.origin}/readyz`)).json()).toEqual({
      status: "ready",
      heat: {},
      historyIsGuarded: true,
    });
  });

  test("T49 readyz says when the server's role in the database can change history, as soon as it can", async () => {
    const ask = async (): Promise<unknown> => (await fetch(`${server.origin}/readyz`)).json();
    await server.owner.query("GRANT DELETE ON audit_entry TO PUBLIC");
    expect(await ask()).toMatchObject({ status: "ready", historyIsGuarded: false });
    await server.owner.query("REVOKE DELETE ON audit_entry FROM PUBLIC");
    expect(await ask()).toMatchObject({ status: "ready", historyIsGuarded: true });
  });

  test("T04 a look that hangs holds one connection, however often is asked meanwhile", async () => {
    const holder = await server.owner.connect();
    await holder.query("BEGIN; LOCK TABLE change_horizon IN ACCESS EXCLUSIVE MODE");
    for (let asked = 0; asked < 2; asked += 1)
      expect((await fetch(`${server.origin}/readyz`)).status).toBe(503);
    expect((await holder.query(LOOKING)).rowCount).toBe(1);
    await holder.query("ROLLBACK");
    holder.release();
    await expect.poll(async () => (await fetch(`${server.origin}/readyz`)).status).toBe(200);
  });

  test("T04 of twenty who ask readyz at the same time one has a look taken, and all are told what it finds", async () => {
    const holder = await server.owner.connect();
    await holder.query("BEGIN; LOCK TABLE change_horizon IN ACCESS EXCLUSIVE MODE");
    const asked = Array.from({ length: 20 }, () => fetch(`${server.origin}/readyz`));
    const countLooks = async () => (await holder.query(LOOKING)).rowCount;
    await expect.poll(countLooks, { timeout: 2000 }).toBeGreaterThan(0);
    await sleep(300);
    expect(await countLooks()).toBe(1);
    await holder.query("ROLLBACK");
    holder.release();
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test("T02 a database that takes no write is 503 with Retry-After, and healthz stays 200; then it is ready again", async () => {
    const other = await startTestServer();
    const name = new URL(other.db.url).pathname.slice(1);
    const pool = server.owner;
    await pool.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    const refused = await fetch(`${other.origin}/readyz`);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(await refused.json()).toMatchObject({ error: { message: "DATABASE_UNAVAILABLE" } });
    expect((await fetch(`${other.origin}/healthz`)).status).toBe(200);
    await pool.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
    await pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    await expect.poll(async () => (await fetch(`${other.origin}/readyz`)).status).toBe(200); // once the pool has seen them end
    await other.stop();
  });

  test("T02 a database that dies without a word in the middle of a question is given up within the time that is set, and the next question finds its successor", async () => {
    const through = new URL(server.db.url);
    const proxy = await startTcpProxy(Number(through.port));
    through.port = String(proxy.port);
    const db = await openDb(through.href, { connections: 1, answersWithinMs: 300 });
    await proxy.set("cut");
    await expect(db.pool.query("SELECT 1")).rejects.toThrow("Query read timeout");
    await proxy.set("ok"); // for new connections
    expect((await db.pool.query("SELECT 1")).rowCount).toBe(1);
    await closeDb(db);
    await proxy.stop();
  });

  test("T02 while the database is away calls are 503 with Retry-After, and work again without a restart", async () => {
    const through = new URL(server.db.url);
    const proxy = await startTcpProxy(Number(through.port));
    through.port = String(proxy.port);
    const db = await openDb(through.href);
    const other = await startTestServer({ context: { db, gridIndexes: createGridIndexes(db) } });
    const address = (path: string) => `${other.origin}${path}`;
    expect((await fetch(address("/trpc/territory.list"))).status).toBe(200);
    await proxy.set("refuse");
    const heat = `/territories/${territoryId}/heat.bin?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z&bbox=116,39,117,40&level=19`;
    for (const path of ["/trpc/territory.list", heat, "/readyz", `/live?territory=${territoryId}`]) {
      const answer = await fetch(address(path));
      expect([path, answer.status, answer.headers.get("retry-after")]).toEqual([path, 503, "2"]);
      expect(await answer.json()).toMatchObject({ error: { message: "DATABASE_UNAVAILABLE" } });
    }
    expect((await fetch(address("/healthz"))).status).toBe(200);
    await proxy.set("ok");
    expect((await fetch(address("/trpc/territory.list"))).status).toBe(200);
    expect((await fetch(address("/readyz"))).status).toBe(200);
    await other.stop();
    await closeDb(db);
    await proxy.stop();
  });
});
