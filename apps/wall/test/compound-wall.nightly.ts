import { HEAT_LOOK } from "@getu/domain";
import type { Grid, Territory, Wall } from "@getu/domain";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERY_SCENE, pin } from "./office.ts";
import { startQuietStreet, takeWall } from "./quiet-street.ts";
import type { QuietStreet } from "./quiet-street.ts";
import { shoot, waitForMap } from "./wall-page.ts";

/** The compound of a territory in which most is late. */
const LATE_COMPOUND = `
  SELECT lane.parent_id AS id FROM incident
  JOIN grid_state AS lane ON lane.grid_id = grid_current AND lane.valid_to IS NULL
  JOIN grid ON grid.id = lane.parent_id AND grid.tier = 1
  WHERE incident.territory_id = $1 AND status <> 'closed' AND due_at < now()
  GROUP BY lane.parent_id ORDER BY count(*) DESC, lane.parent_id LIMIT 1`;

const LOOK = { ...HEAT_LOOK, measure: "per-area", window: "year" } as const;

let street: QuietStreet;
let page: Page;
let compound: Grid;
let tierName: string;

beforeAll(async () => {
  street = await startQuietStreet();
  const { db, chief, territoryId } = street;
  const { rows } = await db.pool.query<{ id: number }>(LATE_COMPOUND, [territoryId]);
  const grids = await chief.ask<Grid[]>("grid.list", { territoryId });
  compound = grids.find(({ id }) => id === rows[0]?.id)!; // of the street
  const [territory] = await chief.ask<Territory[]>("territory.list", {});
  tierName = territory!.tiers[1]!.name.zh; // communities, compounds and lanes
  const scenes = EVERY_SCENE.scenes.map((scene) =>
    scene.kind === "territory" ? { ...scene, heat: LOOK } : scene,
  );
  page = await takeWall(street, { gridId: compound.id, settings: { ...EVERY_SCENE, scenes } });
});
afterAll(() => street?.stop());

/** Runs in the browser: the share of pixels that are more red than blue, as shading is and dark ground is not. */
async function warmInPage(png: string): Promise<number> {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const pen = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  let warm = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i]! > data[i + 2]! + 40) warm += 1;
  return warm / (data.length / 4);
}

/** How much of the map between the panels is shaded. */
async function shadedShare(): Promise<number> {
  await waitForMap(page);
  const clip = (await page.locator(".wall__free").boundingBox())!; // it has one
  const png = await page.screenshot({ clip, timeout: 60_000 });
  return page.evaluate(warmInPage, png.toString("base64"));
}

const texts = (of: string): Promise<string[]> => page.locator(of).allInnerTexts();
const soon = { timeout: 30_000, interval: 200 };

test("a wall of one compound is shaded by its figure and by what is late, and names the compound and its tier", async () => {
  await expect
    .poll(() => texts(".scale figcaption"), soon)
    .toEqual([`滚动 1 年 · 各${tierName}每平方公里件数`]);
  await expect.poll(() => texts(".map-name"), soon).toEqual([expect.stringMatching(/^\D.*\d$/s)]);
  expect(await texts(".map-name")).toEqual([expect.stringContaining(compound.name)]);
  expect(await shadedShare()).toBeGreaterThan(0.15);
  await shoot(page, "wall-compound-measured");
  await page.getByRole("button", { name: "超期分布", exact: true }).click();
  await expect.poll(() => texts(".map-name"), soon).toEqual([expect.stringMatching(/超期 \d+$/)]);
  expect(await shadedShare()).toBeGreaterThan(0.15);
  await shoot(page, "wall-compound-late");
  await page.getByRole("button", { name: "无", exact: true }).click();
  expect(await shadedShare()).toBeLessThan(0.03);
});

test("its row among the grids leads back to the whole compound from one incident", async () => {
  const home = page.getByRole("button", { name: "回到全域" });
  await page.locator(".ticker__row").first().click();
  await expect.poll(() => home.count(), soon).toBe(1);
  await page.locator(".ladder__place").click();
  await expect.poll(() => home.count(), soon).toBe(0);
});

test("what cameras see and the month's figures are those of the compound, under the name of its tier", async () => {
  const { chief, territoryId } = street;
  const [wall] = await chief.ask<Wall[]>("wall.list", { territoryId });
  const which = { territoryId, id: wall!.id }; // the one that was taken
  await pin(chief, which, "cameras");
  await expect.poll(() => texts(".panel--coverage-ladder h2"), soon).toEqual([`${tierName}覆盖率`]);
  await expect.poll(() => texts(".panel--coverage-ladder .cut-name"), soon).toEqual([compound.name]);
  await shoot(page, "wall-compound-cameras");
  await pin(chief, which, "assessment");
  await expect.poll(() => texts(".figures-list .figures__name"), soon).toEqual([compound.name]);
  await shoot(page, "wall-compound-assessment");
});
