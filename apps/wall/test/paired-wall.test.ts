import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Grid, Territory } from "@getu/domain";
import type { APIRequestContext, Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shoot } from "./wall-page.ts";

const PASSWORD = "correct horse battery";
const WALL = { width: 1920, height: 1080 };

/** What the catalogue calls urgent. */
const URGENT = { category: "gas-smell", condition: "smell" };

let server: AppServer;
let browser: Browser;
let wall: Page;
let desk: Page;
let dispatcher: APIRequestContext;

async function tell<T>(by: APIRequestContext, procedure: string, input: object): Promise<T> {
  const headers = { origin: server.origin };
  const answer = await by.post(`${server.origin}/trpc/${procedure}`, { data: input, headers });
  expect([procedure, answer.status()]).toEqual([procedure, 200]);
  return ((await answer.json()) as { result: { data: T } }).result.data;
}

async function ask<T>(by: APIRequestContext, procedure: string, input: object): Promise<T> {
  const query = new URLSearchParams({ input: JSON.stringify(input) });
  const answer = await by.get(`${server.origin}/trpc/${procedure}?${query}`);
  return ((await answer.json()) as { result: { data: T } }).result.data;
}

/** Somebody who has signed in, by an invitation's token. */
async function joined(token: string, username: string) {
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });
  const account = { username, password: PASSWORD };
  await tell(context.request, "account.join", { ...account, token, name: `${username}（示范）` });
  const headers = { origin: server.origin };
  const signIn = { data: account, headers };
  const answer = await context.request.post(`${server.origin}/auth/sign-in/username`, signIn);
  expect(answer.status()).toBe(200);
  return context;
}

beforeAll(async () => {
  buildApp("wall");
  buildApp("desk");
  const environment = { GETU_OPEN_READING: "none", GETU_TRICKLE: "off" };
  server = await startAppServer({ trickleSeconds: 3600, environment });
  browser = await launchBrowser();
  const chief = await joined((await server.setUpLink()).split("/").at(-1)!, "chief"); // a link ends with its token
  const place = { territoryId: null, gridId: null };
  const offer = { role: "dispatcher", place };
  const { token } = await tell<{ token: string }>(chief.request, "person.invite", offer);
  dispatcher = (await joined(token, "dispatcher")).request;
  desk = await chief.newPage();
  wall = await browser.newPage({ viewport: WALL, reducedMotion: "reduce" });
  for (const page of [desk, wall]) page.setDefaultTimeout(30_000);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const title = (): Promise<string> => wall.locator(".title-bar__title").innerText();
const shows = (scene: string) => expect.poll(title, { timeout: 20_000, interval: 100 }).toBe(scene);

/** Files an urgent report in the first of the finest grids. */
async function reportUrgent(): Promise<Grid> {
  const [territory] = await ask<Territory[]>(dispatcher, "territory.list", {});
  const territoryId = territory!.id; // the made-up street
  const grids = await ask<Grid[]>(dispatcher, "grid.list", { territoryId });
  const lane = grids.at(-1)!; // the finest come last
  await tell(dispatcher, "incident.report", {
    territoryId,
    idempotencyKey: "made-up urgent",
    report: {
      ...URGENT,
      externalId: null,
      channel: "hotline",
      summary: "示范：燃气味",
      position: lane.anchor,
      accuracyMetres: null,
      occurredAt: new Date(Date.now() - 60_000).toISOString(),
    },
  });
  return lane;
}

test("a wall is taken at the desk by its code, turns through its scenes without a reload, is interrupted by what is urgent, obeys the desk, goes on where it was when it is loaded anew, and ends when it is taken back", async () => {
  await wall.goto(server.origin);
  const code = await wall.locator(".pairing__code", { hasText: /^[A-Z0-9]{4}-[A-Z0-9]{4}$/ }).innerText();
  await shoot(wall, "wall-pairing");
  await wall.evaluate(() => Object.assign(globalThis, { stillHere: true }));

  await desk.goto(`${server.origin}/desk/#/screens`);
  await desk.getByRole("button", { name: "配对大屏" }).click();
  await desk.getByLabel("屏上的配对码").fill(code);
  await desk.getByLabel("名称（如：指挥中心大厅）").fill("大厅（示范）");
  await desk.getByLabel("时长").first().fill("5");
  await desk.getByLabel("口径").first().click();
  await desk.locator(".ant-select-item-option", { hasText: "每百户" }).click();
  await desk.getByRole("button", { name: "配对并开始显示" }).click();
  await shows("网格一张图");
  await wall.locator("figcaption, .heat__note", { hasText: "每百户件数" }).waitFor();
  await shows("超期阶梯");
  await wall.locator(".owned__row").first().waitFor();

  const row = desk.getByRole("row", { name: /大厅（示范）/ });
  await row.getByRole("button", { name: "暂停轮播" }).click();
  await wall.locator(".title-bar__steps mark", { hasText: "已暂停轮播" }).waitFor({ timeout: 5_000 });
  const lane = await reportUrgent();
  await shows("紧急事件");
  await wall.getByText(lane.leaderName!, { exact: true }).waitFor(); // of the made-up street every lane has one
  await wall.locator('.map[data-map-idle="true"]').waitFor();
  await shoot(wall, "wall-urgent");
  await row.getByRole("button", { name: "下一幕" }).click();
  await shows("超期阶梯");
  await row.getByRole("button", { name: "下一幕" }).click();
  await shows("社区现状");
  await row.getByRole("button", { name: "继续轮播" }).click();
  await wall.locator(".title-bar__steps mark").waitFor({ state: "detached", timeout: 5_000 });
  expect(await wall.evaluate(() => "stillHere" in globalThis)).toBe(true);
  await wall.reload();
  await shows("社区现状");
  await wall.evaluate(() => Object.assign(globalThis, { stillHere: true }));

  await row.getByRole("button", { name: "收回" }).click();
  await desk.locator(".ant-popconfirm-buttons .ant-btn-primary").click();
  const next = wall.locator(".pairing__code", { hasText: /^[A-Z0-9]{4}-[A-Z0-9]{4}$/ });
  await next.waitFor();
  expect(await next.innerText()).not.toBe(code);
  expect(await wall.evaluate(() => "stillHere" in globalThis)).toBe(true);
}, 120_000);
