import { randomUUID } from "node:crypto";
import type { Incident } from "@getu/domain";
import { axeFinds, launchBrowser } from "@getu/testkit";
import type { APIRequestContext, Browser, BrowserContext, Page, Response } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";
import { ask, joinAsChief, joinInvited } from "./join-as.ts";
import { shoot as shootAll } from "./shoot.ts";

const CONTACT = "13800138000";

let server: DeskServer;
let browser: Browser;
/** The dispatcher's desk, and the requests of everybody's. */
let page: Page;
let chiefDesk: BrowserContext;
let chief: APIRequestContext;
let leader: APIRequestContext;
let incident: Incident;
const addresses: string[] = [];
const faults: string[] = [];
/** Answers to "where would this action lead" that say it is not possible. */
const refusedPreviews: string[] = [];

const calls = <T>(by: APIRequestContext, path: string, input: object): Promise<T> =>
  ask<T>(by, { server, path, input });

const invite = (role: string, gridId: number | null, username: string): Promise<BrowserContext> =>
  joinInvited(browser, {
    server,
    chief: chiefDesk,
    role,
    username,
    place: { territoryId: gridId === null ? null : 1, gridId },
  });

/** A resident reports near a border, with a contact; the incident as the ledger has it. */
async function reportAsResident(): Promise<Incident> {
  const { incidents } = await calls<{ incidents: Incident[] }>(chief, "incident.list", {
    territoryId: 1,
    limit: 500,
  });
  const near = incidents.find(({ nearBorder, gridCurrent }) => nearBorder && gridCurrent !== null)!; // the street has some
  const report = {
    requestId: randomUUID(),
    territoryId: 1,
    channel: "snapshot",
    category: "littered-ground",
    text: "试验：楼后有人倾倒建筑垃圾",
    position: near.position,
    accuracyMetres: 25,
    photoIds: [],
    contact: CONTACT,
  };
  const headers = { origin: server.origin };
  const answer = await chief.post(`${server.origin}/report/reports`, { data: report, headers });
  expect(answer.ok()).toBe(true);
  const newest = await calls<{ incidents: Incident[] }>(chief, "incident.list", { territoryId: 1, limit: 1 });
  return newest.incidents[0]!; // it was just reported
}

const shoot = (name: string): Promise<void> => shootAll(page, `case-${name}`);

/** In a batch with others a refusal is no line of the console. */
async function hearPreview(response: Response): Promise<void> {
  if (!response.url().includes("incident.preview")) return;
  const told = await response.text().catch(() => ""); // of a page that was left
  if (told.includes("ACTION_NOT_POSSIBLE")) refusedPreviews.push(told);
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const status = (word: string) => page.locator(".case__title .status", { hasText: word });
const openCase = () => page.goto(`${server.origin}/desk/#/incident/${incident.id}`);
const act = (by: APIRequestContext, command: object) =>
  calls(by, "incident.act", {
    territoryId: 1,
    id: incident.id,
    idempotencyKey: randomUUID(),
    ...command,
  });

beforeAll(async () => {
  server = await startDeskServer();
  browser = await launchBrowser();
  chiefDesk = await joinAsChief(browser, server);
  chief = chiefDesk.request;
  incident = await reportAsResident();
  leader = (await invite("leader", incident.gridCurrent, "leader")).request;
  const desk = await invite("dispatcher", null, "dispatcher");
  page = await desk.newPage();
  page.setDefaultTimeout(15_000);
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => addresses.push(request.url()));
  page.on("response", (response) => void hearPreview(response));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe("the page of an incident", () => {
  test("says what it is, who answers and how its deadline comes about, and shows its grid on a map", async () => {
    await openCase();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await status("已上报").waitFor();
    const deadline = page.getByText(/起算，限 .*到期/);
    await deadline.first().waitFor();
    await page.getByText(/靠近边界：.*定位误差 25 米/).waitFor();
    await page.getByText("✓ 记录完整，校验通过").waitFor();
    await page.locator('.case__map[data-map-idle="true"]').waitFor();
    await shoot("reported");
    expect(await axeFinds(page)).toEqual([]);
  });

  test("T45 strikes the contact out until somebody says why, which the audit log keeps, and no address ever holds it", async () => {
    await page.getByText("138****8000", { exact: true }).waitFor();
    expect(await page.content()).not.toContain(CONTACT);
    await button("查看完整号码").click();
    await page.getByLabel("查看理由（记入审计日志）").fill("回访核实地点");
    await shoot("contact");
    await button("查看完整号码").click();
    await page.getByText(CONTACT, { exact: true }).waitFor();
    const { opening } = await calls<{ opening: number }>(chief, "audit.open", {});
    const told = JSON.stringify(await calls(chief, "audit.list", { opening, filter: {}, limit: 5 }));
    expect(told).toContain("回访核实地点");
    expect(told).not.toContain(CONTACT);
    await page.reload();
    await page.getByText("138****8000", { exact: true }).waitFor();
    expect(addresses.filter((address) => address.includes(CONTACT))).toEqual([]);
  });

  test("corrects the category while it is to be filed, and says before what becomes of the deadline", async () => {
    await button("更正类别").click();
    await page.getByLabel("理由").fill("居民选错，现场是建筑垃圾");
    await page.getByLabel("更正为").click();
    await page.keyboard.type("建筑垃圾");
    await page.locator(".ant-cascader-menu-item:visible", { hasText: "建筑垃圾" }).first().click();
    await page.locator(".case__preview", { hasText: "到期" }).waitFor();
    await shoot("correct");
    expect(await axeFinds(page)).toEqual([]);
    await button("确认更正类别").click();
    await page.getByRole("heading", { level: 1, name: "建筑垃圾乱倒" }).waitFor();
    await page.getByText(/改为 建筑垃圾乱倒/).waitFor();
    await button("立案").click();
    await button("确认立案").click();
    await status("已立案").waitFor();
    await button("派遣").click();
    await page.locator(".case__preview", { hasText: /转请.*时限不变/ }).waitFor();
    await button("确认派遣").click();
    await status("已派遣").waitFor();
    expect(refusedPreviews).toEqual([]); // what was taken is not asked for again
  });

  test("follows what others do without losing a form, and says what happened meanwhile", async () => {
    await button("退回").click();
    await page.getByLabel("理由").fill("位置不清，请核实后再派");
    await act(leader, { action: "accept" });
    await page.getByText("填写期间，事件有了新的进展").waitFor();
    await status("已接单").waitFor();
    expect(await page.getByLabel("理由").inputValue()).toBe("位置不清，请核实后再派");
    await page.getByText("leader（示范） · 网格长").first().waitFor(); // who can be asked
    await shoot("meanwhile");
    expect(await axeFinds(page)).toEqual([]);
    await button("取消").click();
  });

  test("never says that a choice may be left out that it then asks for", async () => {
    await button("更多 ▾").click();
    await page.getByRole("menuitem", { name: "转办" }).click();
    await page.getByText("请选择交给谁").waitFor();
    expect(await page.getByText("不选则").count()).toBe(0);
    await button("确认转办").click();
    await page.locator(".ant-form-item-explain-error").first().waitFor();
    await button("取消").click();
  });

  test("T35 shows nothing of it to who has nothing to do with it", async () => {
    const elsewhere = await calls<{ incidents: Incident[] }>(chief, "incident.list", {
      territoryId: 1,
      limit: 500,
    });
    const foreign = elsewhere.incidents.find(({ gridCurrent }) => gridCurrent !== incident.gridCurrent)!; // a street has more grids
    const stranger = await (await invite("leader", foreign.gridCurrent, "stranger")).newPage();
    await stranger.goto(`${server.origin}/desk/#/incident/${incident.id}`);
    await stranger.getByText("没有这件事件").waitFor();
    expect(await stranger.getByText("138").count()).toBe(0);
    await stranger.context().close();
  });

  test("asks for the photo that the catalogue demands before the work is fed back, and shows it afterwards", async () => {
    await button("反馈").click();
    await page.getByText("这类事件须有照片：处置后").waitFor();
    await page.getByLabel("处置情况").fill("已清运，现场恢复");
    await button("确认反馈").click();
    await page.locator(".ant-form-item-explain-error").first().waitFor();
    const picture = { name: "after.png", mimeType: "image/png", buffer: await page.screenshot() };
    await page.locator('input[type="file"]').last().setInputFiles(picture);
    await page.locator(".ant-upload-list-item-done").waitFor();
    await shoot("feed-back");
    expect(await axeFinds(page)).toEqual([]);
    await button("确认反馈").click();
    await status("已反馈").waitFor();
    const photo = page.locator(".case__photos img").first();
    await photo.click();
    await page.locator(".ant-image-preview-img").waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".ant-image-preview-img").waitFor({ state: "hidden" });
    await shoot("fed-back");
  });

  test("is held by an administrator who says why, and whoever handles it sees that it is", async () => {
    const office = await chiefDesk.newPage();
    office.setDefaultTimeout(15_000);
    await office.goto(`${server.origin}/desk/#/incident/${incident.id}`);
    const say = async (deed: string, reason: string): Promise<void> => {
      await office.getByRole("button", { name: deed, exact: true }).click();
      await office.getByLabel("理由（记入审计日志）", { exact: true }).fill(reason);
      await office.getByRole("button", { name: deed, exact: true }).click();
    };
    await say("设置保全", "法院调取");
    await office.getByText(/^自 .*起保全/).waitFor();
    await page.reload();
    await page.getByText(/^自 .*起保全/).waitFor();
    await shoot("held");
    expect(await axeFinds(page)).toEqual([]);
    expect(await button("解除保全").count()).toBe(0); // not a dispatcher's to do
    await say("解除保全", "案件已结");
    await office.getByText("未保全：联系方式和照片到期按规定删除。").waitFor();
    await office.close();
  });

  test("near a border says when nobody knows how exact its place is", async () => {
    const { incidents } = await calls<{ incidents: Incident[] }>(chief, "incident.list", {
      territoryId: 1,
      limit: 500,
    });
    const vague = incidents.find(
      ({ nearBorder, gridCurrent, accuracyMetres }) =>
        nearBorder && gridCurrent !== null && accuracyMetres === null,
    )!; // the street has some
    await page.goto(`${server.origin}/desk/#/incident/${vague.id}`);
    await page.getByText(/靠近边界：.*定位误差不详/).waitFor();
    expect(await page.getByText(/定位误差 \d+ 米/).count()).toBe(0);
  });

  test("is gone through by keys: from the queue into it, to the next, and back", async () => {
    for (let i = 0; i < 2; i += 1) await reportAsResident(); // at some hours of the week next to nothing waits
    await page.goto(`${server.origin}/desk/#/queue`);
    await page.locator(".ant-table-row").nth(1).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".case__title").waitFor();
    const first = page.url();
    await page.locator("kbd", { hasText: "n" }).waitFor();
    await page.keyboard.press("n");
    await page.waitForURL((url) => url.href !== first);
    await page.locator("kbd", { hasText: "p" }).waitFor(); // the first has none before it
    await page.keyboard.press("p");
    await page.waitForURL((url) => url.href === first);
    await page.keyboard.press("Escape");
    await page.locator(".ant-table-row").first().waitFor();
    expect(page.url()).toMatch(/#\/queue$/);
  });

  test("speaks English", async () => {
    await openCase();
    await button("English").click();
    await page.getByText("Owner", { exact: true }).waitFor();
    await page.locator('.case__map[data-map-idle="true"]').waitFor();
    await shoot("english");
    expect(await axeFinds(page)).toEqual([]);
  });

  test("asked nobody else for anything, and nothing went wrong in it", () => {
    const elsewhere = addresses.filter(
      (address) => !address.startsWith(server.origin) && !/^(?:data|blob):/.test(address),
    );
    expect(elsewhere).toEqual([]);
    expect(faults).toEqual([]);
  });
});
