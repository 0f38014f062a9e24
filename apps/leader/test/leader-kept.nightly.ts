import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { importBasemap, importPlaces } from "@getu/store";
import { townPlace, townPosition } from "@getu/store/testing";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { lookAt, signIn, waitUntilKept } from "./leader-phone.ts";
import { SPOT } from "./leader-street.ts";
import { startStreetWithPhone } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

const WORKER = fileURLToPath(new URL("../dist/service-worker.js", import.meta.url));
const GROUND = "getu-leader-ground";
/** The colours of names on the map, of the one road and of places; nothing else there has them. */
const [INK, ROAD, PLACE] = [
  [20, 35, 30],
  [245, 207, 124],
  [29, 79, 145],
] as const;

let street: StreetWithPhone;

beforeAll(async () => {
  street = await startStreetWithPhone();
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
  const room = townPlace({
    name: "柳溪警务室（试验）",
    position: townPosition(1.25, 1.75),
    telephone: "000-0001",
  });
  await importPlaces(street.database.db, {
    territoryId: street.territoryId,
    records: [room],
    file: "places",
  });
  await street.call("6 幢门口的路灯不亮，晚上很黑");
});
afterAll(() => street?.stop());
beforeEach(() => street.wire.set("ok"));

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

type Colour = readonly [number, number, number];

/** What a pixel of a picture has about the colour, by its place. */
type Seen = { width: number; height: number; isAt: (x: number, y: number) => boolean };

/** The drawn map without the marks on it, held against a colour. */
async function see(page: Page, colour: Colour): Promise<Seen> {
  const style = ".mark, .maplibregl-control-container { visibility: hidden }";
  const picture = sharp(await page.locator(".map").screenshot({ style }))
    .removeAlpha()
    .raw();
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const isAt = (x: number, y: number): boolean => {
    const at = 3 * (y * width + x); // 3 channels
    return colour.every((part, channel) => Math.abs(part - data[at + channel]!) < 20);
  };
  return { width, height, isAt };
}

/** How many pixels of the map have about a colour. */
async function countPixels(page: Page, colour: Colour): Promise<number> {
  const { width, height, isAt } = await see(page, colour);
  let found = 0;
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) if (isAt(x, y)) found += 1;
  return found;
}

/** Dots are this thick at least, in pixels of the picture, and letters are not. */
const DOT = 6;

/** The middle of the first dot of a colour on the map, as a finger would touch it; null = there is none. */
async function findDot(page: Page, colour: Colour): Promise<{ x: number; y: number } | null> {
  const { width, height, isAt } = await see(page, colour);
  const isDot = (x: number, y: number): boolean =>
    [-DOT, 0, DOT].every((dx) => isAt(x + dx, y)) && [-DOT, 0, DOT].every((dy) => isAt(x, y + dy));
  for (let y = DOT; y < height - DOT; y += 1)
    for (let x = DOT; x < width - DOT; x += 1) if (isDot(x, y)) return { x: x / 2, y: y / 2 }; // two pixels for each of the screen's
  return null;
}

test("the map opens without a network although it was never opened with one: ground, outlines, the names of the grids and the places that serve residents, which say how to call them; who saves data fetches none of it ahead", async () => {
  const thrifty = await street.openPage();
  await thrifty.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "connection", { get: () => ({ saveData: true }) }),
  );
  await signIn(thrifty, street.origin);
  await waitUntilKept(thrifty, 1);
  expect(await mapParts(thrifty)).toBe(0);
  await thrifty.close();

  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await expect.poll(() => mapParts(page), { timeout: 30_000 }).toBe(6); // code, its worker, four layers of the ground
  await waitUntilKept(page, 1);
  await page.close();

  await street.wire.set("refuse");
  const offline = await street.openPage();
  await offline.goto(`${street.origin}/leader/#/map`);
  await offline.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  await expect.poll(() => countPixels(offline, INK), { timeout: 30_000 }).toBeGreaterThan(100);
  expect(await countPixels(offline, ROAD)).toBeGreaterThan(300);
  const room = await findDot(offline, PLACE);
  await offline.locator(".map").click({ position: room! }); // clicking nowhere fails
  await offline.getByText("柳溪警务室（试验）").waitFor();
  expect(await offline.locator(".place-card").textContent()).toContain("全天 24 小时");
  expect(await offline.getByRole("link", { name: "000-0001" }).getAttribute("href")).toBe("tel:000-0001");
  expect(await lookAt(offline, "map-never-opened")).toEqual([]);
  await offline.close();
  expect(street.faults).toEqual([]);
});

/** Puts another worker into the build, in every form in which the server may send it. */
function putWorker(program: string): void {
  writeFileSync(WORKER, program);
  writeFileSync(`${WORKER}.br`, brotliCompressSync(program));
  writeFileSync(`${WORKER}.gz`, gzipSync(program));
}

test("a new version waits until somebody takes it, and then nothing of the old one stays", async () => {
  const before = readFileSync(WORKER, "utf8");
  const [, version] = /version"?:["'`]([\w-]{12})["'`]/.exec(before)!; // as vite.config.ts writes it
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work").first().waitFor();
  const versions = () =>
    page.evaluate(async (ground) => (await caches.keys()).filter((name) => name !== ground), GROUND);
  expect(await versions()).toEqual([`getu-leader-${version}`]);
  try {
    putWorker(before.replaceAll(version!, "next-version"));
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByText("新版本已下载好").waitFor();
    expect(await versions()).toEqual([`getu-leader-${version}`, "getu-leader-next-version"]);
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "现在更新" }).click()]);
    await page.locator(".work").first().waitFor();
    await expect.poll(versions).toEqual(["getu-leader-next-version"]);
    expect(await page.getByText("新版本已下载好").count()).toBe(0);
  } finally {
    putWorker(before);
  }
  await page.close();
  expect(street.faults).toEqual([]);
});
