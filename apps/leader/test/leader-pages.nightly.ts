import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findFaults, openPhone, shoot, signIn, waitUntilKept } from "./leader-phone.ts";
import { startLeaderStreet } from "./leader-street.ts";
import type { LeaderStreet } from "./leader-street.ts";

let street: LeaderStreet;
const folder = mkdtempSync(join(tmpdir(), "getu-phone-"));
let phone: BrowserContext;
const faults: string[] = [];

beforeAll(async () => {
  street = await startLeaderStreet();
  await street.call("6 幢门口的路灯不亮，晚上很黑");
  phone = await openPhone(folder, { width: 390, height: 844 });
  const page = await openPage();
  await signIn(page, street.origin);
  await waitUntilKept(page, 1);
  await page.close();
});
afterAll(async () => {
  await phone?.close();
  await street?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => street.wire.set("ok"));

async function openPage(): Promise<Page> {
  const page = await phone.newPage();
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => faults.push(error.message));
  return page;
}

const ask = async <Row extends object>(sql: string): Promise<Row[]> =>
  (await street.database.db.pool.query<Row>(sql)).rows;

/** Accepts an incident where there is no network, while the dispatcher corrects it; gives the entry that says so. */
async function acceptTooLate(page: Page, id: number): Promise<Locator> {
  await page.goto(`${street.origin}/leader/#/case/${id}`);
  const accept = page.getByRole("button", { name: "接单", exact: true });
  await accept.waitFor();
  await street.wire.set("refuse");
  await accept.click();
  await page.getByText("待发送：接单").waitFor();
  await street.act(id, {
    action: "recategorise",
    reason: "整条路都不亮",
    classification: { category: "street-light", condition: "road" },
  });
  await street.wire.set("ok");
  await page.getByRole("link", { name: /^待发/ }).click();
  return page.locator('.entry[data-state="conflict"]');
}

test("at 360×800 every page is whole, within reach of a thumb and of a blind reader, and drawn by the map's own code only where there is a map", async () => {
  const page = await openPage();
  await page.setViewportSize({ width: 360, height: 800 });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work").first().waitFor();
  for (const [link, mark] of [
    ["上报", ".place"],
    ["待发", "h1"],
    ["我的", '.calls[data-state="no-key"]'],
    ["今日", ".work .next"],
  ] as const) {
    await page
      .getByRole("link", { name: new RegExp(`^${link}`) })
      .last()
      .click();
    await page.locator(mark).first().waitFor();
    expect(await findFaults(page), link).toEqual([]);
    await shoot(page, `360-${link}`);
  }
  expect(asked.filter((url) => url.includes("maplibre") || url.includes("grid-map"))).toEqual([]);
  await page.locator(".work").first().click();
  await page.locator(".facts").waitFor();
  expect(await findFaults(page)).toEqual([]);
  await shoot(page, "360-case");
  await page.getByRole("link", { name: "地图", exact: true }).click();
  await page.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  await page.locator(".mark").first().waitFor();
  expect(await findFaults(page)).toEqual([]);
  await shoot(page, "360-map");
  await page.close();
  expect(faults).toEqual([]);
});

test("T16 what somebody else has done meanwhile is shown beside what one noted, and a session that ended keeps what waits", async () => {
  const flicker = await street.call("6 幢东侧的路灯一闪一闪");
  const page = await openPage();
  const stuck = await acceptTooLate(page, flicker);
  await stuck.locator("dd", { hasText: "更正" }).waitFor();
  expect(await findFaults(page)).toEqual([]);
  await shoot(page, "390-conflict");
  await stuck.getByRole("button", { name: "按现在的情况重新发送" }).click();
  await stuck.waitFor({ state: "detached" });
  const stepsOf = `SELECT action FROM incident_step WHERE incident_id = ${flicker} ORDER BY ordinal OFFSET 3`;
  await expect
    .poll(() => ask(stepsOf), { timeout: 30_000 })
    .toEqual([{ action: "recategorise" }, { action: "accept" }]);

  await page.goto(`${street.origin}/leader/#/case/${flicker}`);
  await page.getByRole("button", { name: "上报上级", exact: true }).waitFor();
  await street.wire.set("refuse");
  await page.getByRole("button", { name: "上报上级", exact: true }).click();
  await page.getByRole("button", { name: "需要上级协调部门" }).click();
  await shoot(page, "390-hand-up");
  await page.getByRole("button", { name: /^确定/ }).click();
  await page.getByText(/待发送.*上报上级/).waitFor();
  await ask("DELETE FROM session WHERE person_id = (SELECT id FROM person WHERE username = 'leader')");
  await street.wire.set("ok");
  await page.reload();
  await page.getByText("还有 1 条记录等着发送").waitFor();
  await shoot(page, "390-door");
  await signIn(page, street.origin);
  await expect
    .poll(async () => (await ask(stepsOf)).at(-1), { timeout: 30_000 })
    .toEqual({ action: "hand-up" });
  await page.close();
  expect(faults).toEqual([]);
});

test("T50 who signs out leaves nothing behind, and is warned first of what has not been sent", async () => {
  const another = await street.call("6 幢后门的路灯不亮");
  const page = await openPage();
  const stuck = await acceptTooLate(page, another);
  await stuck.waitFor();
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByText("还有 1 条没有发出").waitFor();
  await page.getByRole("button", { name: "删除并退出" }).click();
  await page.getByLabel("用户名").waitFor();
  const left = await page.evaluate(async () => {
    const open = indexedDB.open("getu-leader");
    const tables = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
    const names = await new Promise((resolve) => {
      const asked = tables.transaction("sealed").objectStore("sealed").getAllKeys();
      asked.onsuccess = () => resolve(asked.result);
    });
    tables.close();
    return names as string[];
  });
  expect(left.filter((name) => name !== "copy")).toEqual([]); // the copy is of the sign-in page, under a key of its own
  await page.close();
  expect(faults).toEqual([]);
});

test("T50 who signs out in one tab has signed out in all: another one shows nothing of it any more, and nothing comes back with the next who signs in", async () => {
  const lamp = await street.call("6 幢西侧的路灯不亮");
  await ask("DELETE FROM session WHERE person_id = (SELECT id FROM person WHERE username = 'leader')");
  const page = await openPage();
  await signIn(page, street.origin);
  const other = await openPage();
  const stuck = await acceptTooLate(page, lamp);
  await stuck.waitFor();
  await other.goto(`${street.origin}/leader/#/outbox`);
  await other.locator('.entry[data-state="conflict"]').waitFor();
  await page.getByRole("link", { name: "我的" }).click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await Promise.all([other.waitForEvent("load"), page.getByRole("button", { name: "删除并退出" }).click()]);
  await other.getByLabel("用户名").waitFor();
  expect(await other.locator(".entry").count()).toBe(0);
  await page.getByLabel("用户名").waitFor();
  await signIn(page, street.origin, "neighbour");
  await other.goto(`${street.origin}/leader/#/outbox`);
  await other.reload();
  await other.getByText("没有待发的记录").waitFor();
  expect(await other.locator(".entry").count()).toBe(0);
  await other.goto(`${street.origin}/leader/#/case/${lamp}`);
  await other.getByText("离线内容里没有这件事件").waitFor();
  await page.close();
  await other.close();
  expect(faults).toEqual([]);
});
