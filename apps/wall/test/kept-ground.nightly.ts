import { BASEMAP_KINDS } from "@getu/domain";
import { DARK_THEME } from "@getu/layers";
import { importBasemap } from "@getu/store";
import { startTcpProxy } from "@getu/testkit";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startQuietStreet } from "./quiet-street.ts";
import type { QuietStreet } from "./quiet-street.ts";
import { countPixels, waitForMap } from "./wall-page.ts";

const WATER = "**/basemap/water.json*";
const soon = { timeout: 60_000, interval: 1_000 };

let street: QuietStreet;

beforeAll(async () => {
  street = await startQuietStreet();
}, 300_000);

afterAll(async () => {
  await street?.stop();
});

const countWater = (page: Page): Promise<number> => countPixels(page, DARK_THEME.water, 2);

test("a layer of the ground that cannot be had when a wall begins comes by itself once it can", async () => {
  let asked = 0;
  const page = await street.openScreen("", (each) =>
    each.route(WATER, (route) => {
      asked += 1;
      return asked > 2 ? route.fallback() : route.fulfill({ status: 503 });
    }),
  );
  await waitForMap(page);
  expect([asked, await countWater(page)]).toEqual([1, 0]);
  await expect.poll(() => countWater(page), { ...soon, timeout: 120_000 }).toBeGreaterThan(100);
  expect(asked).toBe(3);
  await page.unrouteAll({ behavior: "wait" });
  await page.close();
});

/** Has the ground refused by a server that is too busy until it is let through; counts how often each layer was refused. */
async function refuseGround(page: Page) {
  const refused = new Map<string, number>(BASEMAP_KINDS.map((kind) => [kind, 0]));
  const passed = new Set<string>();
  let isAway = true;
  await page.route("**/basemap/*.json*", (route) => {
    const kind = /(\w+)\.json/.exec(route.request().url())![1]!; // as the glob has it
    if (!isAway) {
      passed.add(kind);
      return route.fallback();
    }
    refused.set(kind, refused.get(kind)! + 1); // it has every kind
    return route.fulfill({ status: 503 });
  });
  return {
    leastRefused: () => Math.min(...refused.values()),
    passed: () => [...passed].toSorted(),
    letThrough: () => (isAway = false),
  };
}

test("T03 all layers of the ground that failed again and again while the network was cut are there within seconds after it is back", async () => {
  const { server, browser, chief } = street;
  const wire = await startTcpProxy(Number(new URL(server.origin).port));
  const storageState = await chief.context.storageState(); // it counts for every port of the machine
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, storageState });
  const ground = await refuseGround(page);
  const shows = (isLost: boolean) =>
    page.locator(`.wall[data-lost="${isLost}"]`).waitFor({ timeout: 30_000 });
  await page.goto(`http://127.0.0.1:${wire.port}`);
  await waitForMap(page);
  await wire.set("refuse");
  await shows(true);
  // Each after 15 to 30 seconds, then 30 to 60; the next time would be a minute or two later.
  await expect.poll(ground.leastRefused, { timeout: 120_000, interval: 500 }).toBe(3);
  expect(await countWater(page)).toBe(0);
  ground.letThrough();
  await wire.set("ok");
  await shows(false);
  await expect
    .poll(ground.passed, { timeout: 8_000, interval: 200 }) // they spread over three seconds
    .toEqual(BASEMAP_KINDS.toSorted());
  await expect.poll(() => countWater(page), soon).toBeGreaterThan(100);
  await page.unrouteAll({ behavior: "wait" });
  await page.close();
  await wire.stop();
}, 360_000);

test("ground that is imported while a wall is on is shown by itself, and the same file again changes nothing", async () => {
  const { db, territoryId } = street;
  const page = await street.openScreen("");
  await waitForMap(page);
  expect(await countWater(page)).toBeGreaterThan(100);
  const none = { type: "FeatureCollection", features: [] } as const;
  await importBasemap(db, { territoryId, kind: "water", collection: { ...none, features: [] } });
  await expect.poll(() => countWater(page), soon).toBe(0);
  await waitForMap(page);
  await page
    .locator("canvas.maplibregl-canvas")
    .evaluate((canvas) => canvas.setAttribute("data-same", "yes"));
  await importBasemap(db, { territoryId, kind: "water", collection: { ...none, features: [] } });
  await page.waitForTimeout(5_000);
  expect(await page.locator('canvas[data-same="yes"]').count()).toBe(1);
  await page.close();
});
