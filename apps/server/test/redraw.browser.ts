import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { GridRecord } from "@getu/domain";
import {
  createSecretToken,
  createTerritory,
  importGrids,
  insertInvitation,
  inTransaction,
  listGrids,
} from "@getu/store";
import { createTestDatabase, createTown, TOWN_TERRITORY, townPosition } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { axeFinds, buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD } from "./browser-session.ts";

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser["newPage"]>>;

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));
const PEOPLE = ["planner", "administrator"] as const;

let database: TestDatabase;
let server: AppServer;
let browser: Browser;
let territoryId: number;
const faults: string[] = [];

/** Outlines between which a gap is planted: a notch on either side of what they share. */
const NOTCHED: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  "lane-1-1": [[1, 1], [2, 1], [2, 1.4], [1.9, 1.5], [2, 1.6], [2, 2], [1, 2], [1, 1]],
  "lane-2-1": [[2, 1], [3, 1], [3, 2], [2, 2], [2, 1.6], [2.1, 1.5], [2, 1.4], [2, 1]],
}; // prettier-ignore

function withGap(grid: GridRecord): GridRecord {
  const ring = NOTCHED[grid.externalId];
  return ring
    ? { ...grid, area: { type: "Polygon", coordinates: [ring.map(([x, y]) => townPosition(x, y))] } }
    : grid;
}

beforeAll(async () => {
  buildApp("planner");
  buildApp("wall");
  database = await createTestDatabase();
  const { db } = database;
  ({ id: territoryId } = await createTerritory(db, TOWN_TERRITORY));
  await importGrids(db, { territoryId, records: createTown().map(withGap), file: "town" });
  const environment = {
    DATABASE_URL: database.url,
    GETU_SAMPLE: "none",
    GETU_TRICKLE: "off",
    GETU_OPEN_READING: "none",
  };
  server = await startAppServer({ trickleSeconds: 3600, environment });
  browser = await launchBrowser();
  await server.setUpLink(); // making it withdraws invitations that came before
  for (const role of PEOPLE) await join(role);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await database?.drop();
});

const tell = (path: string, body: object): Promise<Response> =>
  fetch(`${server.origin}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.origin },
    body: JSON.stringify(body),
  });

async function join(role: (typeof PEOPLE)[number]): Promise<void> {
  const { token, tokenHash } = createSecretToken();
  const offer = { role, territoryId, gridId: null, tokenHash, createdBy: "system", validMs: 3_600_000 };
  await inTransaction(database.db, (tx) => insertInvitation(tx, offer));
  const account = { token, username: role, name: `${role}（试验）`, password: PASSWORD };
  expect(await (await tell("/trpc/account.join", account)).json()).toMatchObject({ result: { data: {} } });
}

/** The planner's page of somebody who has signed in, drawn. */
async function open(role: (typeof PEOPLE)[number], hash = ""): Promise<Page> {
  const size = { width: 1440, height: 900 };
  const context = await browser.newContext({ viewport: size, reducedMotion: "reduce", locale: "zh-CN" });
  const data = { username: role, password: PASSWORD };
  await context.request.post(`${server.origin}/auth/sign-in/username`, {
    data,
    headers: { origin: server.origin },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(`${server.origin}/planner/${hash}`);
  await isPainted(page);
  return page;
}

async function isPainted(page: Page): Promise<void> {
  await page.locator(".planner__canvas[data-map-idle]").waitFor();
  await page.getByText("正在绘制地图…").waitFor({ state: "detached" });
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await isPainted(page);
  await page.screenshot({ path: `${OUTPUT}redraw-${name}.png` });
}

type Place = readonly [x: number, y: number];

/** Where a place of the town lies on the screen: the town of 8 by 4 lanes fills the map's width within its padding. */
async function pixelOf(page: Page, [x, y]: Place): Promise<[number, number]> {
  const box = (await page.locator(".planner__canvas").boundingBox())!; // drawn
  const lane = (box.width - 48) / 8;
  const taller = 1 / Math.cos((30.202 * Math.PI) / 180);
  return [box.x + box.width / 2 + (x - 4) * lane, box.y + (box.height - 40) / 2 - (y - 2) * lane * taller];
}

async function click(page: Page, ...places: readonly Place[]): Promise<void> {
  for (const place of places) {
    const [x, y] = await pixelOf(page, place);
    await page.mouse.move(x, y);
    await page.mouse.click(x, y);
    await page.waitForTimeout(350); // two clicks in less are a double click
  }
}

async function drag(page: Page, from: Place, to: Place): Promise<void> {
  await page.mouse.move(...(await pixelOf(page, from)));
  await page.mouse.down();
  await page.mouse.move(...(await pixelOf(page, to)), { steps: 5 });
  await page.mouse.up();
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const stepsAre = (page: Page, count: number) => page.getByText(`改动 ${count} 步`, { exact: true }).waitFor();

/** The version of the boundaries that a wall asks for. */
const boundariesIn = (url: string): string | undefined => /\/boundaries\/([^/]+)\/arcs\//.exec(url)?.[1];

/** Opens a wall; what it answers waits for boundaries that are not those it began with, on the same page. */
async function openWall(by: Page): Promise<{ redrawn: () => Promise<void> }> {
  const wall = await by.context().newPage();
  const first = wall.waitForResponse((response) => boundariesIn(response.url()) !== undefined);
  await wall.goto(server.origin);
  const begun = boundariesIn((await first).url());
  await wall.evaluate(() => Object.assign(globalThis, { isStillThere: true }));
  const next = wall.waitForResponse((response) => {
    const asked = boundariesIn(response.url());
    return response.ok() && asked !== undefined && asked !== begun;
  });
  return {
    async redrawn() {
      await next;
      expect(await wall.evaluate(() => "isStillThere" in globalThis)).toBe(true);
      await wall.locator('[data-map-idle="true"]').waitFor();
      await shootWall(wall);
      await wall.close();
    },
  };
}

const shootWall = (wall: Page) => wall.screenshot({ path: `${OUTPUT}redraw-5-wall.png` });

/** Areas of the lanes by their codes, to the square metre. */
async function areasInForce(): Promise<Map<string, number>> {
  const grids = await listGrids(database.db, { territoryId });
  return new Map(
    grids
      .filter(({ tier }) => tier === 2)
      .map(({ code, areaSquareMetres }) => [code, Math.round(areaSquareMetres)]),
  );
}

test("a planner names, cuts, moves, transfers and mends; an administrator approves; it comes into force, a wall follows, and it is rolled back", async () => {
  const before = await areasInForce();
  const page = await open("planner");
  await press(page, "新建草案");
  await page.getByLabel("草案名称").fill("翠屏优化（试验）");
  await page.keyboard.press("Enter");
  await page.getByText("已保存", { exact: true }).waitFor();
  await isPainted(page);
  const hash = new URL(page.url()).hash;

  await click(page, [3.5, 2.5]);
  await page.getByRole("button", { name: "修改名称、编号、所属" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("名称", { exact: true }).fill("试验弄");
  await page.getByLabel("编号", { exact: true }).fill("LANE-0-0");
  await page.getByText("同级网格已有这个编号").waitFor();
  await page.keyboard.press("Enter"); // refused, so nothing is kept
  expect(await axeFinds(page)).toEqual([]);
  await shoot(page, "0-record");
  await page.getByLabel("编号", { exact: true }).fill("LANE-NEW");
  await page.keyboard.press("Enter");
  await stepsAre(page, 1);
  await page.getByRole("heading", { name: "试验弄" }).waitFor();
  await page.keyboard.press("Escape"); // the next tool shall begin with no grid in the hand

  await page.keyboard.press("c");
  await click(page, [0, 0.5], [1, 0.5]);
  await page.keyboard.press("Enter");
  await shoot(page, "1-cut");
  await page.keyboard.press("Enter");
  await stepsAre(page, 2);

  await page.keyboard.press("v");
  await click(page, [5.5, 1.5]);
  await drag(page, [5, 1], [5.25, 1.25]);
  await stepsAre(page, 3);

  await page.keyboard.press("t");
  await click(page, [6.1, 1.2], [6.6, 1.2], [6.6, 1.7], [5.9, 1.7], [5.9, 1.2]);
  await page.keyboard.press("Enter");
  await shoot(page, "2-transfer");
  await page.keyboard.press("Enter");
  await stepsAre(page, 4);

  await page.keyboard.press("Control+z");
  await stepsAre(page, 3);
  await page.keyboard.press("Control+Shift+Z");
  await stepsAre(page, 4);

  await page.getByRole("tab", { name: /问题/ }).click();
  await page.getByLabel("不大于", { exact: true }).fill("1");
  await page.getByText(/另有 \d+ 处不在这个面积范围内/).waitFor();
  await page.getByLabel("不大于", { exact: true }).fill("");
  expect(await axeFinds(page)).toEqual([]);
  await press(page, "修复");
  await page.keyboard.press("Enter");
  await stepsAre(page, 5);
  await page.getByText("空缺，不属于任何网格").waitFor({ state: "detached" });
  await page.getByText("已保存", { exact: true }).waitFor();

  await page.reload();
  await stepsAre(page, 5);
  await shoot(page, "3-compare");
  await press(page, "提交");
  await page.getByText("待批准", { exact: true }).waitFor();

  const chief = await open("administrator", hash);
  const wall = await openWall(chief);
  await press(chief, "批准");
  await press(chief, "排定生效");
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
  await chief.getByLabel(/生效日期/).fill(today);
  await press(chief, "确认");
  await chief.getByText("已生效", { exact: true }).waitFor();
  await wall.redrawn();
  const now = await areasInForce();
  expect(now.size).toBe(before.size + 1);
  const [half, rest] = [now.get("LANE-0-0-2")!, now.get("LANE-0-0")!]; // the size says that there is one more
  expect(Math.abs(half + rest - before.get("LANE-0-0")!)).toBeLessThanOrEqual(1); // rounded to metres
  expect([now.has("LANE-3-2"), now.get("LANE-NEW")]).toEqual([false, before.get("LANE-3-2")]);
  expect(now.get("LANE-5-1")).toBeGreaterThan(before.get("LANE-5-1")!); // there before

  await press(chief, "草案与版本");
  await press(chief, "恢复到此版");
  await chief.getByLabel("恢复的理由").fill("试验结束");
  await press(chief, "确认");
  await chief.getByText("基于第 3 版", { exact: true }).waitFor();
  await shoot(chief, "4-rolled-back");
  expect(await areasInForce()).toEqual(before);
  expect(faults).toEqual([]);
}, 300_000);

test("a suggestion divides a community evenly; the planner looks, accepts and takes it back like any step", async () => {
  const page = await open("planner");
  await press(page, "划分建议");
  await page.getByLabel("网格数").fill("3");
  await page.getByText("近一年事件", { exact: true }).click();
  await press(page, "提出划分");
  await page.getByText("这里没有可以均衡的数据，请换一种依据。").waitFor(); // the town has no incidents
  await page.getByRole("radiogroup", { name: "按什么均衡" }).getByText("户数", { exact: true }).click();
  await press(page, "提出划分");
  await page.getByText(/变异系数 0\.\d\d（随机连片划分的中位数 0\.\d\d）/).waitFor();
  await shoot(page, "5-suggested");
  await page.getByRole("button", { name: /^确认/ }).click();
  await stepsAre(page, 1);
  await page.keyboard.press("Control+z");
  await stepsAre(page, 0);
  expect(faults).toEqual([]);
}, 60_000);
