import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readHeatFile } from "@getu/domain";
import { closeDb, findRunningPostgres, openDb } from "@getu/store";
import type { Db } from "@getu/store";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser["newPage"]>>;

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));

let server: AppServer;
let db: Db;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  buildApp("wall");
  server = await startAppServer({ trickleSeconds: 3600, environment: { GETU_TRICKLE: "off" } });
  db = await openDb((await findRunningPostgres(server))!.url); // the server runs on it
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" });
  page.setDefaultTimeout(60_000);
  await page.goto(server.origin);
  await page.locator('.map[data-map-idle="true"]').waitFor();
});
afterAll(async () => {
  await browser?.close();
  if (db) await closeDb(db);
  await server?.stop();
});

/** Every incident of a kind by community, counted by a statement that shares nothing with the product's own. */
const COUNTS = `
  SELECT community.name, community.households, count(incident.id)::integer AS incidents
  FROM grid_state AS community
  JOIN grid_state AS lane ON lane.valid_to IS NULL AND lane.territory_id = community.territory_id
    AND community.grid_id IN (lane.parent_id,
      (SELECT parent_id FROM grid_state AS above
       WHERE above.valid_to IS NULL AND above.territory_id = lane.territory_id AND above.grid_id = lane.parent_id))
  LEFT JOIN incident ON incident.territory_id = lane.territory_id AND incident.grid_current = lane.grid_id
    AND severity = 'major' AND status = 'closed' AND occurred_at < now()
  WHERE community.valid_to IS NULL AND community.parent_id IS NULL
  GROUP BY community.name, community.households ORDER BY community.name`;

type Counted = { name: string; households: number | null; incidents: number };

const figureOf = ({ incidents, households }: Counted): string =>
  incidents < 5 ? "过少" : String(Math.round((1000 * incidents) / households!) / 10); // of the made-up street every community has households

const choose = (label: string, value: string): Promise<string[]> =>
  page.locator(".heat").getByLabel(label).selectOption(value);

test("a severity and a state are counted alone: around each point, by households, and in the words beside the colours", async () => {
  const { rows } = await db.pool.query<Counted>(COUNTS);
  await page.getByRole("button", { name: "全部", exact: true }).click();
  await choose("程度", "major");
  const [answer] = await Promise.all([
    page.waitForResponse((each) => each.url().includes("severities=major&statuses=closed")),
    choose("状态", "closed"),
  ]);
  const { counts } = readHeatFile(new Uint8Array(await answer.body()));
  const total = rows.reduce((sum, { incidents }) => sum + incidents, 0);
  expect(total).toBeGreaterThan(0);
  expect(Array.from(counts).reduce((sum, count) => sum + count, 0)).toBe(total);
  await page
    .locator(".scale figcaption", { hasText: /^全部时间 · 重大 · 目前已办结 · \d+ 米内件数$/ })
    .waitFor();
  await page.locator('.map[data-map-idle="true"][data-heat="ever-0"]').waitFor();
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: `${OUTPUT}wall-heat-kinds.png` });

  await choose("口径", "per-100-households");
  await page
    .locator(".scale figcaption", { hasText: /^全部时间 · 重大 · 目前已办结 · .+每百户件数$/ })
    .waitFor();
  const figures = page.locator(".map-name:has(strong:not(:empty))");
  await expect.poll(() => figures.count()).toBe(rows.length);
  const shown = await figures.evaluateAll((all) =>
    all.map((each) => [each.firstChild?.textContent, each.querySelector("strong")?.textContent]),
  );
  expect(new Map(shown as [string, string][])).toEqual(new Map(rows.map((row) => [row.name, figureOf(row)])));
});

test("every choice of the heat is read whole, and none pushes the panel over its edge", async () => {
  await choose("口径", "per-100-households");
  await choose("钟点", "workday");
  await choose("类别", await longestOf("类别"));
  await choose("状态", await longestOf("状态"));
  const wide = await page
    .locator(".heat :is(select, button, figcaption, output)")
    .evaluateAll((all) =>
      all
        .filter(
          (each) =>
            each.getBoundingClientRect().right > each.closest(".heat")!.getBoundingClientRect().right - 4 ||
            each.scrollWidth > each.clientWidth + 1,
        )
        .map((each) => each.className || each.tagName),
    );
  expect(wide).toEqual([]);
  await page.screenshot({ path: `${OUTPUT}wall-heat-longest.png` });
});

/** The choice with the most characters. */
async function longestOf(label: string): Promise<string> {
  const options = await page
    .locator(".heat")
    .getByLabel(label)
    .locator("option")
    .evaluateAll((all) =>
      all.map((each) => each as HTMLOptionElement).map(({ value, label: name }) => ({ value, name })),
    );
  return options.reduce((longest, each) => (each.name.length > longest.name.length ? each : longest)).value;
}
