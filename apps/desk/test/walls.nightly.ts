import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { WALL_DEFAULTS } from "@getu/domain";
import type { Grid, Incident, ListedPerson, Territory, Wall } from "@getu/domain";
import { axeFinds, buildApp, launchBrowser, waitForRest } from "@getu/testkit";
import type { Browser, BrowserContext, Locator, Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";
import { ask, joinAsChief, joinInvited } from "./join-as.ts";
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

/** Does something over the head of whoever looks at the desk. */
const tell = <T>(path: string, input: object): Promise<T> => ask<T>(chief.request, { server, path, input });

/** Takes the screen that shows a code. */
async function pair(code: string, name: string): Promise<number> {
  const input = { territoryId: which.territoryId, gridId: null, name, code, settings: SETTINGS };
  return (await tell<{ id: number }>("wall.pair", input)).id;
}

/** A browser that shows a code and nothing else. */
async function waitingScreen(): Promise<{ context: BrowserContext; code: string }> {
  const context = await browser.newContext();
  const asked = await context.request.post(`${server.origin}/wall-pairing`, { data: {} });
  return { context, code: ((await asked.json()) as { code: string }).code };
}

/** What the hall's wall has been told. */
async function controlNow(): Promise<Wall["control"]> {
  const walls = await tell<Wall[]>("wall.list", { territoryId: which.territoryId });
  return walls.find(({ id }) => id === which.id)!.control; // it was paired
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

/** A question or an order of this name, alone or among others. */
const callOf = (name: string): RegExp => new RegExp(String.raw`/trpc/[^?]*\b${name}\b`);

/** Keeps every answer of this name from a page until what it returns is called. */
async function cutOff(page: Page, name: string): Promise<() => Promise<void>> {
  const calls = callOf(name);
  await page.route(calls, (route) => route.abort());
  return () => page.unroute(calls);
}

test("an order that is long on its way is given once, however often its button is pressed, and the buttons say that they are busy", async () => {
  await desk.goto(`${server.origin}/desk/#/screens`);
  const skip = row().getByRole("button", { name: "下一幕：大屏 大厅（示范）", exact: true });
  await skip.waitFor();
  const { skips } = await controlNow();
  const [calls, gate] = [callOf("wall.steer"), Promise.withResolvers<void>()];
  await desk.route(calls, async (route) => {
    await gate.promise;
    await route.continue();
  });
  const busy = row().locator('[aria-busy="true"]');
  await skip.click();
  await busy.waitFor();
  await skip.press("Enter"); // keys reach what a pointer does not
  await skip.dispatchEvent("click");
  expect(await shoot(desk, "walls-busy")).toBe(0);
  gate.resolve();
  await busy.waitFor({ state: "detached" });
  await desk.unroute(calls);
  expect((await controlNow()).skips).toBe(skips + 1);
});

test("a scene that is pinned by a list that somebody has set up anew is refused in words, and none is pinned", async () => {
  await desk.goto(`${server.origin}/desk/#/screens`);
  await row().getByLabel("固定一幕").waitFor();
  const back = await cutOff(desk, "wall.list"); // as the one who pins saw it
  const settings = { ...SETTINGS, scenes: SETTINGS.scenes.toReversed() };
  await tell("wall.arrange", { ...which, settings });
  await row().getByLabel("固定一幕").click();
  await option(desk, "监控与盲区").click();
  await desk.getByText("刚刚有人改过这块大屏的设置").waitFor();
  expect((await controlNow()).pinned).toBeNull();
  await back();
  await tell("wall.arrange", { ...which, settings: SETTINGS });
});

/** Has a desk hear of another incident on the walls than they tell of. */
const hearsOf =
  (incidentId: number) =>
  async (route: Route): Promise<void> => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll(/"incidentId":\d+/g, `"incidentId":${incidentId}`);
    await route.fulfill({ response, body });
  };

/** What a dispatcher reports, and how the desk calls it. */
type Reported = { id: number; called: RegExp };

/** Somebody calls about a thing that the catalogue calls urgent, in the last of the finest grids. */
async function reportUrgent(
  dispatcher: BrowserContext,
  matter: { category: string; condition: string; name: string },
): Promise<Reported> {
  const { territoryId } = which;
  const grids = await tell<Grid[]>("grid.list", { territoryId });
  const { name, ...urgent } = matter;
  const report = {
    ...urgent,
    externalId: null,
    channel: "hotline",
    summary: `示范：${name}`,
    position: grids.at(-1)!.anchor, // the finest come last
    accuracyMetres: null,
    occurredAt: new Date(Date.now() - 60_000).toISOString(),
  };
  const input = { territoryId, idempotencyKey: randomUUID(), report };
  const told = await ask<Incident>(dispatcher.request, { server, path: "incident.report", input });
  const minute = new Date(told.reportedAt).toLocaleTimeString("zh-CN", {
    timeZone: "Asia/Shanghai",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return { id: told.id, called: new RegExp(`${minute} 上报的${name}`) };
}

/** Where the buttons of the hall's wall are. */
const places = (): Promise<unknown[]> =>
  Promise.all(
    ["暂停轮播", "下一幕", "设置"].map((what) =>
      row()
        .getByRole("button", { name: `${what}：大屏 大厅（示范）`, exact: true })
        .boundingBox(),
    ),
  );

test("an urgent incident on a wall is called by when it was reported and what it is, and is sent off by a button of its own, which moves no other and never sends off the one after it", async () => {
  const dispatcher = await joinInvited(browser, { server, chief, role: "dispatcher" });
  await desk.goto(`${server.origin}/desk/#/screens`);
  await tell("wall.arrange", { ...which, settings: { ...SETTINGS, urgentSeconds: 600 } });
  await row()
    .getByText(/^正在播出：/)
    .waitFor();
  const skip = row().getByRole("button", { name: "下一幕：大屏 大厅（示范）", exact: true });
  const sendOff = row().getByRole("button", { name: /^撤下紧急事件/ });
  const before = await places();
  expect([await sendOff.count(), await skip.isEnabled()]).toEqual([0, true]);
  const matter = { category: "gas-smell", condition: "smell", name: "燃气异味泄漏" };
  const gas = await reportUrgent(dispatcher, matter);
  await showsOnWall("urgent");
  await row()
    .getByText(/^正在播出：紧急事件（.*）$/)
    .waitFor();
  await expect.poll(() => sendOff.innerText()).toMatch(gas.called);
  expect(await row().locator(".wall-state__shows").innerText()).toMatch(gas.called);
  expect(await skip.isEnabled()).toBe(false);
  expect(await places()).toEqual(before);
  expect(await shoot(desk, "walls-urgent")).toBe(0);
  expect(await axeFinds(desk)).toEqual([]);

  // It is pressed on just as another one comes.
  const other = (
    await tell<{ incidents: Incident[] }>("incident.list", {
      territoryId: which.territoryId,
      limit: 2,
    })
  ).incidents.find(({ id }) => id !== gas.id)!; // the demo street has many
  const orders: string[] = [];
  desk.on("request", (request) => {
    if (callOf("wall.steer").test(request.url())) orders.push(request.postData() ?? "");
  });
  const { x, y, width, height } = (await sendOff.boundingBox())!; // it is there
  await desk.mouse.move(x + width / 2, y + height / 2);
  await desk.mouse.down();
  const [calls, hears] = [callOf("wall.list"), hearsOf(other.id)];
  await desk.route(calls, hears);
  await expect.poll(() => sendOff.innerText(), { timeout: 20_000 }).not.toMatch(gas.called);
  await desk.mouse.up();
  await desk.unroute(calls);
  await expect.poll(() => sendOff.innerText(), { timeout: 20_000 }).toMatch(gas.called);
  expect(orders).toEqual([]);

  await sendOff.click();
  await wall.locator('.wall:not([data-scene="urgent"])').waitFor();
  await sendOff.waitFor({ state: "detached" });
  await expect.poll(() => skip.isEnabled(), { timeout: 20_000 }).toBe(true);
  expect([orders.length, orders[0]]).toEqual([1, expect.stringContaining(`"incidentId":${gas.id}`)]);
  expect(await places()).toEqual(before);
  await tell("wall.arrange", { ...which, settings: SETTINGS });
  await dispatcher.close();
});

/** Runs in the browser: counts how often there is no alert, of which there is one now. */
function countGone(): void {
  const alerts = { gone: 0 };
  const look = (): void => {
    if (document.querySelector(".ant-alert") === null) alerts.gone += 1;
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  Object.assign(globalThis, { alerts });
}

/** Refuses what it is asked, each question of the request by itself. */
async function refuse(route: Route): Promise<void> {
  const names = new URL(route.request().url()).pathname.split("/").at(-1)!.split(","); // a path ends somewhere
  const data = {
    code: "FORBIDDEN",
    httpStatus: 403,
    failure: { code: "NOT_PERMITTED", permission: "wall.steer" },
  };
  const error = { message: "NOT_PERMITTED", code: -32_003, data };
  await route.fulfill({ status: 403, json: names.map(() => ({ error })) });
}

test("a list that is refused says so and goes on saying it, without a spinner or an empty table, and is there once it is allowed", async () => {
  const page = await chief.newPage();
  page.setDefaultTimeout(20_000);
  const calls = callOf("wall.list");
  await page.route(calls, refuse);
  await page.goto(`${server.origin}/desk/#/screens`);
  const alert = page.getByRole("alert").filter({ hasText: "大屏名单读不出来" });
  await alert.getByText("您没有这项权限").waitFor();
  await page.evaluate(countGone);
  for (let asked = 0; asked < 2; asked += 1) await page.waitForResponse(calls);
  await waitForRest(page);
  const gone = await page.evaluate(() => (globalThis as unknown as { alerts: { gone: number } }).alerts.gone);
  expect([gone, await page.locator(".ant-spin-spinning, .ant-table").count()]).toEqual([0, 0]);
  expect(await shoot(page, "walls-refused")).toBe(0);
  expect(await axeFinds(page)).toEqual([]);
  await page.unroute(calls);
  await page.getByRole("row", { name: /大厅（示范）/ }).waitFor();
  await alert.waitFor({ state: "detached" });
  await page.close();
});

test("a list that has not been had for half a minute says since when it is old, and calls no wall heard, until it is had again", async () => {
  await desk.goto(`${server.origin}/desk/#/screens`);
  await row()
    .getByText(/^最近联络 /)
    .waitFor();
  const back = await cutOff(desk, "wall.list");
  const alert = desk.getByRole("alert").filter({ hasText: /下面的名单停在 .+，此后各屏的情况不明/ });
  await alert.waitFor({ timeout: 60_000 });
  await alert.getByText("服务器没有应答").waitFor();
  await row()
    .getByText(/^名单停下之前，最近联络 /)
    .waitFor();
  await row()
    .getByText(/^最后播出：/)
    .waitFor();
  expect(
    await row()
      .getByText(/^(?:正在播出：|最近联络 )/)
      .count(),
  ).toBe(0);
  expect(await shoot(desk, "walls-old")).toBe(0);
  expect(await axeFinds(desk)).toEqual([]);
  await back();
  await row()
    .getByText(/^正在播出：/)
    .waitFor();
  await alert.waitFor({ state: "detached" });
});

test("who steers a wall that was just taken back is told that of the wall", async () => {
  const { context, code } = await waitingScreen();
  const id = await pair(code, "收回的屏（示范）");
  await desk.goto(`${server.origin}/desk/#/screens`);
  const theirs = desk.getByRole("row", { name: /收回的屏（示范）/ });
  const hold = theirs.getByRole("button", { name: "暂停轮播" });
  await hold.waitFor();
  const back = await cutOff(desk, "wall.list");
  await tell("device.revoke", { territoryId: which.territoryId, id });
  await hold.click();
  await desk.getByText("这块大屏已收回，或不在您的管理范围内").waitFor();
  expect(await desk.getByText("令牌").count()).toBe(0); // nobody has typed one
  await back();
  await theirs.getByText("已收回", { exact: true }).waitFor();
  await context.close();
});

/** Somebody who administers one community, and may look at the whole street besides. */
async function joinAsHead(community: number): Promise<BrowserContext> {
  const { territoryId } = which;
  const place = { territoryId, gridId: community };
  const head = await joinInvited(browser, { server, chief, role: "administrator", place, username: "head" });
  const people = await tell<ListedPerson[]>("person.list", {});
  const { id: personId } = people.find(({ username }) => username === "head")!; // has just joined
  await tell("grant.give", { personId, role: "viewer", place: { territoryId, gridId: null } });
  return head;
}

test("who administers one community pairs walls of its grids alone, and is told before it is sent what a wall cannot be called", async () => {
  const grids = await tell<Grid[]>("grid.list", { territoryId: which.territoryId });
  const community = grids.find(({ tier }) => tier === 0)!; // the coarsest
  const head = await joinAsHead(community.id);
  const page = await head.newPage();
  page.setDefaultTimeout(20_000);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url()));
  const { context, code } = await waitingScreen();
  await page.goto(`${server.origin}/desk/#/screens`);
  await page.getByRole("button", { name: "配对大屏" }).click();
  await page.getByLabel("屏上的配对码").fill(code);
  await page.getByLabel("名称（如：指挥中心大厅）").fill("社区\u200b屏（示范）");
  const drawer = page.locator(".ant-drawer");
  expect(await drawer.getByText("整个辖区").count()).toBe(0);
  const submit = page.getByRole("button", { name: "配对并开始显示" });
  await submit.click();
  const told = (words: string) => drawer.locator(".ant-form-item-explain-error", { hasText: words });
  await told("名称中有看不见或不能保存的字符").waitFor();
  await told("请选择您管理范围内的网格").waitFor();
  expect(await shoot(page, "walls-pair-head")).toBe(0);
  expect(await axeFinds(page)).toEqual([]);
  expect(sent.filter((url) => callOf("wall.pair").test(url))).toEqual([]);
  await page.getByLabel("名称（如：指挥中心大厅）").fill("社区屏（示范）");
  await page.getByLabel("网格（含其下全部网格）").click();
  const offered = page.locator(".ant-select-dropdown:visible .ant-select-tree-title:visible");
  await offered.first().waitFor();
  expect(await offered.allInnerTexts()).toEqual([community.name]);
  await offered.first().click();
  await submit.click();
  await page
    .getByRole("row", { name: /社区屏（示范）/ })
    .getByText(community.name, { exact: true })
    .waitFor();
  await context.close();
  await head.close();
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

test("a scene of which nobody says how long it lasts is not saved: its field is gone to, and is told below what is missing; what was typed goes with neither Esc nor a click beside the form", async () => {
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
  await desk.locator(".ant-drawer-mask").click({ position: { x: 100, y: 400 } });
  await waitForRest(desk);
  await desk.getByText("请填写时长", { exact: true }).waitFor();
  expect(await lasts.inputValue()).toBe("");
  await desk.locator(".ant-drawer-close").click();
  await desk.locator(".ant-drawer-mask").waitFor({ state: "hidden" });
  await row().getByRole("button", { name: "设置：大屏 大厅（示范）", exact: true }).click();
  await expect.poll(() => lasts.inputValue()).toBe("3600"); // nobody has touched it this time
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
  const { context: other, code } = await waitingScreen();
  await pair(code, "门厅（示范）");
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
