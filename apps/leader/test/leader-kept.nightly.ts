import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importBasemap } from "@getu/store";
import type { BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openPhone, shoot, signIn, waitUntilKept } from "./leader-phone.ts";
import { SPOT, startLeaderStreet } from "./leader-street.ts";
import type { LeaderStreet } from "./leader-street.ts";

const WORKER = fileURLToPath(new URL("../dist/service-worker.js", import.meta.url));
const GROUND = "getu-leader-ground";
/** The colour of names on the map, and that of the one road; nothing else there has them. */
const [INK, ROAD] = [
  [20, 35, 30],
  [245, 207, 124],
] as const;

let street: LeaderStreet;
const folder = mkdtempSync(join(tmpdir(), "getu-phone-"));
let phone: BrowserContext;
const faults: string[] = [];

beforeAll(async () => {
  street = await startLeaderStreet();
  const [lng, lat] = SPOT;
  const coordinates = [
    [lng - 0.01, lat - 0.0002],
    [lng + 0.01, lat - 0.0002],
  ];
  await importBasemap(street.database.db, {
    territoryId: street.territoryId,
    kind: "road",
    collection: {
      type: "FeatureCollection",
      features: [
        { type: "Feature", properties: { class: "arterial" }, geometry: { type: "LineString", coordinates } },
      ],
    },
  });
  await street.call("6 幢门口的路灯不亮，晚上很黑");
  phone = await openPhone(folder, { width: 390, height: 844 });
});
afterAll(async () => {
  await phone?.close();
  await street?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => street.wire.set("ok"));

async function openPage(): Promise<Page> {
  const page = await phone.newPage();
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => faults.push(error.message));
  return page;
}

/** Names of all that the caches of the page hold. */
const cached = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return found.flat().map(({ url }) => new URL(url).pathname);
  });

const mapParts = async (page: Page): Promise<number> =>
  (await cached(page)).filter((path) => /grid-map.*js|maplibre-gl-worker|\/basemap\/\w+\.json/.test(path))
    .length;

/** How many pixels of the drawn map, without the marks on it, have about a colour. */
async function countPixels(page: Page, colour: readonly [number, number, number]): Promise<number> {
  const style = ".mark, .maplibregl-control-container { visibility: hidden }";
  const picture = await page.locator(".map").screenshot({ style });
  const pixels = await sharp(picture).removeAlpha().raw().toBuffer();
  let found = 0;
  for (let at = 0; at < pixels.length; at += 3)
    if (colour.every((part, channel) => Math.abs(part - pixels[at + channel]!) < 20)) found += 1; // 3 channels
  return found;
}

test("the map opens without a network although it was never opened with one: ground, outlines and the names of the grids; who saves data fetches none of it ahead", async () => {
  const thrifty = await openPage();
  await thrifty.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "connection", { get: () => ({ saveData: true }) }),
  );
  await signIn(thrifty, street.origin);
  await waitUntilKept(thrifty, 1);
  expect(await mapParts(thrifty)).toBe(0);
  await thrifty.close();

  const page = await openPage();
  await page.goto(`${street.origin}/leader/`);
  await expect.poll(() => mapParts(page), { timeout: 30_000 }).toBe(6); // code, its worker, four layers of the ground
  await waitUntilKept(page, 1);
  await page.close();

  await street.wire.set("refuse");
  const offline = await openPage();
  await offline.goto(`${street.origin}/leader/#/map`);
  await offline.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  await expect.poll(() => countPixels(offline, INK), { timeout: 30_000 }).toBeGreaterThan(100);
  expect(await countPixels(offline, ROAD)).toBeGreaterThan(300);
  await shoot(offline, "390-map-never-opened");
  await offline.close();
  expect(faults).toEqual([]);
});

test("a new version waits until somebody takes it, and then nothing of the old one stays", async () => {
  const before = readFileSync(WORKER, "utf8");
  const [, version] = /version"?:["'`]([\w-]{12})["'`]/.exec(before)!; // as vite.config.ts writes it
  const page = await openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work").first().waitFor();
  const versions = () =>
    page.evaluate(async (ground) => (await caches.keys()).filter((name) => name !== ground), GROUND);
  expect(await versions()).toEqual([`getu-leader-${version}`]);
  try {
    writeFileSync(WORKER, before.replaceAll(version!, "next-version"));
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByText("新版本已下载好").waitFor();
    expect(await versions()).toEqual([`getu-leader-${version}`, "getu-leader-next-version"]);
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "现在更新" }).click()]);
    await page.locator(".work").first().waitFor();
    await expect.poll(versions).toEqual(["getu-leader-next-version"]);
    expect(await page.getByText("新版本已下载好").count()).toBe(0);
  } finally {
    writeFileSync(WORKER, before);
  }
  await page.close();
  expect(faults).toEqual([]);
});
