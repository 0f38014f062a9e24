import { mkdirSync } from "node:fs";
import { WALL_DEFAULTS } from "@getu/domain";
import type { Territory } from "@getu/domain";
import { axeFinds, buildApp, launchBrowser, waitForRest } from "@getu/testkit";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";
import { ask, joinAsChief } from "./join-as.ts";
import { OUTPUT } from "./shoot.ts";

const PHONE = { width: 390, height: 844 };

/** No thumb hits less, says WCAG 2.5.5. */
const THUMB_PIXELS = 44;

/** Each for so long that none goes by itself during a test. */
const SETTINGS = {
  ...WALL_DEFAULTS,
  scenes: (["territory", "overdue", "community", "cameras"] as const).map((kind) => ({
    kind,
    seconds: 3600,
    when: "always" as const,
  })),
  urgentSeconds: 0,
};

let server: DeskServer;
let browser: Browser;
let chief: BrowserContext;
let wall: Page;
let desk: Page;
let which: { territoryId: number; id: number };

/** Writes what a page at rest shows to test-output/, and answers by how much it is wider than its window. */
async function shoot(page: Page, name: string): Promise<number> {
  mkdirSync(OUTPUT, { recursive: true });
  await waitForRest(page);
  await page.screenshot({ path: `${OUTPUT}desk-${name}.png` });
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth));
}

/** Takes the screen that shows a code. */
async function pair(code: string, name: string): Promise<number> {
  const input = { territoryId: which.territoryId, gridId: null, name, code, settings: SETTINGS };
  return (await ask<{ id: number }>(chief.request, { server, path: "wall.pair", input })).id;
}

beforeAll(async () => {
  buildApp("wall");
  server = await startDeskServer();
  browser = await launchBrowser();
  chief = await joinAsChief(browser, server);
  const listed = await chief.request.get(`${server.origin}/trpc/territory.list?input={}`);
  const [territory] = ((await listed.json()) as { result: { data: Territory[] } }).result.data;
  which = { territoryId: territory!.id, id: 0 }; // the demo street
  wall = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" });
  await wall.goto(`${server.origin}/pair`);
  const code = wall.locator(".pairing__code", { hasText: /^[A-Z0-9]{4}-[A-Z0-9]{4}$/ });
  which.id = await pair(await code.innerText(), "大厅（示范）");
  desk = await chief.newPage();
  for (const page of [wall, desk]) page.setDefaultTimeout(20_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const showsOnWall = (kind: string) => wall.locator(`.wall[data-scene="${kind}"]`).waitFor();
const wallSays = (words: string) => wall.locator(".title-bar__steps mark", { hasText: words }).waitFor();

/** Chooses in the list that a field has opened. */
const option = (page: Page, words: string) =>
  page.locator(".ant-select-dropdown:visible .ant-select-item-option", { hasText: words });

test("with a telephone in one hand a wall is held, sent on, pinned and let go again, and the card says what it shows", async () => {
  const phone = await browser.newContext({
    viewport: PHONE,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: "zh-CN",
    reducedMotion: "reduce",
    storageState: await chief.storageState(),
  });
  const page = await phone.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${server.origin}/desk/`);
  await page.locator(".desk__nav .ant-menu-overflow-item-rest").tap();
  await page.getByRole("menuitem", { name: "大屏", exact: true }).tap();
  const card = page.locator(".desk__card", { hasText: "大厅（示范）" });
  const press = (name: string) =>
    card.getByRole("button", { name: `${name}：大屏 大厅（示范）`, exact: true }).tap();
  await card.getByText("正在播出：网格一张图").waitFor();
  const lows = await card
    .locator("button, .ant-select")
    .evaluateAll((all) =>
      all.map((each) => each.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)),
    );
  expect(lows).toHaveLength(5); // hold, skip, pin, set up, take back
  expect(Math.min(...lows)).toBeGreaterThanOrEqual(THUMB_PIXELS);

  await press("暂停轮播");
  await wallSays("已暂停轮播");
  await card.getByText("已暂停轮播").waitFor();
  await press("下一幕");
  await showsOnWall("overdue");
  await card.getByText("正在播出：超期阶梯").waitFor();
  await card.getByLabel("固定一幕").tap();
  const cameras = option(page, "监控与盲区");
  const { height } = (await cameras.boundingBox())!; // it is there: it is tapped next
  expect(height).toBeGreaterThanOrEqual(THUMB_PIXELS);
  await cameras.tap();
  await showsOnWall("cameras");
  await wallSays("已固定");
  await card.getByText("正在播出：监控与盲区").waitFor();
  expect(await shoot(page, "walls-phone")).toBe(0);
  expect(await axeFinds(page)).toEqual([]);
  await press("继续轮播");
  await wall.locator(".title-bar__steps mark").waitFor({ state: "detached" });
  await showsOnWall("overdue"); // where it was
  await card.getByText("轮播中").waitFor();

  await card.getByRole("button", { name: "设置：大屏 大厅（示范）", exact: true }).tap();
  await page.locator(".ant-drawer .wall-scenes").waitFor();
  expect(await shoot(page, "walls-phone-set-up")).toBe(0);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "English" }).tap();
  await card.getByText("Shows: Overdue ladder").waitFor();
  expect(await shoot(page, "walls-phone-en")).toBe(0);
  expect(await axeFinds(page)).toEqual([]);
  await phone.close();
});

const row = () => desk.getByRole("row", { name: /大厅（示范）/ });

test("a scene that is pinned by the list of the desk is on the wall until it is let go", async () => {
  const before = (await wall.locator(".wall").getAttribute("data-scene"))!; // a wall has one
  await desk.goto(`${server.origin}/desk/#/screens`);
  await row().getByLabel("固定一幕").click();
  await option(desk, "社区现状").click();
  await showsOnWall("community");
  await wallSays("已固定");
  await row().getByText("已固定").waitFor();
  await row().getByText("正在播出：社区现状").waitFor();
  expect(await row().locator(".ant-select").innerText()).toContain("3 社区现状");
  await row().getByRole("button", { name: "继续轮播" }).click();
  await wall.locator(".title-bar__steps mark").waitFor({ state: "detached" });
  await showsOnWall(before);
});

/** Runs in the browser: notes every scene that comes on from now on. */
function noteScenes(): void {
  const scenes: string[] = [];
  const shown = document.querySelector<HTMLElement>(".wall")!;
  new MutationObserver(() => {
    const { scene = "" } = shown.dataset;
    if (scenes.at(-1) !== scene) scenes.push(scene);
  }).observe(shown, { attributeFilter: ["data-scene"] });
  Object.assign(globalThis, { scenes });
}

const notedScenes = (): Promise<string[]> =>
  wall.evaluate(() => (globalThis as unknown as { scenes: string[] }).scenes);

/** A condition that does not hold now: the demo street keeps the time of Shanghai. */
function falseCondition(): string {
  const hour = (new Date().getUTCHours() + 8) % 24;
  return hour >= 8 && hour < 20 ? "夜间" : "白天（8–20 时）";
}

/** A field or a button of a scene in the list, which is called by it. */
const inScene = (label: string, number: number) => desk.getByLabel(new RegExp(`^${label}：第 ${number} 幕 `));

test("a scene of which nobody says how long it lasts is not saved: its field is gone to, and is told below what is missing", async () => {
  await desk.goto(`${server.origin}/desk/#/screens`);
  await row().getByRole("button", { name: "设置：大屏 大厅（示范）", exact: true }).click();
  const lasts = inScene("时长", 1);
  await lasts.fill("");
  await desk.getByRole("button", { name: /保\s?存/ }).click();
  await desk.getByText("请填写时长", { exact: true }).waitFor();
  await expect.poll(() => lasts.evaluate((field) => field === document.activeElement)).toBe(true);
  const told = await lasts.getAttribute("aria-describedby");
  expect(await desk.locator(`[id="${told}"]`).innerText()).toBe("请填写时长");
  expect(await shoot(desk, "walls-missing")).toBe(0);
  await desk.keyboard.press("Escape");
  await desk.locator(".ant-drawer-mask").waitFor({ state: "hidden" });
});

test("the order of scenes, what is left out or added and when each is shown are set at the desk, and a wall goes by it", async () => {
  await desk.goto(`${server.origin}/desk/#/screens`);
  await row().getByRole("button", { name: "设置：大屏 大厅（示范）", exact: true }).click();
  const choose = async (field: Locator, words: string): Promise<void> => {
    await field.click();
    await option(desk, words).click();
    await option(desk, words).waitFor({ state: "hidden" });
  };
  await inScene("上移", 3).click(); // the community before what is overdue
  await inScene("去掉", 4).click(); // no cameras
  await desk.getByRole("button", { name: "加一幕" }).click();
  await choose(desk.getByLabel("第 4 幕", { exact: true }), "分时热力");
  await choose(inScene("何时播出", 3), falseCondition());
  for (let number = 1; number <= 4; number += 1) await inScene("时长", number).fill("5");
  expect(await shoot(desk, "walls-set-up")).toBe(0);
  await desk.getByRole("button", { name: /保\s?存/ }).click();
  await showsOnWall("hours"); // it was in no list before
  await wall.evaluate(noteScenes);
  await expect.poll(notedScenes, { timeout: 40_000 }).toHaveLength(4);
  expect((await notedScenes()).slice(0, 4)).toEqual(["territory", "community", "hours", "territory"]);

  await row().getByRole("button", { name: "设置：大屏 大厅（示范）", exact: true }).click();
  await choose(inScene("何时播出", 3), "总是");
  await desk.getByRole("button", { name: /保\s?存/ }).click();
  await showsOnWall("overdue");
});

test("the desk says when and why a wall's page began anew by itself, and of a wall that was never heard that it was not", async () => {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  // As its guard notes it before it begins the page anew.
  await wall.evaluate(
    (restarts) => localStorage.setItem("getu.restarts", JSON.stringify(restarts)),
    [{ reason: "frozen", at }],
  );
  await wall.reload();
  const other = await browser.newContext();
  const asked = await other.request.post(`${server.origin}/wall-pairing`, { data: {} });
  await pair(((await asked.json()) as { code: string }).code, "门厅（示范）");
  await desk.goto(`${server.origin}/desk/#/screens`);
  const said = row().getByText(/^最近一次自行重新载入：.*，画面停住了$/);
  await said.waitFor();
  const minute = await desk.evaluate(
    (moment) => new Date(moment).toLocaleString("zh-CN", { dateStyle: "medium", timeStyle: "short" }),
    at,
  );
  expect(await said.innerText()).toContain(minute);
  await row()
    .getByText(/^最近联络 /)
    .waitFor();
  await desk
    .getByRole("row", { name: /门厅（示范）/ })
    .getByText("还没有消息")
    .waitFor();
  expect(await shoot(desk, "walls")).toBe(0);
  expect(await axeFinds(desk)).toEqual([]);
  await other.close();
});
