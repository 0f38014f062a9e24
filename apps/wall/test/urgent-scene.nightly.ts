import type { Grid, WallSettings } from "@getu/domain";
import { importIncidents } from "@getu/store";
import { townIncident } from "@getu/store/testing";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookAt } from "./map-look.ts";
import { startQuietStreet, takeWall } from "./quiet-street.ts";
import type { QuietStreet } from "./quiet-street.ts";
import { shoot, waitForMap } from "./wall-page.ts";

/** A wall that shows one thing until something urgent comes in, and that for as long as it can. */
const SETTINGS: Partial<WallSettings> = {
  scenes: [{ kind: "territory", seconds: 3600, when: "always" }],
  urgentSeconds: 600,
};

/** So much around an incident is shown at any rate, to either side, in degrees. */
const AROUND = 0.0018;

type Position = Grid["anchor"];
type Thing = { name: string; at: Position; grid: number | null };

let street: QuietStreet;
let grids: Grid[];
let cameras: Thing[];
let rooms: Thing[];
let page: Page;

beforeAll(async () => {
  street = await startQuietStreet();
  const { chief, db, territoryId } = street;
  grids = await chief.ask<Grid[]>("grid.list", { territoryId });
  const listThings = async (table: string): Promise<Thing[]> =>
    (
      await db.pool.query<Thing>(
        `SELECT name, ARRAY[lng / 1e7, lat / 1e7]::float8[] AS at, grid_id AS grid FROM ${table}`,
      )
    ).rows;
  cameras = await listThings("camera");
  rooms = await listThings("place WHERE kind = 'police-room'");
});
afterAll(() => street?.stop());

const EARTH_METRES = 6_371_008.8;

/** Along a great circle. */
function metresBetween([lngA, latA]: Position, [lngB, latB]: Position): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (degrees: number): number => Math.sin(radians(degrees) / 2) ** 2;
  const share = half(latA - latB) + Math.cos(radians(latA)) * Math.cos(radians(latB)) * half(lngA - lngB);
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(share));
}

/** A grid and those above it, the finest first. */
function chainOf(id: number | null): Grid[] {
  const grid = grids.find((each) => each.id === id);
  return grid ? [grid, ...chainOf(grid.parentId)] : [];
}

const communityOf = (id: number | null): Grid | undefined => chainOf(id).at(-1);

/** Things from the nearest to the farthest, each with how far it is. */
const byDistance = (position: Position, things: readonly Thing[]) =>
  things
    .map((thing) => ({ ...thing, metres: metresBetween(position, thing.at) }))
    .sort((a, b) => a.metres - b.metres);

/** What the catalogue calls urgent. */
const GAS = { category: "gas-smell", condition: "smell", severity: "urgent" } as const;

/** Brings an incident that is filed, or what has changed of it. */
async function importFiled(given: Parameters<typeof townIncident>[0]): Promise<void> {
  const { db, territoryId } = street;
  const records = [townIncident({ ...given, status: "filed", dueAt: null })];
  const { rejects } = await importIncidents(db, { territoryId, records, file: "urgent" });
  expect(rejects).toEqual([]);
}

const isInterrupted = (): Promise<void> => page.locator('.wall[data-scene="urgent"]').waitFor();

/** Brings an urgent incident that was reported this moment, and waits until the wall shows it. */
async function bring(position: Position): Promise<void> {
  const now = new Date(Date.now() - 500).toISOString();
  await importFiled({ ...GAS, externalId: `urgent-${now}`, position, occurredAt: now, reportedAt: now });
  await isInterrupted();
}

/** What a panel says, line by line: what it is about, and what of it. */
const factsOf = (panel: string): Promise<[string, string][]> =>
  page
    .locator(`.panel--${panel} .facts > div`)
    .evaluateAll((lines) =>
      lines.map((line): [string, string] => [
        line.querySelector("dt")!.textContent,
        line.querySelector("dd")!.textContent,
      ]),
    );

/** What is not in the free part of the screen of a box, and how much of that part the box with its surroundings fills. */
async function isLookedAt(box: Grid["bbox"], position: Position): Promise<{ out: number; fills: boolean }> {
  const seen = await lookAt(page, { grids, box });
  const out = Math.max(
    seen.free.left - seen.box.left,
    seen.free.top - seen.box.top,
    seen.box.right - seen.free.right,
    seen.box.bottom - seen.free.bottom,
  );
  const [lng, lat] = position;
  const [west, south, east, north] = box;
  const around = [
    Math.min(west, lng - AROUND),
    Math.min(south, lat - AROUND),
    Math.max(east, lng + AROUND),
    Math.max(north, lat + AROUND),
  ];
  const { box: whole, free } = await lookAt(page, { grids, box: around });
  const share = Math.max(
    (whole.right - whole.left) / (free.right - free.left),
    (whole.bottom - whole.top) / (free.bottom - free.top),
  );
  return { out: Math.max(0, Math.floor(out)), fills: share > 0.9 && share < 1.02 };
}

/** What the panel of the nearest is to say, to the metre. */
function nearestOf(position: Position, { seen }: { seen: readonly Thing[] }) {
  const [room] = byDistance(position, rooms);
  return [room!, ...byDistance(position, seen).slice(0, 3)]; // the street has rooms
}

/** Names and metres of what is named as the nearest. */
const readNearest = async () =>
  (await factsOf("nearest")).map(([name, words]) => ({
    name,
    metres: Number(/^([\d,]+) 米/.exec(words)?.[1]?.replaceAll(",", "")),
  }));

/** How far what is named as the nearest is from what is, thing by thing; what has another name counts as far away. */
async function missesOf(expected: readonly { name: string; metres: number }[]): Promise<boolean[]> {
  const shown = await readNearest();
  return expected.map(({ name, metres }, i) => {
    const named = shown[i];
    return named === undefined || named.name !== name || Math.abs(named.metres - metres) > 1;
  });
}

/** How many incidents the wall counts as open. */
const countOpen = async (): Promise<number> =>
  Number((await page.locator('[data-number="open"]').innerText()).replace(/\D/g, ""));

test("an incident that was reported an hour ago has the screen from when it turns out to be urgent, and no list of a number over it", async () => {
  page = await takeWall(street, { gridId: null, settings: SETTINGS });
  await expect.poll(countOpen, { timeout: 20_000 }).toBeGreaterThan(0);
  const before = await countOpen();
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  const lane = grids.at(-1)!;
  const noise = { externalId: "raised", position: lane.anchor, occurredAt: hourAgo, reportedAt: hourAgo };
  await importFiled(noise);
  await expect.poll(countOpen, { timeout: 20_000 }).toBe(before + 1);
  expect(await page.locator(".wall").getAttribute("data-scene")).toBe("territory");
  await page.locator('[data-number="open"] button').click();
  await page.getByRole("dialog").waitFor();
  await importFiled({ ...noise, ...GAS });
  await isInterrupted();
  await expect.poll(() => page.getByRole("dialog").count(), { timeout: 10_000 }).toBe(0);
  await page.close();
});

test("an urgent incident has the map look at its grid from near, wherever it looked before, and names the grid's leaders, the nearest police room and the nearest cameras", async () => {
  page = await takeWall(street, { gridId: null, settings: SETTINGS });
  await waitForMap(page);
  const lanes = grids.filter(({ tier }) => tier === grids.at(-1)!.tier); // the finest come last
  const [first] = lanes;
  const farthest = lanes.toSorted(
    (a, b) => metresBetween(first!.anchor, b.anchor) - metresBetween(first!.anchor, a.anchor),
  )[0];
  for (const lane of [first!, farthest!]) {
    await bring(lane.anchor);
    await expect
      .poll(() => isLookedAt(lane.bbox, lane.anchor), { timeout: 30_000 })
      .toEqual({ out: 0, fills: true });
    const led = chainOf(lane.id).map(({ name, leaderName }) => [name, leaderName]);
    expect(await factsOf("leaders")).toEqual(led.filter(([, leader]) => leader !== null));
    const expected = nearestOf(lane.anchor, { seen: cameras });
    await expect.poll(() => missesOf(expected)).toEqual(expected.map(() => false));
    await shoot(page, `wall-urgent-${lanes.indexOf(lane)}`);
    await dragAway();
  }
});

test("an urgent incident has the map come back to a grid that it looked at for another one, wherever somebody has moved it since", async () => {
  const lane = grids.at(-1)!;
  for (const isMoved of [false, true]) {
    if (isMoved) await dragAway();
    await bring(lane.anchor);
    await expect
      .poll(() => isLookedAt(lane.bbox, lane.anchor), { timeout: 30_000 })
      .toEqual({ out: 0, fills: true });
  }
});

/** Moves the map by half a screen. */
async function dragAway(): Promise<void> {
  const free = (await page.locator(".wall__free").boundingBox())!; // it has one
  await page.mouse.move(free.x + free.width / 2, free.y + free.height / 2);
  await page.mouse.down();
  await page.mouse.move(20, 120, { steps: 6 });
  await page.mouse.up();
}

test("an urgent incident outside every grid is looked at and said to be outside, in place of leaders", async () => {
  const [west, south] = grids.reduce(
    ([w, s], { bbox }) => [Math.min(w, bbox[0]), Math.min(s, bbox[1])],
    [Infinity, Infinity],
  );
  const outside: Position = [west - 0.001, south - 0.001];
  await bring(outside);
  await expect
    .poll(() => isLookedAt([...outside, ...outside], outside), { timeout: 30_000 })
    .toEqual({ out: 0, fills: true });
  expect(await page.locator(".panel--leaders .panel__empty").innerText()).toBe("网格外");
  await page.close();
});

test("a wall of one community names the nearest police room although it stands in another one, and no camera of another one", async () => {
  // An incident in a grid from which the room of another community is nearer than that of its own.
  const lane = grids.find(({ id, tier, anchor }) => {
    const [nearest] = byDistance(anchor, rooms);
    return tier === grids.at(-1)!.tier && communityOf(nearest!.grid)?.id !== communityOf(id)?.id;
  });
  expect(lane).toBeDefined();
  const community = communityOf(lane!.id)!;
  page = await takeWall(street, { gridId: community.id, settings: SETTINGS });
  await bring(lane!.anchor);
  const own = cameras.filter(({ grid }) => communityOf(grid)?.id === community.id);
  const expected = nearestOf(lane!.anchor, { seen: own });
  expect(communityOf(expected[0]!.grid)?.id).not.toBe(community.id);
  await expect.poll(() => missesOf(expected), { timeout: 30_000 }).toEqual(expected.map(() => false));
  await shoot(page, "wall-urgent-community");
  await page.close();
});
