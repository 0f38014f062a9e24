import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { axeFinds, buildApp, launchBrowser } from "@getu/testkit";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";
import { ask, joinAsChief, joinInvited } from "./join-as.ts";

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));

let server: DeskServer;
let browser: Browser;
let chief: BrowserContext;
let territoryId: number;

/** A browser in which somebody with this role on the street has signed in. */
const signedIn = (role: string): Promise<BrowserContext> =>
  joinInvited(browser, { server, chief, role, place: { territoryId, gridId: null } });

async function open(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${server.origin}${path}`);
  return page;
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: `${OUTPUT}desk-${name}.png` });
}

/** What can be pressed for a row of the people's table, crosses included. */
const buttonsFor = (page: Page, name: string): Promise<string[]> =>
  page
    .getByRole("row", { name: new RegExp(name) })
    .getByRole("button")
    .evaluateAll((buttons) => buttons.map((each) => each.ariaLabel ?? each.textContent.replaceAll(" ", "")));

beforeAll(async () => {
  buildApp("wall");
  server = await startDeskServer();
  browser = await launchBrowser();
  chief = await joinAsChief(browser, server);
  const read = async <T>(path: string, input: object): Promise<T> => {
    const query = new URLSearchParams({ input: JSON.stringify(input) });
    const answer = await chief.request.get(`${server.origin}/trpc/${path}?${query}`);
    return ((await answer.json()) as { result: { data: T } }).result.data;
  };
  territoryId = (await read<{ id: number }[]>("territory.list", {}))[0]!.id; // the demo street
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("on the people page nobody is offered what would be refused: an auditor nothing, a street's administrator what lies below", async () => {
  const [auditor, head] = [await signedIn("auditor"), await signedIn("administrator")];
  const watched = await open(auditor, "/desk/#/people");
  await watched.getByRole("row", { name: /administrator/ }).waitFor();
  await shoot(watched, "people-auditor");
  expect(await watched.locator("main").getByRole("button").count()).toBe(0);
  const page = await open(head, "/desk/#/people");
  await page.getByRole("row", { name: /auditor（示范）/ }).waitFor();
  await shoot(page, "people-head");
  expect(await axeFinds(page)).toEqual([]);
  expect(await buttonsFor(page, "auditor（示范）")).toEqual(["收回 审计员", "授予角色", "停用"]);
  expect(await buttonsFor(page, "administrator（示范）")).toEqual(["授予角色"]); // one's own
  await page.getByRole("button", { name: "邀请人员" }).waitFor();
});

test("who only watches over incidents begins among all of them, not in a queue of their own that is always empty", async () => {
  const page = await open(chief, "/desk/#/queue");
  await page.getByRole("tab", { name: /^全部/, selected: true }).waitFor();
  await page.locator("tbody tr.ant-table-row").first().waitFor();
  expect(await axeFinds(page)).toEqual([]);
  await shoot(page, "queue-chief");
  await page.getByRole("tab", { name: /^我的/ }).click();
  await page.getByText("这个队列里没有事件").waitFor();
});

test("who hangs boards out finds the board of each grid at the desk, and a booklet where there are others below", async () => {
  const page = await open(chief, "/desk/#/grids");
  const pathsOf = (row: number): Promise<string[]> =>
    page
      .locator("tbody tr.ant-table-row")
      .nth(row)
      .getByRole("link")
      .evaluateAll(
        (links) => links.map((link) => (link.getAttribute("href") ?? "").split("#")[1]!.replace(/\d+$/, "")), // each leads to paper
      );
  await page.getByRole("link", { name: "网格手册" }).first().waitFor();
  expect(await pathsOf(0)).toEqual([`/${territoryId}/board/`, `/${territoryId}/booklet/`]);
  expect(await axeFinds(page)).toEqual([]);
  await shoot(page, "grids");
  await page.getByText("楼栋街巷网格").click();
  await page.getByRole("link", { name: "网格手册" }).first().waitFor({ state: "detached" });
  await page.getByRole("link", { name: "公示牌" }).first().waitFor(); // the lanes have come
  expect(await pathsOf(0)).toEqual([`/${territoryId}/board/`]);
});

test("who has no work at the desk is told so and led to where it is, on a telephone too", async () => {
  const planner = await signedIn("planner");
  const page = await open(planner, "/desk/");
  await page.getByRole("alert").filter({ hasText: "您的角色在工作台没有需要办理的事项" }).waitFor();
  await shoot(page, "planner");
  expect(await axeFinds(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await shoot(page, "planner-narrow");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  const ways = page.getByRole("main").getByRole("alert").getByRole("link");
  expect(await ways.allTextContents()).toEqual(["规划台", "查看大屏"]);
  await ways.first().click();
  await page.waitForURL("**/planner/");
});

test("the wall tells whoever has signed in and holds no role that they may see nothing yet", async () => {
  const viewer = await signedIn("viewer");
  const people = await (await chief.request.get(`${server.origin}/trpc/person.list`)).json();
  const { result } = people as {
    result: { data: { username: string; grants: { id: number }[] }[] };
  };
  const grantId = result.data.find(({ username }) => username === "viewer")!.grants[0]!.id; // just invited
  await ask(chief.request, { server, path: "grant.revoke", input: { grantId } });
  const page = await open(viewer, "/");
  await page.getByRole("alert").filter({ hasText: "您的账号还没有可以查看的辖区" }).waitFor();
  await shoot(page, "wall-no-role");
  const ways = await page
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(ways).toEqual(["/desk/", "/desk/#/screen"]);
});
