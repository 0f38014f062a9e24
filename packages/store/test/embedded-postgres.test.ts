import { once } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findRunningPostgres, startEmbeddedPostgres } from "../src/index.ts";
import { isAlive, pidOf, query, useEmbeddedTrial } from "./embedded-trial.ts";

const trial = useEmbeddedTrial();

describe("the embedded PostgreSQL", () => {
  test("keeps what was committed, its address and its secrets from start to start", async () => {
    await trial.usePrepared();
    const first = await startEmbeddedPostgres({ home: trial.home });
    await query(first.ownerUrl, "CREATE TABLE kept (n integer); INSERT INTO kept VALUES (42)");
    const settings = await query(
      first.url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
         current_setting('full_page_writes') AS pages, current_setting('server_encoding') AS encoding,
         current_setting('lc_collate', true) AS collate, current_setting('server_version_num')::integer / 10000 AS major`,
    );
    expect(settings).toMatchObject([{ fsync: "on", commit: "on", pages: "on", encoding: "UTF8", major: 18 }]);
    await first.stop();
    const second = await trial.start();
    expect(second.url).toBe(first.url);
    expect(await query(second.ownerUrl, "SELECT n FROM kept")).toEqual([{ n: 42 }]);
    for (const file of ["postgres.json", "connection.json"])
      expect(statSync(join(trial.home, file)).mode & 0o777).toBe(0o600);
    const wrong = new URL(second.url);
    wrong.password = "guessed";
    await expect(query(wrong.href, "SELECT 1")).rejects.toThrow(/password authentication failed/);
  });

  test("T49 gives the application a role of its own, also on a home that an older version made", async () => {
    await trial.usePrepared();
    const first = await startEmbeddedPostgres({ home: trial.home, durable: false });
    expect(new URL(first.url).username).toBe("getu_application");
    await query(first.ownerUrl, "DROP ROLE getu_application");
    await expect(query(first.url, "SELECT 1")).rejects.toThrow(/password authentication failed/);
    await first.stop();
    const { url, ownerUrl } = await trial.start();
    const roleOf =
      "SELECT current_user AS role, rolsuper AS super FROM pg_roles WHERE rolname = current_user";
    expect(await query(url, roleOf)).toEqual([{ role: "getu_application", super: false }]);
    expect(await query(ownerUrl, roleOf)).toEqual([{ role: "getu", super: true }]);
    expect(url).not.toContain(new URL(ownerUrl).password);
  });

  test("stops without leaving a process or a lock behind", async () => {
    await trial.usePrepared();
    const postgres = await startEmbeddedPostgres({ home: trial.home, durable: false });
    const pid = pidOf(postgres);
    expect(await findRunningPostgres({ home: trial.home })).toMatchObject({ url: postgres.url, pid });
    await postgres.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(postgres.dataFolder, "postmaster.pid"))).toBe(false);
    expect(await findRunningPostgres({ home: trial.home })).toBeNull();
  });

  test("a second instance on the same home is refused in one line and harms nothing", async () => {
    await trial.usePrepared();
    const { url, dataFolder } = await trial.hold();
    const pid = pidOf({ dataFolder });
    await expect(startEmbeddedPostgres({ home: trial.home, durable: false })).rejects.toThrow(
      `another Getu already runs on ${trial.home} (database process ${pid})`,
    );
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("two starts at the same moment: one gets the home, the other one line", async () => {
    const [a, b] = await Promise.allSettled([trial.start(), trial.start()]);
    const failed = [a, b].filter((start) => start.status === "rejected");
    expect(failed).toHaveLength(1);
    expect(String(failed[0]?.reason)).toMatch(/another Getu already runs/);
  });

  test("a lock file whose process number belongs to somebody else now is no obstacle", async () => {
    await trial.usePrepared();
    const first = await startEmbeddedPostgres({ home: trial.home, durable: false });
    const lock = join(first.dataFolder, "postmaster.pid");
    const lines = readFileSync(lock, "utf8").split("\n");
    await first.stop();
    writeFileSync(lock, [String(process.pid), ...lines.slice(1)].join("\n"));
    const second = await trial.start();
    expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("moves to another port when its own is taken", async () => {
    await trial.usePrepared();
    const first = await startEmbeddedPostgres({ home: trial.home, durable: false });
    await first.stop();
    const thief = createServer();
    thief.listen(Number(new URL(first.url).port), "127.0.0.1");
    await once(thief, "listening");
    trial.cleanUp.push(() => void thief.close());
    const second = await trial.start();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});
