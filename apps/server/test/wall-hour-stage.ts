import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { SCENE_KINDS, WALL_DEFAULTS } from "@getu/domain";
import type { IncidentRecord, Territory } from "@getu/domain";
import { closeDb, importIncidents, listGrids, openDb, startEmbeddedPostgres } from "@getu/store";
import type { Db, EmbeddedPostgres } from "@getu/store";
import { buildApp, createHome, launchBrowser, startAppServer, startTcpProxy } from "@getu/testkit";
import type { AppServer, TcpProxy } from "@getu/testkit";
import { expect } from "vitest";
import { openBrowser, PASSWORD, signIn } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { noteHeard } from "./heard-changes.ts";
import { testIncident } from "./test-server.ts";

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser["newPage"]>>;

/** Pictures and figures go here. */
export const OUTPUT: string = fileURLToPath(new URL("../../../test-output/", import.meta.url));

const SIZE = { width: 1920, height: 1080 };

/** Every scene, each for so short a time that the list begins anew every 35 seconds and comes to each community in 8 minutes. */
const SCENES = SCENE_KINDS.map((kind) => ({ kind, seconds: 5, when: "always" as const }));

/** A report with all that is done meanwhile is about eight changes: five a second. */
const TRICKLE_SECONDS = 1.6;

/** A paired wall on a live street, and all that a test takes away from it. */
export type Stage = {
  database: { home: string; postgres: EmbeddedPostgres; db: Db };
  server: AppServer;
  /** Between the wall and the server. */
  wire: TcpProxy;
  browser: Browser;
  page: Page;
  chief: BrowserSession;
  /** The made-up street. */
  territoryId: number;
  wallId: number;
  started: number;
  /** What went wrong in the page. */
  faults: string[];
  /** When the page was loaded. */
  loads: number[];
  close: () => Promise<void>;
};

type Lit = Omit<Stage, "page" | "wallId" | "started" | "close">;

/** Opens the stage; the wall is on and idle. What stands already is taken down when something else cannot be had. */
export async function openStage(): Promise<Stage> {
  const made = new AsyncDisposableStack();
  try {
    const lit = await light(made);
    const wall = await openPairedWall(lit);
    return Object.assign(lit, wall, { started: Date.now(), close: () => made.disposeAsync() });
  } catch (cause) {
    await made.disposeAsync();
    throw cause;
  }
}

/** All but the wall; notes in `made` how each part is taken down. */
async function light(made: AsyncDisposableStack): Promise<Lit> {
  buildApp("wall");
  mkdirSync(OUTPUT, { recursive: true });
  const home = made.adopt(createHome(), (folder) => rmSync(folder, { recursive: true, force: true }));
  const database = await openDatabase(home, made);
  const running = { server: await startStreet(database) };
  made.defer(() => running.server.stop()); // by then it may be another one
  const wire = made.adopt(await startTcpProxy(portOf(running.server)), (each) => each.stop());
  const browser = made.adopt(await launchBrowser(), (each) => each.close());
  const chief = await joinAsChief(running.server);
  const territoryId = ((await chief.ask("territory.list")) as Territory[])[0]!.id; // the made-up street
  await leaveWorkLate(database.db, territoryId);
  return Object.assign(running, { database, wire, browser, chief, territoryId, faults: [], loads: [] });
}

async function openDatabase(home: string, made: AsyncDisposableStack): Promise<Stage["database"]> {
  const database = { home, postgres: await startEmbeddedPostgres({ home }) };
  made.defer(() => database.postgres.stop()); // by then it may be another one
  return Object.assign(database, { db: made.adopt(await openDb(database.postgres.url), closeDb) });
}

const startStreet = (database: Stage["database"]): Promise<AppServer> =>
  startAppServer({ trickleSeconds: TRICKLE_SECONDS, environment: environmentOf(database, {}) });

/** What a server of this database is started with. */
export const environmentOf = (
  { postgres }: Pick<Stage["database"], "postgres">,
  settings: Record<string, string>,
): Record<string, string> => ({
  DATABASE_URL: postgres.url,
  DATABASE_OWNER_URL: postgres.ownerUrl,
  GETU_SAMPLE: "street",
  GETU_OPEN_READING: "none",
  ...settings,
});

/** Where a server listens. */
export const portOf = ({ origin }: AppServer): number => Number(new URL(origin).port);

async function joinAsChief(server: AppServer): Promise<BrowserSession> {
  const token = (await server.setUpLink()).split("/").at(-1); // a link ends with its token
  const account = { token, username: "chief", name: "主管（示范）", password: PASSWORD };
  expect(await openBrowser(server).tell("account.join", account)).toEqual({});
  return signIn(server, "chief");
}

/** More late work than the made-up people of the street get to, who take up the newest 500: what is late stays late, and climbs. */
async function leaveWorkLate(db: Db, territoryId: number): Promise<void> {
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

/** What the page notes of itself, by its own clock in milliseconds: its long tasks, and when the test looked into it. */
type Noted = { longTasks: [fromMs: number, toMs: number][]; looks: [fromMs: number, toMs: number][] };

/** Runs in the browser, before the page: notes when a task took so long that whoever touched the wall would have noticed. */
function noteLongTasks(): void {
  const noted: Noted = { longTasks: [], looks: [] };
  Object.assign(globalThis, noted);
  const note = (list: PerformanceObserverEntryList): void => {
    for (const { startTime: from, duration } of list.getEntries())
      if (duration > 200) noted.longTasks.push([from, from + duration]);
  };
  new PerformanceObserver(note).observe({ type: "longtask" });
}

/** Looks into the page as `look` does, which has it throw away what nobody needs: tasks that are the test's, not the wall's. */
export async function notedLook<T>({ page }: Pick<Stage, "page">, look: () => Promise<T>): Promise<T> {
  const fromMs = await page.evaluate(() => performance.now());
  const seen = await look();
  await page.evaluate((ms) => {
    (globalThis as unknown as Noted).looks.push([ms, performance.now()]);
  }, fromMs);
  return seen;
}

/** How many tasks took longer than 200 ms in the last so many milliseconds, and how many of them began while the test looked. */
export const longTasksOf = (
  { page }: Pick<Stage, "page">,
  lastMs: number,
): Promise<{ all: number; ofLooks: number }> =>
  page.evaluate((ms) => {
    const { longTasks, looks } = globalThis as unknown as Noted;
    const late = longTasks.filter(([from]) => from > performance.now() - ms);
    const isOfLook = ([at]: Noted["longTasks"][number]): boolean =>
      looks.some(([from, to]) => at >= from && at <= to);
    return { all: late.length, ofLooks: late.filter(isOfLook).length };
  }, lastMs);

/** A wall that was taken at the desk by its code, over the wire that the test can cut. */
async function openPairedWall(lit: Lit): Promise<Pick<Stage, "page" | "wallId">> {
  const { browser, wire, chief, territoryId, faults, loads } = lit;
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: "reduce" });
  page.setDefaultTimeout(60_000);
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("load", () => loads.push(Date.now()));
  await noteHeard(page);
  await page.addInitScript(noteLongTasks);
  await page.goto(`http://127.0.0.1:${wire.port}`);
  const code = await page.locator(".pairing__code", { hasText: /^[A-Z0-9]{4}-[A-Z0-9]{4}$/ }).innerText();
  const settings = { ...WALL_DEFAULTS, scenes: SCENES, urgentSeconds: 5 };
  const wall = { territoryId, gridId: null, name: "大厅（示范）", code, settings };
  const { id: wallId } = (await chief.tell("wall.pair", wall)) as { id: number };
  await page.locator('.map[data-map-idle="true"]').waitFor({ timeout: 5 * 60_000 }); // it begins only now
  await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
  return { page, wallId };
}
