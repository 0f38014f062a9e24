import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { GridRecord, Role } from "@getu/domain";
import { listGrids } from "@getu/store";
import { createTestDatabase, foundTown } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { buildApp, launchBrowser, startServerOver } from "@getu/testkit";
import { makeAccount, PASSWORD } from "./browser-session.ts";

type Browser = Awaited<ReturnType<typeof launchBrowser>>;

/** A page of the browser. */
export type Page = Awaited<ReturnType<Browser["newPage"]>>;

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));

/** How a page is opened: where, how large, and whether in the dark. */
export type Showing = {
  path?: string;
  size?: { width: number; height: number };
  colorScheme?: "light" | "dark";
};

/** A town of planners with its server and a browser. */
export type PlannerStage = {
  database: TestDatabase;
  territoryId: number;
  origin: string;
  /** Errors that pages threw. */
  faults: string[];
  join: (person: { username: string; role: Role; gridId?: number }) => Promise<void>;
  /** A page of somebody who has signed in. */
  open: (username: string, showing?: Showing) => Promise<Page>;
  /** Areas of the lanes in force by their codes, to the square metre. */
  areasInForce: () => Promise<Map<string, number>>;
  stop: () => Promise<void>;
};

const WORKBENCH = { width: 1440, height: 900 };

/** Founds a town of these grids, with the pages that are built. */
export async function startPlannerStage({
  records,
  apps,
}: {
  records: readonly GridRecord[];
  apps: readonly Parameters<typeof buildApp>[0][];
}): Promise<PlannerStage> {
  for (const app of apps) buildApp(app);
  const database = await createTestDatabase();
  const { db } = database;
  const { territoryId } = await foundTown(db, { records });
  const server = await startServerOver(database);
  const browser = await launchBrowser();
  const { origin } = server;
  const faults: string[] = [];
  return {
    database,
    territoryId,
    origin,
    faults,
    join: (person) =>
      makeAccount({ db, origin }, { ...person, territoryId, name: `${person.username}（试验）` }),
    async open(username, { path = "/planner/", size = WORKBENCH, colorScheme = "light" } = {}) {
      const look = { viewport: size, colorScheme, reducedMotion: "reduce", locale: "zh-CN" } as const;
      const context = await browser.newContext(look);
      const data = { username, password: PASSWORD };
      const headers = { origin };
      await context.request.post(`${origin}/auth/sign-in/username`, { data, headers });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000); // on a busy machine a map takes half a minute
      page.on("pageerror", (error) => faults.push(error.message));
      await page.goto(`${origin}${path}`);
      return page;
    },
    async areasInForce() {
      const grids = (await listGrids(db, { territoryId })).filter(({ tier }) => tier === 2);
      return new Map(grids.map(({ code, areaSquareMetres }) => [code, Math.round(areaSquareMetres)]));
    },
    async stop() {
      await browser.close();
      await server.stop();
      await database.drop();
    },
  };
}

/** Waits until the planner's map is drawn. */
export async function isPainted(page: Page): Promise<void> {
  await page.locator(".planner__canvas[data-map-idle]").waitFor();
  await page.getByText("正在绘制地图…").waitFor({ state: "detached" });
}

/** Keeps a picture of a page as it is. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: `${OUTPUT}redraw-${name}.png` });
}

/** The same of a planner's page, once its map is drawn. */
export async function shootPlan(page: Page, name: string): Promise<void> {
  await isPainted(page);
  await shoot(page, name);
}

/** A place of the town in sides of a lane. */
export type Place = readonly [x: number, y: number];

/** Where a place of the town lies on the screen: the town of 8 by 4 lanes fills the map's width within its padding. */
export async function pixelOf(page: Page, [x, y]: Place): Promise<[number, number]> {
  const box = (await page.locator(".planner__canvas").boundingBox())!; // drawn
  const lane = (box.width - 48) / 8;
  const taller = 1 / Math.cos((30.202 * Math.PI) / 180);
  return [box.x + box.width / 2 + (x - 4) * lane, box.y + (box.height - 40) / 2 - (y - 2) * lane * taller];
}

/** Clicks places of the town one after the other. */
export async function click(page: Page, ...places: readonly Place[]): Promise<void> {
  for (const place of places) {
    const [x, y] = await pixelOf(page, place);
    await page.mouse.move(x, y);
    await page.mouse.click(x, y);
    await page.waitForTimeout(350); // two clicks in less are a double click
  }
}

/** Takes hold of one place of the town and leads it to another, without letting go. */
export async function hold(page: Page, from: Place, to: Place): Promise<void> {
  await page.mouse.move(...(await pixelOf(page, from)));
  await page.mouse.down();
  await page.mouse.move(...(await pixelOf(page, to)), { steps: 5 });
}

/** Drags from one place of the town to another. */
export async function drag(page: Page, from: Place, to: Place): Promise<void> {
  await hold(page, from, to);
  await page.mouse.up();
}

/** Presses the button of this name. */
export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).click();

/** Waits until so many steps stand. */
export const stepsAre = (page: Page, count: number): Promise<void> =>
  page.getByText(`改动 ${count} 步`, { exact: true }).waitFor();

/** Begins a draft of this name. */
export async function beginDraft(page: Page, name: string): Promise<void> {
  await isPainted(page);
  await press(page, "新建草案");
  await page.getByLabel("草案名称").fill(name);
  await page.keyboard.press("Enter");
  await isSaved(page);
  await isPainted(page);
}

/** Waits until the draft is saved. */
export const isSaved = (page: Page): Promise<void> => page.getByText("已保存", { exact: true }).waitFor();

/** Has who may do so approve a submitted draft and put it into force at once. */
export async function putIntoForce(chief: Page): Promise<void> {
  await press(chief, "批准");
  await press(chief, "确认");
  await press(chief, "排定生效");
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
  await chief.getByLabel(/生效日期/).fill(today);
  await press(chief, "确认");
  await chief.getByText("已生效", { exact: true }).waitFor();
}
