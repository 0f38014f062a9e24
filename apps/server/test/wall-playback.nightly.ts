import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { GridRecord } from "@getu/domain";
import { createTerritory, importGrids } from "@getu/store";
import {
  createTestDatabase,
  createTown,
  openTimeMachine,
  TOWN_TERRITORY,
  townBox,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The town's clock is so much ahead of UTC. */
const AHEAD_MS = 8 * HOUR_MS;

let database: TestDatabase;
let server: AppServer;
let browser: Awaited<ReturnType<typeof launchBrowser>>;

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
  const { id: territoryId } = await createTerritory(time.db, TOWN_TERRITORY);
  const now = Date.now();
  const midnight = Math.floor((now + AHEAD_MS) / DAY_MS) * DAY_MS - AHEAD_MS;
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

test("a day in which boundaries changed is played with those of each moment: names, lines, and which version they are", async () => {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" });
  const older = page.waitForRequest((request) => /\/arcs\/.*[?&]version=1\b/.test(request.url()));
  await page.goto(`${server.origin}/?scene=yesterday`);
  const slider = page.locator('.scene-strip input[type="range"]');
  const steps = Number(await slider.getAttribute("max"));
  const playTo = (share: number): Promise<void> => slider.fill(String(Math.round(share * steps)));
  const shows = async (version: number, name: string): Promise<void> => {
    await page.locator(".panel--then", { hasText: `第 ${version} 版` }).waitFor();
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
