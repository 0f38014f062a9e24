import { DARK_THEME } from "@getu/layers";
import { importBasemap } from "@getu/store";
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
