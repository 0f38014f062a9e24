import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { lookAt, report, takePhotos } from "./leader-phone.ts";
import { SPOT } from "./leader-street.ts";
import { startStreetAtWork } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

let street: StreetWithPhone;

beforeAll(async () => {
  street = await startStreetAtWork();
  await street.comeUpon("6 幢西侧的路灯杆歪了");
});
afterAll(() => street?.stop());
beforeEach(() => street.wire.set("ok"));

async function openMap(page: Page): Promise<void> {
  await page.goto(`${street.origin}/leader/#/map`);
  await page.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  await page.locator(".mark").first().waitFor();
}

test("incidents on one spot are one mark that says how many and opens as a list; the legend names what is on the map, and lies above the row of five also while the server is away", async () => {
  const page = await street.openPage();
  await openMap(page);
  const legend = page.locator(".legend");
  expect(await legend.locator("li").allTextContents()).toEqual(["我的在办", "该走访", "其他在办"]);
  const pile = page.getByRole("button", { name: "这里有 2 处" });
  await pile.click();
  const list = page.locator(".pile a");
  expect(await list.allTextContents()).toEqual(["6 幢门口的路灯不亮，晚上很黑", "6 幢西侧的路灯杆歪了"]);
  expect(await lookAt(page, "map-pile")).toEqual([]);
  await street.wire.set("refuse");
  await page.getByText("服务器没有应答").waitFor();
  const [below, row] = [(await legend.boundingBox())!, (await page.locator(".tabs").boundingBox())!];
  expect(below.y + below.height).toBeLessThanOrEqual(row.y);
  expect(await lookAt(page, "map-away")).toEqual([]);
  await list.first().click(); // its history is on the phone
  await page.locator(".facts").waitFor();
  await page.getByRole("button", { name: "在地图上看" }).click();
  await page.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  expect(await lookAt(page, "case-place")).toEqual([]);
  await page.close();
  expect(street.faults).toEqual([]);
});

const summaryOf = (words: string) =>
  street.ask<{ at: Date; far: boolean }>(
    `SELECT occurred_at AS at, grid_current IS NULL AS far FROM incident WHERE summary = '${words}'`,
  );

test("a report never begins where the last one was; of a place at the other end of the country its author is asked, and what is open nearby is said beside the button that sends", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/#/report`);
  const near = page.getByRole("button", { name: "附近 2 件在办" });
  await near.click();
  expect(await page.locator(".near").isVisible()).toBe(true);
  expect(await lookAt(page, "report-near")).toEqual([]);
  await street.phone.setGeolocation({ longitude: 116.4, latitude: 39.9, accuracy: 9 });
  await page.getByRole("link", { name: "今日" }).click();
  await page.getByRole("link", { name: /^上报/ }).click();
  await page.locator(".place", { hasText: "不在您的网格" }).waitFor();
  await takePhotos(page, { 拍照: 1 });
  await page.getByRole("searchbox").fill("小广告");
  await page.getByRole("button", { name: "小广告", exact: true }).click();
  await page.getByLabel("补充说明").fill("远处的小广告");
  const send = page.getByRole("button", { name: "上报", exact: true });
  await send.click();
  await page.getByText(/离本辖区约 1,\d{3} 公里/).waitFor();
  expect(await lookAt(page, "report-far")).toEqual([]);
  expect(await page.getByLabel("补充说明").inputValue()).toBe("远处的小广告");
  await send.click();
  await page.getByRole("heading", { name: "待发" }).waitFor();
  await expect.poll(() => summaryOf("远处的小广告"), { timeout: 30_000 }).toMatchObject([{ far: true }]);
  await street.phone.setGeolocation({ longitude: SPOT[0], latitude: SPOT[1], accuracy: 9 });
  await page.close();
  expect(street.faults).toEqual([]);
});

/** Has the clock of a page go behind by so much from then on that `test-behind` says so in what it stores. */
const canGoBehind = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() - Number(localStorage.getItem("test-behind") ?? 0);
  });

const goBehind = (page: Page, ms: number): Promise<void> =>
  page.evaluate((behind) => localStorage.setItem("test-behind", String(behind)), ms);

test("of what was done without a network the history says when it was done beside when it arrived", async () => {
  const page = await street.openPage();
  await canGoBehind(page);
  const [lamp] = await street.ask<{ id: number }>("SELECT min(id)::integer AS id FROM incident");
  await page.goto(`${street.origin}/leader/#/case/${lamp!.id}`);
  await page.getByRole("button", { name: "接单", exact: true }).waitFor();
  await street.wire.set("refuse");
  await goBehind(page, 40 * 60_000); // some time ago, as it will seem
  await page.getByRole("button", { name: "接单", exact: true }).click();
  await page.getByText("待发送：接单").waitFor();
  await goBehind(page, 0);
  await street.wire.set("ok");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText(/^经过/).click();
  await page.getByText(/^现场时间 .*\d\d:\d\d$/).waitFor({ timeout: 60_000 });
  const told = `SELECT round(extract(epoch FROM at - done_at) / 60)::integer AS minutes FROM incident_step
    WHERE done_at IS NOT NULL`;
  expect(await street.ask(told)).toEqual([{ minutes: 40 }]);
  expect(await lookAt(page, "case-done")).toEqual([]);
  await page.close();
  expect(street.faults).toEqual([]);
});

test("of a report that a phone noted in 1990 its author is asked when it was, and nothing of it is lost", async () => {
  const page = await street.openPage();
  await canGoBehind(page);
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work").first().waitFor();
  await street.wire.set("refuse");
  await goBehind(page, 36 * 365 * 24 * 3_600_000);
  await report(page, { typed: "小广告", chip: "小广告", words: "时钟不准", number: 1 });
  await goBehind(page, 0);
  await street.wire.set("ok");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  const asked = page.locator('.entry[data-state="refused"]', { hasText: "时钟不准" });
  await asked.getByText("时钟可能不准").waitFor({ timeout: 60_000 });
  expect(await lookAt(page, "outbox-time")).toEqual([]);
  expect(await asked.getByRole("button", { name: /时间没错/ }).count()).toBe(0); // the server would not take it
  await asked.getByRole("button", { name: "按现在的时间发送" }).click();
  await expect.poll(async () => (await summaryOf("时钟不准")).length, { timeout: 60_000 }).toBe(1);
  const [filed] = await summaryOf("时钟不准");
  expect(Date.now() - filed!.at.getTime()).toBeLessThan(5 * 60_000);
  await page.close();
  expect(street.faults).toEqual([]);
});

test("in English every page is as whole as in Chinese", async () => {
  const page = await street.openPage();
  const open = async (path: string, mark: string): Promise<void> => {
    await page.goto(`${street.origin}/leader/?lang=en#/${path}`);
    await page.locator(mark).first().waitFor();
    expect(await lookAt(page, `en-${path.split("/")[0]}`), path).toEqual([]);
  };
  await open("today", ".work .next");
  await open("report", ".place");
  await open("outbox", "h1");
  await open("me", ".calls");
  await open("visits", "a.line");
  await open("map", '.map[data-grids="drawn"]');
  const incident = await street.ask<{ id: number }>("SELECT min(id)::integer AS id FROM incident");
  await open(`case/${incident[0]!.id}`, ".facts");
  const cluster = await street.ask<{ id: number }>("SELECT min(id)::integer AS id FROM household_cluster");
  await open(`visit/${cluster[0]!.id}`, ".outcomes");
  await page.getByRole("button", { name: "Something to note" }).click();
  for (const kind of ["Report an incident", "Demand", "Wish"])
    await page.getByRole("button", { name: kind, exact: true }).click();
  expect(await lookAt(page, "en-visit-form")).toEqual([]);
  await street.wire.set("refuse");
  await open("today", ".note");
  await page.close();
  expect(street.faults).toEqual([]);
});
