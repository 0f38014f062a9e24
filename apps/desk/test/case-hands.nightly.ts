import { randomUUID } from "node:crypto";
import type { Incident } from "@getu/domain";
import { axeFinds, launchBrowser } from "@getu/testkit";
import type { APIRequestContext, Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";
import { ask, joinAsChief, joinInvited } from "./join-as.ts";
import { shoot } from "./shoot.ts";

let server: DeskServer;
let browser: Browser;
let chief: BrowserContext;
let dispatcher: BrowserContext;
let leader: BrowserContext;
/** A spot of the street, and the grid that holds it. */
let spot: Pick<Incident, "position" | "gridCurrent">;

const calls = <T>(by: APIRequestContext, path: string, input: object): Promise<T> =>
  ask<T>(by, { server, path, input: { territoryId: 1, ...input } });

const act = (by: BrowserContext, id: number, command: object): Promise<Incident> =>
  calls(by.request, "incident.act", { id, idempotencyKey: randomUUID(), ...command });

type Case = {
  steps: { action: string; reason: string | null }[];
  state: { owner: { level: number }; asked: { duty: { level: number; gridPath: string } } | null };
};
const history = (id: number): Promise<Case> => calls(dispatcher.request, "incident.history", { id });

/** Somebody calls about something there; the leader of its grid is asked. */
async function file(summary: string): Promise<number> {
  const report = {
    category: "street-light",
    condition: "single",
    channel: "hotline",
    summary: `虚构：${summary}`,
    externalId: null,
    position: spot.position,
    accuracyMetres: 5,
    occurredAt: new Date(Date.now() - 60_000).toISOString(),
  };
  const input = { idempotencyKey: randomUUID(), report };
  return (await calls<Incident>(dispatcher.request, "incident.report", input)).id;
}

async function open(desk: BrowserContext, id: number): Promise<Page> {
  const page = await desk.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${server.origin}/desk/#/incident/${id}`);
  return page;
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const status = (page: Page, word: string) => page.locator(".case__title .status", { hasText: word });
const preview = (page: Page, words: string | RegExp) => page.locator(".case__preview", { hasText: words });

/** Opens the form of an action, wherever it is offered. */
async function choose(page: Page, action: string): Promise<void> {
  await button(page, "更多 ▾").or(button(page, action)).first().waitFor();
  if (await button(page, action).isVisible()) return button(page, action).click();
  await button(page, "更多 ▾").click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** Shows a filled-in form and sends it. */
async function confirm(page: Page, action: string, picture: string): Promise<void> {
  await shoot(page, `case-${picture}`);
  expect(await axeFinds(page)).toEqual([]);
  await button(page, `确认${action}`).click();
}

beforeAll(async () => {
  server = await startDeskServer();
  browser = await launchBrowser();
  chief = await joinAsChief(browser, server);
  const { incidents } = await calls<{ incidents: Incident[] }>(chief.request, "incident.list", {
    limit: 500,
  });
  spot = incidents.find(({ nearBorder, gridCurrent }) => !nearBorder && gridCurrent !== null)!; // the street has many
  const invite = (role: string, gridId: number | null) =>
    joinInvited(browser, { server, chief, role, place: { territoryId: 1, gridId } });
  dispatcher = await invite("dispatcher", null);
  leader = await invite("leader", spot.gridCurrent);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("a leader hands up what is beyond them: the next level is asked, with the reason in the history", async () => {
  const id = await file("路灯的线路烧了");
  const page = await open(leader, id);
  await choose(page, "接单");
  await button(page, "确认接单").click();
  await status(page, "已接单").waitFor();
  await choose(page, "上报上级");
  await preview(page, /转请/).waitFor();
  await button(page, "确认上报上级").click();
  await page.locator(".ant-form-item-explain-error").waitFor(); // not without a reason
  await page.getByLabel("理由").fill("虚构：要供电部门停电检修");
  const before = await history(id);
  await confirm(page, "上报上级", "hand-up");
  await status(page, "已派遣").waitFor();
  await page.getByText("虚构：要供电部门停电检修").first().waitFor();
  await shoot(page, "case-handed-up");
  const { steps, state } = await history(id);
  expect(steps.at(-1)).toMatchObject({ action: "hand-up", reason: "虚构：要供电部门停电检修" });
  expect(state.asked?.duty.level).toBe(before.state.owner.level - 1);
  await page.close();
});

test("a dispatcher transfers to whom they choose in the tree, and sees before who will be asked", async () => {
  const id = await file("路灯在两条街之间");
  await act(leader, id, { action: "accept" });
  const page = await open(dispatcher, id);
  await choose(page, "转办");
  await page.getByLabel("理由").fill("虚构：属于另一个社区");
  await page.getByLabel("交给谁").click();
  const branches = page.locator(".ant-select-tree-title:visible");
  await branches.nth(1).waitFor();
  const chosen = await branches.last().textContent();
  await branches.last().click();
  await preview(page, /转请/).waitFor();
  await confirm(page, "转办", "transfer");
  await status(page, "已派遣").waitFor();
  await shoot(page, "case-transferred");
  const { steps, state } = await history(id);
  expect(steps.at(-1)).toMatchObject({ action: "transfer", reason: "虚构：属于另一个社区" });
  expect(state.asked?.duty.gridPath).not.toContain(String(spot.gridCurrent));
  expect(chosen).not.toBe("");
  await page.close();
});

test("a dispatcher suspends with a reason and a day, the clock stands, and takes it up again", async () => {
  const id = await file("路灯要等配件");
  await act(leader, id, { action: "accept" });
  const page = await open(dispatcher, id);
  await choose(page, "挂账");
  await page.getByLabel("理由").fill("虚构：配件下周到货");
  await button(page, "确认挂账").click();
  await page.locator(".ant-form-item-explain-error").waitFor(); // not without a day
  const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel("恢复时间").fill(`${nextWeek} 09:00`);
  await page.keyboard.press("Tab");
  await preview(page, "挂账停表").waitFor();
  await confirm(page, "挂账", "suspend");
  await status(page, "已挂账").waitFor();
  await shoot(page, "case-suspended");
  expect((await history(id)).steps.at(-1)).toMatchObject({ action: "suspend", reason: "虚构：配件下周到货" });
  await choose(page, "恢复计时");
  await confirm(page, "恢复计时", "resume");
  await status(page, "已接单").waitFor();
  expect((await history(id)).steps.at(-1)).toMatchObject({ action: "resume" });
  await page.close();
});
