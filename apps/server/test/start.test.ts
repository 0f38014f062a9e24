import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { closeDb, findRunningPostgres, openDb } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import { readHeatFile } from "@getu/domain";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { getu } from "./getu.ts";
import { openEventStream } from "./event-stream.ts";
import { isAlive, startProcess, startWithNpm, until, within } from "./server-process.ts";
import type { ServerProcess } from "./server-process.ts";

const folders: string[] = [];
const running: ServerProcess[] = [];

function newHome(): string {
  const folder = mkdtempSync(join(tmpdir(), "getu-start-"));
  chmodSync(folder, 0o755); // the database's own user enters, so the data goes when the home goes
  folders.push(folder);
  return join(folder, "home");
}

function start(settings: Record<string, string>): ServerProcess {
  const server = startProcess(settings);
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.kill("SIGTERM");
    await server.exited;
  }
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function databasePid(home: string): Promise<number> {
  const found = await findRunningPostgres({ home });
  if (!found) throw new Error(`no database runs on ${home}`);
  return found.pid;
}

const serverPid = (home: string): number =>
  (JSON.parse(readFileSync(join(home, "getu.lock"), "utf8")) as { pid: number }).pid;

/** What was said, but for preparing the checkout, which depends on what was built before. */
const lines = (text: string): string[] =>
  text.split("\n").filter((line) => line !== "" && !/^(?:installing|generating|building) /.test(line));

async function countIncidents(address: string): Promise<number> {
  const query = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&bbox=-180,-85,180,85&level=3";
  const answer = await fetch(`${address}/territories/1/heat.bin?${query}`);
  const { counts } = readHeatFile(new Uint8Array(await answer.arrayBuffer()));
  return [...counts].reduce((sum, each) => sum + each, 0);
}

describe("T53 npm start", { timeout: 240_000 }, () => {
  const home = newHome();
  let server: ServerProcess;
  let address: string;

  let readyAfterMs: number;

  beforeAll(async () => {
    const begun = Date.now();
    server = startProcess({ GETU_HOME: home, GETU_SAMPLE: "tiny" });
    address = await server.ready;
    readyAfterMs = Date.now() - begun;
  }, 240_000);
  afterAll(async () => {
    server.kill("SIGKILL");
    await server.exited;
  });

  test("on an empty home it says what it does on standard error, and on standard output that it is ready, how the first account is made and how the made-up people come in", async () => {
    const setUp =
      /^ready (\S+)\nno accounts yet; the first administrator begins at (\S+)\/desk\/#\/join\/(\S{43})\nmade-up people [^]*#\/screen\n$/;
    await until("all lines", () => setUp.test(server.stdout()));
    const [, ready, begin, token] = setUp.exec(server.stdout())!;
    expect([ready, begin]).toEqual([address, address]);
    const links = server.stdout().match(/#\/password\/\S{43}/g) ?? [];
    expect(links.length).toBeGreaterThan(8);
    // Standard error is what services keep in files.
    for (const secret of [token!, ...links]) expect(server.stderr()).not.toContain(secret);
    expect(readyAfterMs).toBeLessThan(60_000);
    expect(server.stderr()).toMatch(/creating the database\n[^]*grids: [^]*incidents: 2,000 \/ 2,000\b/);
  });

  test("the wall, its data and the readiness probe answer", async () => {
    expect(await (await fetch(`${address}/readyz`)).json()).toMatchObject({ status: "ready" });
    expect(await (await fetch(address)).text()).toContain("<script");
    expect(await countIncidents(address)).toBe(2000);
  });

  test("getu demo-links beside it makes new links, which lead to it", async () => {
    const { code, stdout } = await getu(["demo-links"], { GETU_HOME: home });
    expect(code).toBe(0);
    const [link] = /http\S+#\/password\/\S{43}/.exec(stdout)!;
    expect(new URL(link).origin).toBe(address);
  });

  test("a second instance on the same home ends with one line and code 1, and harms nobody", async () => {
    const second = start({ GETU_HOME: home, GETU_SAMPLE: "tiny" });
    expect(await second.exited).toBe(1);
    expect(lines(second.stderr())).toEqual([
      `getu: another Getu (process ${serverPid(home)}, ${address}) already uses ${home}`,
    ]);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
  });

  test("T49 the server works in the database as a role that is no superuser, and as no other", async () => {
    const owner = await openDb((await findRunningPostgres({ home }))!.ownerUrl, { connections: 1 }); // it runs
    const { rows } = await owner.pool.query(
      `SELECT DISTINCT rolname AS role, rolsuper AS "isSuperuser" FROM pg_stat_activity JOIN pg_roles ON rolname = usename
       WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()`,
    );
    await closeDb(owner);
    expect(rows).toEqual([{ role: "getu_application", isSuperuser: false }]);
  });

  test("a port in use ends with one line and code 1, before anything is created", async () => {
    const other = newHome();
    const port = new URL(address).port;
    const second = start({ GETU_HOME: other, PORT: port });
    expect(await second.exited).toBe(1);
    expect(lines(second.stderr())).toEqual([
      `getu: port ${port} is in use: stop what uses it or set PORT to another one`,
    ]);
    expect(existsSync(join(other, "getu.lock"))).toBe(false);
  });

  test.each([
    [{ PORT: "high" }, "getu: bad configuration: PORT must be a number"],
    [
      { BASEMAP_PMTILES: "/nowhere/town.pmtiles" },
      "getu: BASEMAP_PMTILES: /nowhere/town.pmtiles cannot be read (ENOENT)",
    ],
    [
      { DATABASE_URL: "postgresql://nobody:secret@127.0.0.1:1/nothing" },
      "getu: the database cannot be used:",
    ],
  ])("%j ends with one line and code 1, before a database is created", async (settings, line) => {
    const failed = start({ GETU_HOME: newHome(), GETU_SAMPLE: "none", ...settings });
    expect(await failed.exited).toBe(1);
    expect(lines(failed.stderr())).toEqual([expect.stringContaining(line)]);
    expect(failed.stderr()).not.toContain("secret");
    expect(failed.stdout()).toBe("");
  });

  test("a home that cannot be written ends with one line and code 1", async () => {
    const file = join(folders[0]!, "file"); // made by newHome() above
    writeFileSync(file, "");
    const failed = start({ GETU_HOME: join(file, "home") });
    expect(await failed.exited).toBe(1);
    expect(lines(failed.stderr())).toEqual([
      expect.stringContaining(`getu: cannot write to ${join(file, "home")}`),
    ]);
  });

  test("T02 its database killed without a word is started again; meanwhile calls are 503 with Retry-After, and the log stays short", async () => {
    const pid = await databasePid(home);
    const before = server.stderr().length;
    process.kill(pid, "SIGKILL");
    await until("the database is gone", () => !isAlive(pid));
    const statuses: number[] = [];
    for (let begun = Date.now(); statuses.at(-1) !== 200 && Date.now() - begun < 60_000; await sleep(20)) {
      const answer = await fetch(`${address}/trpc/territory.list`);
      statuses.push(answer.status);
      if (answer.status === 503) expect(answer.headers.get("retry-after")).toBe("2");
    }
    expect(new Set(statuses)).toEqual(new Set([503, 200]));
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    await until("the end of the outage is said", () => server.stderr().includes("the database is back"));
    expect(await databasePid(home)).not.toBe(pid);
    const said = lines(server.stderr().slice(before)).map(
      (line) => JSON.parse(line) as { msg: string; err?: { code?: string; message: string } },
    );
    const whats = said.map(({ msg, err }) => [msg, err?.code ?? err?.message].join(" ").trim());
    expect(whats).toContain("the database ended by itself and is started again");
    expect(whats).toContain("the database is back");
    expect(whats.filter((what, at) => whats.indexOf(what) !== at)).toEqual([]); // nothing is said twice
  });

  test("SIGTERM ends everything with code 0 within 5 s, and nothing is left behind", async () => {
    const saidBefore = server.stderr();
    const [database, main] = [await databasePid(home), serverPid(home)];
    const stream = await openEventStream(`${address}/live?territory=1`);
    await stream.waitFor("hello");
    const begun = Date.now();
    server.kill("SIGTERM");
    expect(await server.exited).toBe(0);
    expect(Date.now() - begun).toBeLessThan(5000);
    await stream.ended;
    expect([isAlive(database), isAlive(main)]).toEqual([false, false]);
    expect(existsSync(join(home, "getu.lock"))).toBe(false);
    expect(server.stderr()).toBe(saidBefore);
  });

  test("the next start is quick, seeds nothing, and where others can reach it shows nobody anything without a sign-in", async () => {
    const begun = Date.now();
    const again = start({ GETU_HOME: home, GETU_SAMPLE: "tiny", HOST: "0.0.0.0" });
    const next = await again.ready;
    expect(Date.now() - begun).toBeLessThan(15_000); // 5 s on a machine that does nothing else
    expect((await fetch(`${next}/trpc/territory.list`)).status).toBe(401);
    expect(again.stderr()).not.toContain("drawing");
    expect(again.stdout()).not.toContain("made-up people");
  });

  test("when npm start is killed without a word, server and database end by themselves", async () => {
    const orphaned = start({ GETU_HOME: home, GETU_SAMPLE: "tiny" });
    await orphaned.ready;
    const [database, main] = [await databasePid(home), serverPid(home)];
    orphaned.kill("SIGKILL");
    await until("server and database to end", () => !isAlive(main) && !isAlive(database));
    expect(lines(orphaned.stderr()).filter((line) => line.startsWith("getu:"))).toEqual([]);
  });

  test.runIf(process.platform !== "win32")(
    "SIGTERM to npm itself ends everything before npm ends",
    async () => {
      const byNpm = startWithNpm({ GETU_HOME: home, GETU_SAMPLE: "tiny" });
      running.push(byNpm);
      await byNpm.ready;
      const [database, main] = [await databasePid(home), serverPid(home)];
      byNpm.kill("SIGTERM");
      expect(await byNpm.exited).toBe(0);
      expect([isAlive(database), isAlive(main)]).toEqual([false, false]);
    },
  );

  test("when the server is killed while it seeds, the next start brings the rest, each incident once", async () => {
    const cut = newHome();
    const first = start({ GETU_HOME: cut, GETU_SAMPLE: "tiny" });
    await until("the seeding to begin", () => first.stderr().includes("grids: "));
    const owner = await openDb((await findRunningPostgres({ home: cut }))!.ownerUrl, { connections: 1 }); // it runs
    const holder = await owner.pool.connect();
    await holder.query("SET lock_timeout = '20s'"); // says so instead of waiting for ever
    await holder.query("BEGIN; LOCK TABLE incident IN SHARE MODE"); // however fast it is, incidents wait
    await until("the incidents' turn", () => first.stderr().includes("places: "));
    process.kill(serverPid(cut), "SIGKILL");
    holder.release(true);
    await closeDb(owner);
    expect(await within(first, "to end with its server", first.exited)).toBe(137);
    const second = start({ GETU_HOME: cut, GETU_SAMPLE: "tiny" });
    expect(await countIncidents(await within(second, "to be ready", second.ready))).toBe(2000);
    expect(second.stderr()).toContain("drawing a small demo street");
  });

  test("the trickle lets incidents in and moves them on", async () => {
    const lively = start({
      GETU_HOME: home,
      GETU_SAMPLE: "tiny",
      GETU_TRICKLE: "on",
      GETU_TRICKLE_SECONDS: "0.1",
    });
    const next = await lively.ready;
    const stream = (await fetch(`${next}/live?territory=1`)).body!.pipeThrough(new TextDecoderStream());
    let heard = "";
    for await (const text of stream) {
      heard += text;
      if (heard.split("event: change").length > 20) break;
    }
    const statuses = new Set([...heard.matchAll(/"status":\s?"([a-z-]+)"/g)].map(([, status]) => status));
    expect(statuses).toContain("reported");
    expect(statuses.size).toBeGreaterThan(2);
    expect(await countIncidents(next)).toBeGreaterThan(2000);
  });

  test("DATABASE_URL replaces the embedded server; T49 an owner's address is used, and the log says what it could change", async () => {
    const database = await createTestDatabase();
    const external = newHome();
    const connected = start({ GETU_HOME: external, DATABASE_URL: database.ownerUrl, GETU_SAMPLE: "none" });
    const next = await connected.ready;
    const warning = lines(connected.stderr()).find((line) => line.startsWith("{"));
    expect(JSON.parse(warning ?? "{}")).toMatchObject({
      level: 40,
      msg: expect.stringMatching(/^the database role getu can change what only ever grows \(audit_entry, /),
    });
    expect((await fetch(`${next}/readyz`)).status).toBe(200);
    expect(await findRunningPostgres({ home: external })).toBeNull();
    connected.kill("SIGINT");
    expect(await connected.exited).toBe(0);
    await database.drop();
  });
});
