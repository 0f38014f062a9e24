import { randomUUID } from "node:crypto";
import { axeFinds, launchBrowser } from "@getu/testkit";
import type { APIRequestContext, Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";
import { ask, joinAs } from "./join-as.ts";
import { idsShown, listNewestFirst } from "./queue-rows.ts";
import type { Listed } from "./queue-rows.ts";
import { OUTPUT, shoot as shootAll, SIZES } from "./shoot.ts";

const PAGE = 50;
const SOON = { timeout: 15_000 };

let server: DeskServer;
let browser: Browser;
let page: Page;
let api: APIRequestContext;
let territoryId: number;
let newestFirst: Listed[];
const faults: string[] = [];
const addresses: string[] = [];

const calls = <T>(path: string, input: object): Promise<T> => ask<T>(api, { server, path, input });

const shoot = (name: string, sizes = SIZES.slice(0, 1)): Promise<void> =>
  shootAll(page, `queue-${name}`, sizes);

const currentId = async (): Promise<number> =>
  Number(await page.locator("[data-row-key][aria-current='true']").getAttribute("data-row-key"));
const press = (key: string): Promise<void> => page.keyboard.press(key);

const dialog = (title: string) => page.locator(".ant-modal:visible", { hasText: title });

/** Waits until exactly these rows are there. */
const untilShown = (ids: readonly number[]): Promise<void> =>
  expect.poll(() => idsShown(page), SOON).toEqual([...ids]);

const idsOf = (incidents: readonly Listed[]): number[] => incidents.map(({ id }) => id);

/** A resident's report, which waits to be taken up: by the hour of the day the street may have none. */
async function reportOne(): Promise<void> {
  type List = { incidents: { position: [number, number] }[] };
  const { incidents } = await calls<List>("incident.list", { territoryId, limit: 1 });
  const data = {
    requestId: randomUUID(),
    territoryId,
    channel: "snapshot",
    category: "street-light",
    text: "路灯不亮（试验）",
    position: incidents[0]!.position, // the street has incidents
    accuracyMetres: 5,
    photoIds: [],
    contact: null,
  };
  const headers = { origin: server.origin };
  const answer = await api.post(`${server.origin}/report/reports`, { data, headers });
  expect(answer.ok(), await answer.text()).toBe(true);
}

beforeAll(async () => {
  server = await startDeskServer();
  browser = await launchBrowser();
  const desk = await joinAs(browser, { server, role: "dispatcher" });
  api = desk.request;
  page = await desk.newPage();
  page.setDefaultTimeout(15_000);
  page.on("request", (request) => addresses.push(decodeURIComponent(request.url())));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error" && !/status of (401|403|404)/.test(line.text())) faults.push(line.text());
  });
  [{ id: territoryId }] = await calls<[{ id: number }]>("territory.list", {});
  await reportOne();
  newestFirst = await listNewestFirst(api, { server, territoryId });
  await page.goto(`${server.origin}/desk/`);
  await page.getByRole("heading", { name: "事件队列" }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe("the queues of the desk", () => {
  test("are what a dispatcher sees first, each with how long it is", async () => {
    type Counts = Record<"overdue" | "all", { count: number; isMore: boolean }>;
    const { overdue, all } = await calls<Counts>("incident.queueCounts", { territoryId });
    await page.getByRole("tab", { name: `超期 ${overdue.count}` }).waitFor();
    expect(all).toEqual({ count: 1000, isMore: true });
    await page.getByRole("tab", { name: "全部 1,000+" }).waitFor();
    await press("4");
    await expect.poll(async () => (await idsShown(page)).length, SOON).toBe(Math.min(PAGE, overdue.count));
    await shoot("overdue");
    expect(await axeFinds(page)).toEqual([]);
  });

  test("go page by page with the keyboard in order, and hold one page at a time", async () => {
    const rowsOf = (at: number): number[] => idsOf(newestFirst.slice(at * PAGE, (at + 1) * PAGE));
    await press("6");
    await untilShown(rowsOf(0));
    await shoot("all", [...SIZES]);
    for (const at of [1, 2, 3, 4, 5]) {
      await press("n");
      await untilShown(rowsOf(at));
    }
    await press("p");
    await untilShown(rowsOf(4));
    expect((await idsShown(page)).length).toBe(PAGE);
  });

  test("open the row that the keyboard is on, and are where one left them when one comes back", async () => {
    const shown = await idsShown(page);
    for (const key of ["j", "ArrowDown", "j", "k"]) await press(key);
    await expect.poll(currentId, SOON).toBe(shown[2]);
    await press("x");
    await press("Enter");
    await page.waitForURL(`**/desk/#/incident/${shown[2]}`);
    await page.goto(`${server.origin}/desk/#/queue`);
    await untilShown(shown);
    expect(await currentId()).toBe(shown[2]);
    await page.getByText("已选 1 件").waitFor();
    await press("Escape");
    await page.getByText("已选 1 件").waitFor({ state: "hidden" });
  });

  test("show the keys, search by them, and find a number at once", async () => {
    await press("?");
    await dialog("快捷键").waitFor();
    await shoot("keys");
    await press("Escape");
    await dialog("快捷键").waitFor({ state: "hidden" });
    await press("/");
    const oldest = newestFirst.at(-1)!; // the street has incidents
    await page.keyboard.type(`#${oldest.id}`);
    await press("Enter");
    await untilShown([oldest.id]);
    await press("/");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("没有这样的事 zzz");
    await press("Enter");
    await page.getByText("没有符合筛选的事件", { exact: true }).waitFor();
    await page.getByRole("tab", { name: /^我的/ }).click();
    await page.getByText("可到“全部”里再找").waitFor();
    await page.getByRole("tab", { name: /^全部/ }).click();
    await page.getByText("没有符合筛选的事件", { exact: true }).waitFor();
    await page.getByRole("button", { name: "筛选", exact: true }).click();
    await page.getByRole("button", { name: "清除筛选" }).click();
    await untilShown(idsOf(newestFirst.slice(0, PAGE)));
    expect(addresses.filter((address) => address.includes("没有这样的事"))).toEqual([]); // it could be a name
  });

  test("take days from a calendar in Chinese, and both belong to the answer as the territory counts days", async () => {
    const from = page.getByLabel("上报日期从");
    await from.click();
    const calendar = page.locator(".ant-picker-dropdown:visible");
    await calendar.locator("th", { hasText: /^一$/ }).waitFor();
    expect(await calendar.locator(".ant-picker-header-view").textContent()).toMatch(/^\d{4}年\d{1,2}月$/);
    await page.screenshot({ path: `${OUTPUT}desk-queue-calendar.png` }); // another size would close it
    expect(await axeFinds(page)).toEqual([]);
    const dayOf = ({ reportedAt }: Listed): string =>
      new Date(reportedAt).toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
    const day = dayOf(newestFirst[PAGE]!); // there are more pages than one
    for (const field of [from, page.getByLabel("上报日期到")]) {
      await field.fill(day);
      await press("Enter");
    }
    const ofTheDay = newestFirst.filter((incident) => dayOf(incident) === day);
    await untilShown(idsOf(ofTheDay.slice(0, PAGE)));
    await page.getByRole("button", { name: "清除筛选" }).click();
    await untilShown(idsOf(newestFirst.slice(0, PAGE)));
  });

  test("mark today in the calendar as the territory has it, where the screen's own clock is a day behind", async () => {
    const abroad = await page.context().newPage();
    await abroad.clock.setFixedTime("2026-11-26T17:00:00Z"); // one o'clock of the next day in Shanghai
    await abroad.goto(`${server.origin}/desk/#/queue`);
    const from = abroad.getByLabel("上报日期从");
    const filters = abroad.getByRole("button", { name: "筛选", exact: true });
    await filters.waitFor();
    if (!(await from.isVisible())) await filters.click();
    await from.click();
    const today = abroad.locator(".ant-picker-dropdown:visible .ant-picker-cell-today");
    expect(await today.getAttribute("title")).toBe("2026-11-27");
    await abroad.close();
  });

  test("keep a filter under a name, also for another day", async () => {
    await page.getByText("只看超期").click();
    await expect.poll(async () => (await idsShown(page)).length, SOON).toBeLessThan(PAGE);
    const late = await idsShown(page);
    await page.getByRole("button", { name: "常用筛选" }).click();
    await page.getByLabel("给现在的筛选起个名字").fill("早会要问的");
    await press("Enter");
    await page.getByRole("button", { name: "早会要问的", exact: true }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "事件队列" }).waitFor();
    await page.getByRole("button", { name: "常用筛选 1" }).click();
    await page.getByRole("button", { name: "早会要问的", exact: true }).click();
    await untilShown(late);
    await page.getByRole("button", { name: "清除筛选" }).click();
    await untilShown(idsOf(newestFirst.slice(0, PAGE)));
  });

  test("assign what is chosen, and say of what could not be assigned why it was not", async () => {
    const open = newestFirst.find(({ status }) => status === "reported" || status === "filed")!; // reported above
    const closed = newestFirst
      .slice(0, PAGE)
      .find(({ status }) => status !== "reported" && status !== "filed")!;
    for (const { id } of [open, closed]) await page.getByLabel(`选择第 ${id} 号`).check();
    await press("a");
    await dialog("派遣 2 件").waitFor();
    await dialog("派遣 2 件").getByRole("button", { name: "派遣", exact: true }).click();
    await page.getByText("已派遣 1 件").waitFor();
    await page.getByText(`第 ${closed.id} 号：事件当前的状态下不能这样办理`).waitFor();
    await shoot("assigned");
    expect(await axeFinds(page)).toEqual([]);
    await page.locator(".ant-modal-footer:visible button", { hasText: "关闭" }).click();
    await page.getByText("已选 1 件").waitFor(); // what was refused
    expect(await calls<Listed>("incident.get", { territoryId, id: open.id })).toMatchObject({
      status: "assigned",
    });
  });

  test("show what others do at once, and lose neither what is chosen nor the row one is on", async () => {
    const shown = await idsShown(page);
    await press("j");
    await press("j");
    const on = await currentId();
    const { id } = newestFirst.find(({ status }) => status === "reported" || status === "filed")!;
    const row = page.locator(`[data-row-key="${id}"]`);
    await row.getByText("已派遣").waitFor();
    const act = {
      territoryId,
      id,
      idempotencyKey: "elsewhere",
      action: "merge",
      duplicateOf: newestFirst.findLast((each) => each.status !== "closed" && each.id !== id)!.id, // one of many
    };
    await calls("incident.act", act);
    await row.getByText("已办结").first().waitFor();
    expect([await idsShown(page), await currentId()]).toEqual([shown, on]);
    await page.getByText("已选 1 件").waitFor();
  });

  test("speak English, and nothing went wrong meanwhile", async () => {
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Queues" }).waitFor();
    await shoot("english");
    expect(faults).toEqual([]);
  });
});
