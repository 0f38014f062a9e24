import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { axeFinds, launchBrowser } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";
import { ask, joinAs } from "./join-as.ts";

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));
const CONTACT = "13800138000";
const SOON = { timeout: 15_000 };

let server: DeskServer;
let browser: Browser;
let page: Page;
const faults: string[] = [];
const addresses: string[] = [];

/** Asks as who sits at the desk. */
async function get<T>(path: string, input: object): Promise<T> {
  return ask<T>(page.context().request, { server, path, input });
}

/** Somebody with this role over everything, signed in, at their desk. */
async function openDesk(role: string): Promise<Page> {
  const desk = await joinAs(browser, { server, role });
  const opened = await desk.newPage();
  opened.on("pageerror", (error) => faults.push(error.message));
  opened.on("console", (line) => {
    if (line.type() === "error" && !/status of (401|403|404)/.test(line.text())) faults.push(line.text());
  });
  opened.on("request", (request) => addresses.push(request.url()));
  opened.setDefaultTimeout(15_000);
  await opened.goto(`${server.origin}/desk/#/file`);
  return opened;
}

async function shoot(name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: `${OUTPUT}intake-${name}.png` });
}

const field = (label: string) => page.getByLabel(label, { exact: true });
const text = (words: string | RegExp) => page.getByText(words);
const type = (words: string) => page.keyboard.type(words);
const press = (key: string) => page.keyboard.press(key);
const button = (name: string) => page.getByRole("button", { name, exact: true });
const waitForMap = () => page.locator('.intake__map[data-map-idle="true"]').waitFor();
const number = async () => Number(await page.locator(".intake__number").textContent());

/** The number of what is filed next; the form is empty then and its first field waits for the hand. */
async function filedNumber(before: number): Promise<number> {
  await expect.poll(number, SOON).toBeGreaterThan(before);
  await expect.poll(() => field("反映的情况").inputValue(), SOON).toBe("");
  await expect.poll(() => page.evaluate(() => document.activeElement?.id), SOON).toBe("intake-contact");
  return number();
}

/** The list of the field before is gone: until then it takes the Tab. */
const closed = () => expect.poll(() => page.locator(".ant-select-dropdown:visible").count(), SOON).toBe(0);

/** How many letters have come in today. */
async function countLetters(territoryId: number): Promise<number> {
  const counts = await get<{ channel: string; count: number }[]>("intake.today", { territoryId });
  return counts.find(({ channel }) => channel === "mailbox")?.count ?? 0;
}

/** Types into a field that offers answers, and takes the first of them. */
async function choose(words: string): Promise<void> {
  await type(words);
  await page.locator(".ant-select-item-option:visible").first().waitFor();
  await press("Enter");
  await closed();
}

/** A report from its first field to its place, without a hand on the mouse. */
async function writeReport(summary: string): Promise<void> {
  await field("反映人联系方式（可不填）").waitFor();
  await type(CONTACT);
  await press("Tab");
  await type(summary);
  await press("Tab");
  await choose("ldbl");
  await press("Tab");
  await press("Tab"); // past the condition
  await choose("路");
  await page.locator(".intake__located strong").waitFor();
  await text(/到期/).waitFor();
}

beforeAll(async () => {
  server = await startDeskServer();
  browser = await launchBrowser();
  page = await openDesk("dispatcher");
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe("taking a report down", () => {
  let first = 0;

  test("goes with the keyboard alone, in the order of the conversation, and says the number large", async () => {
    await page.getByRole("heading", { name: "受理登记" }).waitFor();
    await waitForMap();
    await press("Control+Enter");
    await text("请写下反映的情况").waitFor();
    await text("请查找地点或在地图上点选").waitFor();
    await page.reload();
    await waitForMap();
    await writeReport("虚构：3 号楼东侧路灯两天不亮");
    await waitForMap();
    await shoot("ready");
    expect(await axeFinds(page)).toEqual([]);
    await press("Control+Enter");
    await press("Control+Enter"); // a hand that trembles files once
    first = await filedNumber(0);
    await shoot("filed");
    expect(await axeFinds(page)).toEqual([]);
  });

  test("gives out a code to read to the caller, by which the public page answers, and keeps it nowhere", async () => {
    const code = await page.locator(".intake__code").innerText();
    const answer = await page.request.post(`${server.origin}/report/cases`, { data: { code } });
    expect(await answer.json()).toMatchObject({ category: "street-light", status: "assigned" });
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, location.href]));
    expect(kept).not.toContain(code.trim());
  });

  test("shows what may be the same matter before filing, and keeps the call as a further report of it", async () => {
    await writeReport("虚构：路灯还是不亮");
    await text(`第 ${first} 号`).waitFor();
    await text(/同类 40 \+ 相距 0 米 40 \+ 相隔 .* 20/).waitFor();
    await button("仍单独立案").waitFor();
    await waitForMap();
    await shoot("duplicates");
    expect(await axeFinds(page)).toEqual([]);
    await button("就是这件事").first().click();
    const further = await filedNumber(first);
    await text(`已作为第 ${first} 号的重复反映登记，随该件一并办理和回复`).waitFor();
    const territories = await get<{ id: number }[]>("territory.list", {});
    const asked = { territoryId: territories[0]!.id, id: further };
    const { state } = await get<{ state: object }>("incident.history", asked);
    expect(state).toMatchObject({ status: "closed", duplicateOf: first });
  });

  test("takes a letter with its date and a photo, its place from the map, and keeps the draft but no contact through a reload", async () => {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await field("渠道").click();
    await page.locator(".ant-select-item-option:visible", { hasText: "书记信箱" }).click();
    await closed();
    await field("反映人联系方式（可不填）").fill(CONTACT);
    await field("反映的情况").fill("虚构：来信反映占道经营");
    await field("事项类别").click();
    await choose("zdjy");
    await page.getByRole("button", { name: "放大" }).waitFor(); // MapLibre's own buttons speak Chinese too
    await page.locator(".intake__map").click({ position: { x: 300, y: 120 } });
    await page.locator(".intake__located strong, .ant-alert").first().waitFor();
    const upload = Promise.withResolvers<void>();
    await page.route(/\/photos\?kind=/, (route) => upload.promise.then(() => route.continue()));
    await page.locator('input[type="file"]').setInputFiles({
      name: "photo.jpg",
      mimeType: "image/jpeg",
      buffer: await page.locator(".intake__map").screenshot({ type: "jpeg" }),
    });
    await page.locator(".intake__photo").waitFor();
    await press("Control+Enter");
    await text("请填写时间，不能晚于现在").waitFor();
    await text("照片还在上传，传完后再提交").waitFor(); // else it would be filed without it
    upload.resolve();
    await page.locator(".intake__photo", { hasText: "远景" }).waitFor();
    await field("来信、会议或走访的时间").fill("2026-11-20 09:30");
    await waitForMap();
    await shoot("letter-1920");
    await page.reload();
    await page.locator(".intake__photo", { hasText: "远景" }).waitFor();
    expect(await field("反映人联系方式（可不填）").inputValue()).toBe("");
    expect(await field("反映的情况").inputValue()).toBe("虚构：来信反映占道经营");
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain(CONTACT);
    const before = await page.locator(".intake__number").count();
    expect(before).toBe(0);
    const [territory] = await get<{ id: number }[]>("territory.list", {});
    const lettersBefore = await countLetters(territory!.id); // the sample's last day has some, at some hours of the day
    await press("Control+Enter");
    await expect.poll(() => page.locator(".intake__number").count(), SOON).toBe(1);
    const asked = { territoryId: territory!.id, id: await number() };
    const { incident } = await get<{ incident: object }>("incident.history", asked);
    expect(incident).toMatchObject({ channel: "mailbox", occurredAt: "2026-11-20T01:30:00.000Z" });
    const photos = await get<object[]>("photo.list", {
      territoryId: asked.territoryId,
      incidentId: asked.id,
    });
    expect(photos).toMatchObject([{ kind: "far" }]);
    await text(new RegExp(`今日受理.*书记信箱 ${lettersBefore + 1}`)).waitFor();
  });

  test("fits a telephone, and speaks English in the dark", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.mouse.move(0, 0);
    await shoot("narrow");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await axeFinds(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.goto(`${server.origin}/desk/?lang=en#/file`);
    await page.getByRole("heading", { name: "Take a report" }).waitFor();
    await waitForMap();
    await shoot("english-dark");
    expect(await axeFinds(page)).toEqual([]);
  });
});

test("T45 no contact was in an address, and nothing went wrong or against the content security policy", () => {
  expect(addresses.filter((address) => address.includes(CONTACT))).toEqual([]);
  expect(
    addresses.filter((address) => !/^(?:data|blob):/.test(address) && !address.startsWith(server.origin)),
  ).toEqual([]);
  expect(faults).toEqual([]);
});
