import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { SCENE_KINDS, WALL_DEFAULTS } from "@getu/domain";
import type { IncidentRecord, Territory, WallOrder } from "@getu/domain";
import { closeDb, importIncidents, listGrids, openDb, startEmbeddedPostgres } from "@getu/store";
import type { Db, EmbeddedPostgres } from "@getu/store";
import {
  buildApp,
  createHome,
  launchBrowser,
  startAppServer,
  startTcpProxy,
  watchFootprint,
} from "@getu/testkit";
import type { AppServer, Footprint, TcpProxy } from "@getu/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, PASSWORD, signIn } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { compareHearing, noteHeard, takeHeard } from "./heard-changes.ts";
import type { HeardEvent } from "./heard-changes.ts";
import { slopeOf } from "./slope.ts";
import { testIncident } from "./test-server.ts";
import { countPlainly, readWall, showsJust } from "./wall-numbers.ts";
import type { WallState } from "./wall-numbers.ts";

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser["newPage"]>>;

/** How long the wall is on. Shorter, to look at the test itself: what happens comes sooner and does not last as long. */
const MINUTES = Number(process.env["GETU_WALL_MINUTES"] ?? 60);

/** What is a minute of the hour here. */
const MINUTE_MS = (MINUTES / 60) * 60_000;

/** Long enough to be noticed, however short the hour is. */
const LEAST_OUTAGE_MS = 20_000;

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));
const SIZE = { width: 1920, height: 1080 };

/** The map between the panels. */
const FREE = { x: 560, y: 140, width: 800, height: 560 };

/** Every scene, each for so short a time that the list begins anew once a minute. */
const SCENES = SCENE_KINDS.map((kind) => ({ kind, seconds: 8, when: "always" as const }));

/** A report with all that is done meanwhile is about eight changes: five a second. */
const TRICKLE_SECONDS = 1.6;

let database: { home: string; postgres: EmbeddedPostgres; db: Db };
let server: AppServer;
let wire: TcpProxy;
let browser: Browser;
let page: Page;
let chief: BrowserSession;
let territoryId: number;
let wallId: number;
let started: number;
const faults: string[] = [];
const heard: HeardEvent[] = [];
const footprints: ({ atMs: number } & Footprint)[] = [];
const figures: Record<string, unknown> = {};
let watching = Promise.resolve();
const over = new AbortController();

const environmentOf = (settings: Record<string, string>): Record<string, string> => ({
  DATABASE_URL: database.postgres.url,
  GETU_SAMPLE: "street",
  GETU_OPEN_READING: "none",
  ...settings,
});

beforeAll(async () => {
  buildApp("wall");
  mkdirSync(OUTPUT, { recursive: true });
  const home = createHome();
  const postgres = await startEmbeddedPostgres({ home });
  database = { home, postgres, db: await openDb(postgres.url) };
  server = await startAppServer({ trickleSeconds: TRICKLE_SECONDS, environment: environmentOf({}) });
  wire = await startTcpProxy(portOf(server));
  browser = await launchBrowser();
  chief = await joinAsChief();
  territoryId = ((await chief.ask("territory.list")) as Territory[])[0]!.id; // the made-up street
  await leaveWorkLate();
  page = await openPairedWall();
  started = Date.now();
  watching = watchFootprints();
}, 15 * 60_000);

afterAll(async () => {
  over.abort();
  await watching;
  await browser?.close();
  await wire?.stop();
  await server?.stop();
  if (database) await closeDb(database.db);
  await database?.postgres.stop();
  if (database) rmSync(database.home, { recursive: true, force: true });
  const told = { minutes: MINUTES, ...figures, footprints };
  writeFileSync(`${OUTPUT}wall-hour.json`, JSON.stringify(told, null, 2));
});

const portOf = ({ origin }: AppServer): number => Number(new URL(origin).port);

async function joinAsChief(): Promise<BrowserSession> {
  const token = (await server.setUpLink()).split("/").at(-1); // a link ends with its token
  const account = { token, username: "chief", name: "主管（示范）", password: PASSWORD };
  expect(await openBrowser(server).tell("account.join", account)).toEqual({});
  return signIn(server, "chief");
}

/** More late work than the made-up people of the street get to, who take up the newest 500: what is late stays late, and climbs. */
async function leaveWorkLate(): Promise<void> {
  const { db } = database;
  const spots = (await listGrids(db, { territoryId })).map(({ anchor }) => anchor);
  const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
  const records = Array.from({ length: 700 }, (_, i): IncidentRecord => ({
    ...testIncident(i),
    status: "handling",
    position: spots[(i * 13) % spots.length]!, // modulo its length
    occurredAt: hoursAgo(100 + i),
    reportedAt: hoursAgo(100 + i),
    dueAt: hoursAgo(1 + i / 10),
  }));
  const { rejects } = await importIncidents(db, { territoryId, records, file: "late work" });
  expect(rejects).toEqual([]);
}

/** A wall that was taken at the desk by its code, over the wire that the test can cut. */
async function openPairedWall(): Promise<Page> {
  const opened = await browser.newPage({ viewport: SIZE, reducedMotion: "reduce" });
  opened.setDefaultTimeout(60_000);
  opened.on("pageerror", ({ message }) => faults.push(message));
  await noteHeard(opened);
  await opened.goto(`http://127.0.0.1:${wire.port}`);
  const code = await opened.locator(".pairing__code", { hasText: /^[A-Z0-9]{4}-[A-Z0-9]{4}$/ }).innerText();
  const settings = { ...WALL_DEFAULTS, scenes: SCENES, urgentSeconds: 10 };
  const taken = await chief.tell("wall.pair", {
    territoryId,
    gridId: null,
    name: "大厅（示范）",
    code,
    settings,
  });
  wallId = (taken as { id: number }).id;
  await opened.locator('.map[data-map-idle="true"]').waitFor();
  await opened.evaluate(() => Object.assign(globalThis, { stillHere: true }));
  return opened;
}

/** Once a minute, with the first scene on the screen: the others hold other things. */
async function watchFootprints(): Promise<void> {
  const take = await watchFootprint(page);
  for (let due = Date.now(); !over.signal.aborted; await sleep(500)) {
    if (Date.now() < due) continue;
    const isFirst = await page.locator('.wall[data-scene="territory"][data-lost="false"]').count();
    if (isFirst === 0) continue;
    due = Date.now() + Math.min(45_000, 4 * MINUTE_MS);
    heard.push(...(await takeHeard(page)));
    await sleep(2000);
    footprints.push({ atMs: Date.now() - started, ...(await take()) });
  }
}

const until = (minute: number): Promise<void> =>
  sleep(Math.max(0, started + minute * MINUTE_MS - Date.now()));

const shoot = (name: string): Promise<Buffer> =>
  page.screenshot({ path: `${OUTPUT}wall-hour-${name}.png`, timeout: 60_000 });

const shows = (isLost: boolean, timeout: number): Promise<void> =>
  page.locator(`.wall[data-lost="${isLost}"]`).waitFor({ timeout });

/** Gives the wall an order as soon as the server takes it. */
const steer = (given: WallOrder): Promise<void> =>
  expect
    .poll(() => chief.tell("wall.steer", { territoryId, id: wallId, given }), {
      timeout: 15_000,
      interval: 250,
    })
    .toEqual({});

/** Waits until the screen shows just what the database holds, which nobody writes to meanwhile; returns what it shows. */
async function agrees(withinMs: number): Promise<WallState | null> {
  const holder = await database.db.pool.connect();
  let shown: WallState | null = null;
  const look = async (): Promise<boolean> => {
    const counted = await countPlainly(database.db, territoryId); // deadlines pass all the while
    const read = (shown = await readWall(page));
    return read !== null && showsJust(read, counted);
  };
  try {
    await holder.query("BEGIN; LOCK TABLE incident IN SHARE MODE");
    await expect.poll(look, { timeout: withinMs, interval: 200 }).toBe(true);
    return shown;
  } finally {
    await holder.query("ROLLBACK");
    holder.release();
  }
}

/** By how many seconds the moment that the wall names lies after another one, by the street's clock. */
function secondsAfter(clock: string, moment: number): number {
  const secondOf = (text: string): number =>
    text.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
  const named = new Intl.DateTimeFormat("zh-CN", {
    timeZone: "Asia/Shanghai",
    hourCycle: "h23",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(moment);
  const day = 86_400;
  return ((secondOf(clock) - secondOf(named) + 1.5 * day) % day) - day / 2; // over midnight as well
}

type Outage = { name: string; lastsMs: number; begin: () => Promise<unknown>; end: () => Promise<unknown> };

/** Waits until the wall says that it is cut off, and holds the moment that it names against the one when it was. */
async function saysSince(cutAt: number): Promise<{ saidMs: number; words: string }> {
  await shows(true, Math.max(1, cutAt + 10_000 - Date.now()));
  const saidMs = Date.now() - cutAt;
  const words = await page.locator(".data-age strong").innerText();
  const [, clock = ""] = /^连接中断，自 (\d\d:\d\d:\d\d) 起/.exec(words) ?? [];
  const since = secondsAfter(clock, cutAt);
  expect([words, since > -7 && since < 3]).toEqual([words, true]); // it hears the server every five seconds
  return { saidMs, words };
}

/** Has the wall cut off for a while, and holds what it says before, meanwhile and afterwards against the database. */
async function cutOff({ name, lastsMs, begin, end }: Outage): Promise<{ currentMs: number }> {
  await steer({ order: "pin", scene: 0 });
  const before = await agrees(30_000);
  await shoot(`${name}-1-before`);
  await steer({ order: "go-on" });
  const cutAt = Date.now();
  await begin();
  const said = await saysSince(cutAt)
    .then(async (heardSaid) => {
      await sleep(Math.max(0, cutAt + lastsMs - 3000 - Date.now()));
      await shoot(`${name}-2-meanwhile`);
      await sleep(Math.max(0, cutAt + lastsMs - Date.now()));
      return heardSaid;
    })
    .finally(end); // what comes next needs it, whatever became of this
  const backAt = Date.now();
  await shows(false, 60_000);
  const liveMs = Date.now() - backAt;
  await steer({ order: "pin", scene: 0 });
  const after = await agrees(60_000);
  const currentMs = Date.now() - backAt;
  await shoot(`${name}-3-after`);
  await steer({ order: "go-on" });
  figures[name] = { lastsMs, ...said, liveMs, currentMs, before, after };
  console.log(
    `${name}: said after ${said.saidMs} ms, live ${liveMs} ms and current ${currentMs} ms after its return`,
  );
  return { currentMs };
}

function stopDatabase(name: string): Promise<{ currentMs: number }> {
  return cutOff({
    name,
    lastsMs: Math.max(LEAST_OUTAGE_MS, MINUTE_MS),
    begin: () => database.postgres.stop(),
    end: async () => {
      const { url } = database.postgres;
      database.postgres = await startEmbeddedPostgres({ home: database.home });
      expect(database.postgres.url).toBe(url);
    },
  });
}

/** How many bytes the map's picture takes: one without ground, lines and marks takes a fraction. */
const sizeOfMap = async (): Promise<number> =>
  (await page.screenshot({ clip: FREE, timeout: 60_000 })).length;

describe(
  `a paired wall on the live street, on for ${MINUTES} minutes`,
  { timeout: (MINUTES + 15) * 60_000 },
  () => {
    test("T03, T09 says within ten seconds since when it is cut off from a stopped database, and shows its numbers again by itself", async () => {
      await until(10);
      const { currentMs } = await stopDatabase("database-1");
      expect(currentMs).toBeLessThan(15_000);
    });

    test("T09 says within ten seconds since when its network is cut, and catches up when only new connections get through", async () => {
      await until(14);
      const { currentMs } = await cutOff({
        name: "network",
        lastsMs: Math.max(LEAST_OUTAGE_MS, 5 * MINUTE_MS),
        begin: () => wire.set("cut"),
        end: () => wire.set("ok"),
      });
      expect(currentMs).toBeLessThan(25_000);
    });

    test("T18 shows its map again within ten seconds after its graphics were taken away for good", async () => {
      await until(22);
      await steer({ order: "pin", scene: 0 });
      await agrees(30_000);
      await page.locator('.map[data-map-idle="true"]').waitFor();
      const before = await sizeOfMap();
      await shoot("graphics-1-before");
      const lostAt = Date.now();
      await page.evaluate(() => {
        for (const canvas of document.querySelectorAll<HTMLCanvasElement>(".map canvas"))
          canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
      });
      await shoot("graphics-2-lost");
      const without = await sizeOfMap();
      await expect
        .poll(async () => Math.abs((await sizeOfMap()) / before - 1) < 0.1, {
          timeout: 60_000,
          interval: 100,
        })
        .toBe(true);
      const backMs = Date.now() - lostAt;
      await shoot("graphics-3-after");
      await agrees(30_000);
      await steer({ order: "go-on" });
      figures["graphics"] = { backMs, before, without };
      console.log(`graphics: the map was back after ${backMs} ms (${without} of ${before} bytes without)`);
      expect(without).toBeLessThan(0.7 * before); // it sees what is missing
      expect(backMs).toBeLessThan(10_000);
    });

    test("T03, T09 says so again, and comes back again, when the database is stopped a second time", async () => {
      await until(25);
      const { currentMs } = await stopDatabase("database-2");
      expect(currentMs).toBeLessThan(15_000);
    });

    test("T17 holds on to nothing while it is on: heap, memory, nodes and listeners do not grow", async () => {
      await until(58);
      const steady = footprints.filter(({ atMs }) => atMs > 30 * MINUTE_MS);
      const ofHour = (key: keyof Footprint, unit: number) =>
        slopeOf(steady.map((each) => [each.atMs / 3_600_000, each[key] / unit] as const));
      const heap = ofHour("heapBytes", 1e6);
      const resident = ofHour("residentBytes", 1e6);
      const [nodes, listeners] = [ofHour("nodes", 1), ofHour("listeners", 1)];
      figures["footprint"] = { samples: steady.length, heap, resident, nodes, listeners };
      console.log(
        `T17 ${steady.length} samples: heap ${heap.perUnit.toFixed(2)} MB/h (below ${heap.upper.toFixed(2)}), ` +
          `browser ${resident.perUnit.toFixed(1)} MB/h (below ${resident.upper.toFixed(1)}), ` +
          `nodes ${nodes.perUnit.toFixed(0)}/h, listeners ${listeners.perUnit.toFixed(0)}/h`,
      );
      if (MINUTES < 60) return; // a slope of minutes says nothing of hours
      expect(heap.upper).toBeLessThan(2);
      expect(resident.upper).toBeLessThan(30);
      for (const key of ["nodes", "listeners"] as const) {
        const [early, late] = [medianOf(steady.slice(0, 7), key), medianOf(steady.slice(-7), key)];
        expect(late / early).toBeLessThan(1.02);
      }
    });

    test("T03 has heard every change once, was never loaded anew and shows what plain SQL counts, over a restart of the server as well", async () => {
      await until(58);
      const port = portOf(server);
      const { home } = server;
      const gone = once(server.process, "exit");
      server.process.kill("SIGTERM");
      await gone;
      const environment = environmentOf({ PORT: String(port), GETU_TRICKLE: "off" });
      server = await startAppServer({ trickleSeconds: 3600, home, environment });
      const backAt = Date.now();
      await steer({ order: "pin", scene: 0 });
      await agrees(60_000);
      const currentMs = Date.now() - backAt;
      await until(60);
      over.abort();
      await watching;
      const shown = await agrees(20_000); // deadlines pass meanwhile, and are counted every fifteen seconds
      await shoot("end");
      heard.push(...(await takeHeard(page)));
      const { rows } = await database.db.pool.query<{ id: string }>(
        "SELECT tx::text || '-' || id AS id FROM change WHERE territory_id = $1 ORDER BY tx, change.id",
        [territoryId],
      );
      const hearing = compareHearing(
        heard,
        rows.map(({ id }) => id),
      );
      figures["end"] = { currentMs, hearing, shown, faults };
      console.log(
        `the end: current ${currentMs} ms after the restart; ${JSON.stringify(hearing)}; ${JSON.stringify(shown?.numbers)}`,
      );
      expect(hearing).toMatchObject({ missing: 0, repeated: 0 });
      expect(faults).toEqual([]);
      expect(await page.evaluate(() => "stillHere" in globalThis)).toBe(true);
    });
  },
);

function medianOf(all: readonly Footprint[], key: keyof Footprint): number {
  const sorted = all.map((each) => each[key]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
