import type { Grid, Wall } from "@getu/domain";
import { buildApp, launchBrowser, startAppServer, watchFootprint } from "@getu/testkit";
import type { AppServer, Footprint } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { holdBack, letGo, prepareToHold, sayChange } from "./held-answers.ts";
import { makeLate } from "./live-street.ts";
import {
  EVERY_SCENE,
  join,
  joinAsChief,
  joinAsDispatcher,
  pairingCode,
  pin,
  reportUrgent,
  streetId,
} from "./office.ts";
import type { Colleague } from "./office.ts";
import { missesBy } from "./map-spot.ts";
import { shoot } from "./wall-page.ts";

const WALL = { width: 1920, height: 1080 };

let server: AppServer;
let browser: Browser;
let wall: Page;
let desk: Page;
let code: string;
let chief: Colleague;
let dispatcher: Colleague;

beforeAll(async () => {
  buildApp("wall");
  buildApp("desk");
  const environment = { GETU_OPEN_READING: "none", GETU_TRICKLE: "off" };
  server = await startAppServer({ trickleSeconds: 3600, environment });
  await makeLate(server);
  browser = await launchBrowser();
  chief = await joinAsChief(browser, server);
  dispatcher = await joinAsDispatcher(browser, { chief, origin: server.origin });
  desk = await chief.context.newPage();
  wall = await browser.newPage({ viewport: WALL, reducedMotion: "reduce" });
  for (const page of [desk, wall]) page.setDefaultTimeout(30_000);
  await prepareToHold(wall);
  await wall.addInitScript(noteLocks);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs in the browser: keeps within reach what keeps the screen awake. */
function noteLocks(): void {
  const locks: Promise<WakeLockSentinel>[] = [];
  Object.assign(globalThis, { locks });
  const request = navigator.wakeLock.request.bind(navigator.wakeLock);
  navigator.wakeLock.request = (type) => {
    const lock = request(type);
    locks.push(lock);
    return lock;
  };
}

/** How many things keep the wall's screen awake. */
const awake = (): Promise<number> =>
  wall.evaluate(async () => {
    const { locks } = globalThis as unknown as { locks: Promise<WakeLockSentinel>[] };
    return (await Promise.all(locks)).filter(({ released }) => !released).length;
  });

/** Has the wall hear so often that it missed something: it asks for everything that it shows again. */
const resync = (times: number): Promise<void> =>
  wall.evaluate(async (count) => {
    const { streams } = globalThis as unknown as { streams: EventSource[] };
    for (let i = 0; i < count; i++) {
      streams.at(-1)?.dispatchEvent(new MessageEvent("resync", { data: "{}" }));
      await new Promise((resolve) => setTimeout(resolve, 120)); // it is answered meanwhile
    }
  }, times);

const row = () => desk.getByRole("row", { name: /大厅（示范）/ });
const title = (): Promise<string> => wall.locator(".title-bar__title").innerText();
const shows = (scene: string) => expect.poll(title, { timeout: 20_000, interval: 100 }).toBe(scene);

test("a wall is taken at the desk by its code, turns through its scenes without a reload, is interrupted by what is urgent, obeys the desk, and goes on where it was when it is loaded anew", async () => {
  await wall.goto(server.origin);
  code = await pairingCode(wall).innerText();
  await shoot(wall, "wall-pairing");
  await wall.evaluate(() => Object.assign(globalThis, { stillHere: true }));
  expect(await awake()).toBe(0);

  await desk.goto(`${server.origin}/desk/#/screens`);
  await desk.getByRole("button", { name: "配对大屏" }).click();
  await desk.getByLabel("屏上的配对码").fill(code);
  await desk.getByLabel("名称（如：指挥中心大厅）").fill("大厅（示范）");
  await desk.getByLabel("时长").first().fill("15"); // all that is looked for in it has to come meanwhile
  await desk.getByLabel("口径").first().click();
  await desk.locator(".ant-select-item-option", { hasText: "每百户" }).click();
  const stays = wall.waitForResponse(`${server.origin}/device-session/renewal`); // each start lets it stay another year
  await desk.getByRole("button", { name: "配对并开始显示" }).click();
  await shows("网格一张图");
  expect((await stays).ok()).toBe(true);
  expect(await awake()).toBe(1);
  await wall.locator("figcaption, .heat__note", { hasText: "每百户件数" }).waitFor();
  await shows("超期阶梯");
  await wall.locator(".owned__row").first().waitFor();

  await row().getByRole("button", { name: "暂停轮播" }).click();
  await wall.locator(".title-bar__steps mark", { hasText: "已暂停轮播" }).waitFor({ timeout: 5_000 });
  const lane = await reportUrgent(dispatcher);
  await shows("紧急事件");
  await wall.getByText(lane.leaderName!, { exact: true }).waitFor(); // of the made-up street every lane has one
  await wall.locator('.map[data-map-idle="true"]').waitFor();
  await shoot(wall, "wall-urgent");
  await row().getByRole("button", { name: "撤下紧急事件" }).click();
  await shows("超期阶梯");
  await row().getByRole("button", { name: "下一幕" }).click();
  await shows("社区现状");
  await row().getByRole("button", { name: "继续轮播" }).click();
  await wall.locator(".title-bar__steps mark").waitFor({ state: "detached", timeout: 5_000 });
  expect(await wall.evaluate(() => "stillHere" in globalThis)).toBe(true);
  await wall.reload();
  await shows("社区现状");
  await wall.evaluate(() => Object.assign(globalThis, { stillHere: true }));
}, 120_000);

/** What the page holds once it has held the same for a second: what a scene shows may still be on its way. */
async function settled(footprint: () => Promise<Footprint>): Promise<Footprint> {
  const seen = [await footprint()];
  const isSettled = async (): Promise<boolean> => {
    seen.push(await footprint());
    const [first, ...others] = seen.slice(-3);
    return (
      others.length === 2 &&
      others.every(({ nodes, listeners }) => nodes === first!.nodes && listeners === first!.listeners) // three there are
    );
  };
  await expect.poll(isSettled, { timeout: 30_000, interval: 500 }).toBe(true);
  return seen.at(-1)!; // it has two more
}

/**
 * Those that draw most and hold most; for an hour a wall goes through all of its scenes at night. The last stands still
 * while nothing happens; what yesterday shows goes by its hour.
 */
const TURNED = ["cameras", "yesterday", "territory"] as const;

test("T17 a wall that goes through its scenes again, and is answered thirty times, holds on to no more than after the first time", async () => {
  const territoryId = await streetId(chief);
  const [taken] = await chief.ask<Wall[]>("wall.list", { territoryId });
  const which = { territoryId, id: taken!.id }; // the one that was taken
  await chief.tell("wall.arrange", { ...which, settings: EVERY_SCENE });
  const turn = async (): Promise<void> => {
    for (const kind of TURNED) {
      await pin(chief, which, kind);
      await wall.locator(`.wall[data-scene="${kind}"] .map[data-map-idle="true"]`).waitFor();
    }
  };
  const footprint = await watchFootprint(wall);
  await turn();
  await resync(5);
  const before = await settled(footprint);
  await turn();
  await resync(30); // some 3 MB of answers of the little street
  // What the screen says for a moment, that something is late, goes again by itself; what nobody lets go of stays.
  const grown = async (): Promise<Partial<Footprint>> => {
    const { listeners, nodes, heapBytes } = await footprint();
    return {
      ...(listeners > before.listeners && { listeners: listeners - before.listeners }),
      ...(nodes > before.nodes * 1.02 && { nodes: nodes - before.nodes }),
      ...(heapBytes > before.heapBytes + 2e6 && { heapBytes: heapBytes - before.heapBytes }),
    };
  };
  await expect.poll(grown, { timeout: 60_000, interval: 500 }).toEqual({});
}, 240_000);

/** Has the desk set how high the picture is, from where it is read, and of how many panels a side it is. */
async function setScreen(metres: { high: number; away: number }, panels: number): Promise<void> {
  await row().getByRole("button", { name: "设置" }).click();
  await desk.getByLabel("画面高度").fill(String(metres.high));
  await desk.getByLabel("最远观看距离").fill(String(metres.away));
  await desk.getByLabel("横向拼接（块）").fill(String(panels));
  await desk.getByLabel("纵向拼接（块）").fill(String(panels));
}

async function saveScreen(): Promise<void> {
  await desk.locator(".ant-drawer").getByRole("button", { name: "保存" }).click();
  await desk.locator(".ant-drawer-mask").waitFor({ state: "hidden" });
}

/** Under how many minutes of arc the smallest digit of the wall is seen. */
const seenArcMinutes = ({ high, away }: { high: number; away: number }): Promise<number> =>
  wall.evaluate(
    ([high, away]) => {
      const pixels = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      return (((pixels * 0.72 * high) / innerHeight / away) * 180 * 60) / Math.PI;
    },
    [high, away] as const,
  );

test("the desk says before it is saved, and in its list, from where a picture that is too low can be read, and the wall's text and panels are as they are set there", async () => {
  const low = { high: 1.1, away: 5 };
  const near = { high: 1.1, away: 4 };
  const warning = desk.getByText("这块屏在 5 米外看不清：最远 4.2 米。");
  await setScreen(low, 1);
  await warning.waitFor();
  await shoot(desk, "desk-wall-illegible");
  await saveScreen();
  await row().getByText("超过 4.2 米看不清").waitFor();
  await expect.poll(() => seenArcMinutes(low), { timeout: 20_000 }).toBeCloseTo((16 * 4.254) / 5, 1);
  await setScreen(near, 3);
  await warning.waitFor({ state: "detached" });
  await saveScreen();
  await row().getByText("超过 4.2 米看不清").waitFor({ state: "detached" });
  await expect.poll(() => seenArcMinutes(near), { timeout: 20_000 }).toBeCloseTo(16, 1);
  await wall.locator('.wall[data-mosaic="true"]').waitFor();
  await expect.poll(() => wall.evaluate(listPushed)).not.toEqual([]);
  await setScreen(near, 1);
  await saveScreen();
  await wall.locator('.wall[data-mosaic="false"]').waitFor({ timeout: 20_000 });
  expect(await wall.evaluate(listPushed)).toEqual([]);
}, 120_000);

/** Runs in the browser: what has been moved off the edges between panels. */
function listPushed(): string[] {
  const all = [...document.querySelectorAll<HTMLElement>(".wall, .wall *")];
  const isPushed = ({ style }: HTMLElement): boolean =>
    [style.marginLeft, style.marginTop, style.marginBottom].some((margin) => margin !== "");
  const said = [...document.querySelector<HTMLElement>(".wall")!.style];
  return [...all.filter(isPushed).map(({ className }) => className), ...said];
}

test("a wall that is taken back ends at once, without a reload, and waits to be taken with another code", async () => {
  await row().getByRole("button", { name: "收回" }).click();
  await desk.locator(".ant-popconfirm-buttons .ant-btn-primary").press("Enter"); // the bubble may still be growing
  expect(await pairingCode(wall).innerText()).not.toBe(code);
  expect(await awake()).toBe(0);
  expect(await wall.evaluate(() => "stillHere" in globalThis)).toBe(true);
}, 120_000);

/** A community of the street. */
async function someCommunity(): Promise<{ territoryId: number; community: Grid }> {
  const territoryId = await streetId(chief);
  const grids = await chief.ask<Grid[]>("grid.list", { territoryId });
  return { territoryId, community: grids.findLast(({ tier }) => tier === 0)! }; // a street has communities
}

/** The boxes that a page has asked heat of. */
async function boxesAskedBy(page: Page): Promise<Set<string>> {
  const asked = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  return new Set(asked.flatMap((address) => new URL(address).searchParams.getAll("bbox")));
}

test("a screen that is taken at the desk for one community begins that wall's list, bears its name and looks at it, not at the whole street", async () => {
  const { community } = await someCommunity();
  await wall.evaluate(() => performance.clearResourceTimings()); // nobody else is told of its requests since it was weighed
  await desk.getByRole("button", { name: "配对大屏" }).click();
  await desk.getByLabel("屏上的配对码").fill(await pairingCode(wall).innerText());
  await desk.getByLabel("名称（如：指挥中心大厅）").fill("社区（示范）");
  await desk.getByLabel("网格（含其下全部网格）").click();
  await desk
    .locator(".ant-select-dropdown:visible .ant-select-tree-title", { hasText: community.name })
    .first()
    .click();
  await desk.getByLabel("时长").first().fill("600");
  await desk.getByLabel("紧急事件占屏时长（0 为不占屏）").fill("0");
  await desk.getByRole("button", { name: "配对并开始显示" }).click();
  await shows("网格一张图"); // the wall that it was before stood elsewhere in its own list
  await wall.locator('.map[data-map-idle="true"][data-heat^="week"]').waitFor({ timeout: 90_000 });
  expect(await wall.locator(".title-bar h1").innerText()).toBe(community.name);
  await expect.poll(() => missesBy(wall, community), { timeout: 10_000 }).toBeLessThan(3);
  expect(await boxesAskedBy(wall)).toEqual(new Set([community.bbox.join()]));
  await shoot(wall, "wall-community");
}, 120_000);

test("a wall that is taken back shows nothing of the street any more while no answer comes, and then waits to be taken", async () => {
  const territoryId = await streetId(chief);
  const [taken] = await chief.ask<Wall[]>("wall.list", { territoryId });
  await holdBack(wall, "territory.list");
  await chief.tell("device.revoke", { territoryId, id: taken!.id }); // the one that was taken
  const isShown = async (): Promise<number> => {
    await sayChange(wall, { topic: "wall", wallId: taken!.id }); // it asks for nothing but itself
    return wall.locator(".wall").count();
  };
  await expect.poll(isShown, { timeout: 20_000, interval: 1_000 }).toBe(0);
  await letGo(wall);
  await pairingCode(wall).waitFor();
}, 60_000);

test("somebody of one community who opens the wall in a browser of theirs sees that community, not the whole street", async () => {
  const { territoryId, community } = await someCommunity();
  const offer = { role: "viewer", place: { territoryId, gridId: community.id } };
  const { token } = await chief.tell<{ token: string }>("person.invite", offer);
  const { context } = await join({ browser, origin: server.origin }, { token, username: "neighbour" });
  const page = await context.newPage();
  await page.goto(server.origin);
  await page.locator('.map[data-map-idle="true"][data-heat^="week"]').waitFor({ timeout: 90_000 });
  expect(await page.locator(".title-bar h1").innerText()).toBe(community.name);
  expect(await boxesAskedBy(page)).toEqual(new Set([community.bbox.join()]));
  await context.close();
}, 120_000);
