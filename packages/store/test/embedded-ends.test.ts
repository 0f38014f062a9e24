import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { findRunningPostgres, startEmbeddedPostgres } from "../src/index.ts";
import { isAlive, pidOf, query, useEmbeddedTrial, waitUntilDead } from "./embedded-trial.ts";

const trial = useEmbeddedTrial();

async function waitUntilBack(url: string): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 100) {
    const answer = await query(url, "SELECT 1").catch(() => null);
    if (answer) return;
    await sleep(100);
  }
  throw new Error("the database did not come back");
}

describe("the embedded PostgreSQL", () => {
  test("heals after the database was killed, with everything that was committed", async () => {
    await trial.usePrepared();
    const first = await startEmbeddedPostgres({ home: trial.home });
    await query(first.ownerUrl, "CREATE TABLE kept (n integer); INSERT INTO kept VALUES (42)");
    const pid = pidOf(first);
    process.kill(pid, "SIGKILL");
    await waitUntilDead(pid);
    await first.stop();
    expect(existsSync(join(first.dataFolder, "postmaster.pid"))).toBe(true);
    const second = await trial.start({ durable: true });
    expect(await query(second.ownerUrl, "SELECT n FROM kept")).toEqual([{ n: 42 }]);
  });

  test("T02 that ends by itself is started again at its address, as often as it ends, until it is stopped", async () => {
    await trial.usePrepared();
    const told: string[] = [];
    const postgres = await startEmbeddedPostgres({ home: trial.home, onOutage: (line) => told.push(line) });
    await query(postgres.ownerUrl, "CREATE TABLE kept (n integer)");
    for (const n of [1, 2]) {
      const pid = pidOf(postgres);
      process.kill(pid, "SIGKILL");
      await waitUntilDead(pid);
      await waitUntilBack(postgres.url);
      await query(postgres.ownerUrl, `INSERT INTO kept VALUES (${n})`);
      // It answers a moment before its new process is written down.
      await expect
        .poll(() => findRunningPostgres({ home: trial.home }))
        .toMatchObject({ pid: pidOf(postgres) });
    }
    expect(await query(postgres.ownerUrl, "SELECT n FROM kept ORDER BY n")).toEqual([{ n: 1 }, { n: 2 }]);
    expect(told).toEqual([
      "the database ended by itself and is started again",
      "the database is back",
      "the database ended by itself and is started again",
      "the database is back",
    ]);
    const pid = pidOf(postgres);
    await postgres.stop();
    await sleep(500);
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(postgres.dataFolder, "postmaster.pid"))).toBe(false);
  });

  test("T02 stopped while it is being started again it stays down", async () => {
    await trial.usePrepared();
    const postgres = await startEmbeddedPostgres({ home: trial.home, durable: false, onOutage: () => {} });
    const pid = pidOf(postgres);
    process.kill(pid, "SIGKILL");
    await waitUntilDead(pid);
    await sleep(50);
    await postgres.stop();
    await sleep(500);
    expect(await findRunningPostgres({ home: trial.home })).toBeNull();
    await expect(query(postgres.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  test("does not outlive an application that was killed", async () => {
    await trial.usePrepared();
    const { child, dataFolder } = await trial.hold();
    const pid = pidOf({ dataFolder });
    child.kill("SIGKILL");
    await waitUntilDead(pid);
    expect(await findRunningPostgres({ home: trial.home })).toBeNull();
  });

  test("an application that starts right after one was killed gets the home", async () => {
    await trial.usePrepared();
    const { child } = await trial.hold();
    child.kill("SIGKILL");
    const postgres = await trial.start();
    expect(await query(postgres.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await sleep(500);
    expect(await query(postgres.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("Ctrl-C in the terminal leaves the database to the application, which stops it", async () => {
    await trial.usePrepared();
    const { child, dataFolder } = await trial.hold();
    const pid = pidOf({ dataFolder });
    const output: string[] = [];
    child.stdout!.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    process.kill(-child.pid!, "SIGINT"); // to the whole group, as a terminal does
    const [code] = (await once(child, "close")) as [number];
    expect(code).toBe(0);
    expect(output.join("")).toBe("answered 1\n");
    expect(isAlive(pid)).toBe(false);
  });

  test("a creation that was killed half-way is begun again", async () => {
    mkdirSync(join(trial.home, "postgres", "data.new.4194304"), { recursive: true }); // no system counts so far
    writeFileSync(join(trial.home, "postgres", "data.new.4194304", "PG_VERSION"), "18");
    const postgres = await trial.start();
    expect(await query(postgres.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(existsSync(join(trial.home, "postgres", "data.new.4194304"))).toBe(false);
  });
});
