import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { lookAt, report, signIn, waitUntilKept } from "./leader-phone.ts";
import { startStreetWithPhone } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

let street: StreetWithPhone;
let lamp: number;

beforeAll(async () => {
  street = await startStreetWithPhone();
  lamp = await street.call("6 幢门口的路灯不亮，晚上很黑");
  const page = await street.openPage();
  await signIn(page, street.origin);
  await waitUntilKept(page, 1);
  await page.close();
});
afterAll(() => street?.stop());
beforeEach(() => street.wire.set("ok"));

const filed = async (words: string): Promise<number> =>
  (await street.ask(`SELECT 1 FROM incident WHERE summary = '${words}'`)).length;

/** Names of what lies on the phone, without whose it is. */
const namesOn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const open = indexedDB.open("getu-leader");
    const tables = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
    const asked = tables.transaction("sealed").objectStore("sealed").getAllKeys();
    const names = await new Promise<unknown[]>((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    tables.close();
    return names.map((name) => String(name).split("/")[1]!);
  });

test("T16 a report that waits is taken back with its photo once that was confirmed, and never arrives; one that is on its way is not", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.locator(".work .next").first().waitFor();
  await street.wire.set("refuse");
  await report(page, { typed: "小广告", chip: "小广告", words: "收回的", number: 1 });
  const waiting = page.locator(".entry", { hasText: "收回的" });
  await waiting.getByRole("button", { name: "不发了，删除" }).click();
  expect(await lookAt(page, "take-back")).toEqual([]);
  await waiting.getByRole("button", { name: "先留着" }).click();
  expect(await waiting.count()).toBe(1);
  await waiting.getByRole("button", { name: "不发了，删除" }).click();
  await waiting.getByRole("button", { name: "确定删除，不再发送" }).click();
  await waiting.waitFor({ state: "detached" });
  const left = await namesOn(page);
  expect(left.filter((name) => name === "entry" || name === "picture")).toEqual([]);

  const gate = Promise.withResolvers<void>(); // its photo goes before it
  await page.route(/\/trpc\/intake\.file/, async (route) => {
    await gate.promise;
    await route.continue();
  });
  await street.wire.set("ok");
  await report(page, { typed: "小广告", chip: "小广告", words: "在路上的", number: 2 });
  const sending = page.locator('.entry[data-state="sending"]', { hasText: "在路上的" });
  await sending.waitFor();
  expect(await sending.getByRole("button", { name: "不发了，删除" }).count()).toBe(0);
  gate.resolve();
  await page.locator('.entry[data-state="sent"]', { hasText: "在路上的" }).waitFor({ timeout: 60_000 });
  expect([await filed("收回的"), await filed("在路上的")]).toEqual([0, 1]);
  await page.close();
  expect(street.faults).toEqual([]);
});

test("T16 what somebody else was quicker with leads to its incident and can be kept as a note, which is not sent and stays until it is taken away", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/#/case/${lamp}`);
  await page.getByRole("button", { name: "接单", exact: true }).waitFor();
  await street.wire.set("refuse");
  await page.getByRole("button", { name: "接单", exact: true }).click();
  await page.getByText("待发送：接单").waitFor();
  await street.act(lamp, {
    action: "recategorise",
    reason: "整条路都不亮",
    classification: { category: "street-light", condition: "road" },
  });
  await street.wire.set("ok");
  await page.getByRole("link", { name: /^待发/ }).click();
  const stuck = page.locator('.entry[data-state="conflict"]');
  await stuck.locator("dd", { hasText: "更正" }).waitFor({ timeout: 60_000 });
  await stuck.getByRole("link", { name: `打开 ${lamp} 号事件` }).click();
  await page.getByText("6 幢门口的路灯不亮").first().waitFor();
  await page.getByRole("link", { name: /^待发/ }).click();
  await stuck.getByRole("button", { name: "不发了，留作笔记" }).click();
  const note = page.locator('.entry[data-state="noted"]');
  await note.getByText("留作笔记，不会发送").waitFor();
  expect(await page.locator(".tab__count").count()).toBe(0);
  await page.reload();
  await note.waitFor();
  await page.goto(`${street.origin}/leader/#/case/${lamp}`);
  await page.getByRole("button", { name: "接单", exact: true }).waitFor(); // it is free to be done
  await page.getByRole("link", { name: /^待发/ }).click();
  await note.getByRole("button", { name: "不发了，删除" }).click();
  await note.getByRole("button", { name: "确定删除，不再发送" }).click();
  await note.waitFor({ state: "detached" });
  await page.close();
  expect(street.faults).toEqual([]);
});
