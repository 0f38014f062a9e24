import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { GridRecord } from "@getu/domain";
import { createTerritory, importGrids, importIncidents } from "@getu/store";
import {
  createTestDatabase,
  createTown,
  openTimeMachine,
  TOWN_TERRITORY,
  townBox,
  townIncident,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser["newPage"]>>;

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The town's clock is so much ahead of UTC. */
const AHEAD_MS = 8 * HOUR_MS;

let database: TestDatabase;
let server: AppServer;
let browser: Browser;
let territoryId: number;

/** With which today began. */
let midnight: number;

/** The community in the west has another name, and half a lane more in the east. */
function redrawn(grid: GridRecord): GridRecord {
  const [, x, y] = /^lane-([34])-(\d)$/.exec(grid.externalId)?.map(Number) ?? [];
  if (grid.externalId === "community-0") return { ...grid, name: "新名社区" };
  if (x === 3) return { ...grid, area: townBox(3, y!, 4.5, y! + 1) }; // both are in the pattern
  if (x === 4) return { ...grid, area: townBox(4.5, y!, 5, y! + 1) };
  return grid;
}

/** A town whose boundaries came into force four days ago, and others at noon of yesterday. */
beforeAll(async () => {
  buildApp("wall");
  mkdirSync(OUTPUT, { recursive: true });
  database = await createTestDatabase();
  const time = await openTimeMachine(database);
  ({ id: territoryId } = await createTerritory(time.db, TOWN_TERRITORY));
  const now = Date.now();
  midnight = Math.floor((now + AHEAD_MS) / DAY_MS) * DAY_MS - AHEAD_MS;
  await time.shift(-4 * DAY_MS);
  await importGrids(time.db, { territoryId, records: createTown(), file: "first" });
  await time.shift(midnight - DAY_MS / 2 - now);
  await importGrids(time.db, { territoryId, records: createTown().map(redrawn), file: "second" });
  await time.shift(0);
  await time.close();
  const environment = { DATABASE_URL: database.url, GETU_SAMPLE: "none", GETU_TRICKLE: "off" };
  server = await startAppServer({ trickleSeconds: 3600, environment });
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await database?.drop();
});

const openPage = (): Promise<Page> =>
  browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" });

/** Opens yesterday, and moves its time to a share of the day whenever it is told to. */
async function openDay(page: Page): Promise<(share: number) => Promise<void>> {
  await page.goto(`${server.origin}/?scene=yesterday`);
  const slider = page.locator('.scene-strip input[type="range"]');
  const steps = Number(await slider.getAttribute("max"));
  return (share) => slider.fill(String(Math.round(share * steps)));
}

test("a day in which boundaries changed is played with those of each moment: names, lines, and which version they are", async () => {
  const page = await openPage();
  const older = page.waitForRequest((request) => /\/arcs\/.*[?&]version=1\b/.test(request.url()));
  const playTo = await openDay(page);
  const shows = async (version: number, name: string): Promise<void> => {
    await page.locator(".panel--layers-then", { hasText: `第 ${version} 版` }).waitFor();
    const names = () => page.locator(".map-name").allTextContents();
    await expect.poll(names, { timeout: 30_000 }).toContainEqual(expect.stringContaining(name));
    await page.locator('.map[data-map-idle="true"]').waitFor();
    await page.screenshot({ path: `${OUTPUT}wall-playback-version-${version}.png` });
  };
  await playTo(0.25);
  await shows(1, "Made-up community-0");
  await older;
  await playTo(0.75);
  await shows(2, "新名社区");
  await playTo(0.4);
  await shows(1, "Made-up community-0");
});

test("a day of five thousand incidents is played whole: numbers and heat are of all that had happened, and how many of them the map leaves out is said", async () => {
  const records = Array.from({ length: 5_000 }, (_, i) => {
    const occurredAt = new Date(midnight - DAY_MS + (i * DAY_MS) / 5_000).toISOString();
    const place = { externalId: `incident-${i}`, occurredAt, reportedAt: occurredAt, dueAt: null };
    return townIncident(place); // all in one place, so that the heat of it is a number that one knows
  });
  await importIncidents(database.db, { territoryId, records, file: "incidents" });
  const page = await openPage();
  const playTo = await openDay(page);
  const numberOf = () => page.locator(".number--open dd").innerText();
  for (const [share, happened] of [
    [0.25, "1,250"],
    [1, "5,000"],
    [0.5, "2,500"],
  ] as const) {
    await playTo(share);
    await expect.poll(numberOf, { timeout: 30_000 }).toContain(happened);
    await page.locator(".panel--layers-then", { hasText: `至多 ${happened} 件` }).waitFor();
    const left = page.locator(".panel--day p", { hasText: `在办 ${happened} 件，仅标 500 件` });
    await left.waitFor();
    expect(await left.evaluate((line) => line.scrollWidth <= line.clientWidth)).toBe(true);
  }
  await page.locator('.map[data-map-idle="true"][data-heat^="then"]').waitFor();
  await page.screenshot({ path: `${OUTPUT}wall-playback-long-day.png` });
});
