import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { lookAt, signIn, waitUntilKept } from "./leader-phone.ts";
import { startStreetWithPhone } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

let street: StreetWithPhone;

beforeAll(async () => {
  street = await startStreetWithPhone();
  await street.call("6 幢门口的路灯不亮，晚上很黑");
});
afterAll(() => street?.stop());
beforeEach(() => setNetwork("there"));

/** Has the phone lose its network or find it again: what the browser says of it leaves streams that are open alone. */
async function setNetwork(network: "there" | "gone"): Promise<void> {
  await street.wire.set(network === "gone" ? "refuse" : "ok"); // first: nothing is heard after the browser's word
  await street.phone.setOffline(network === "gone");
}

const WITHIN = { timeout: 10_000 };

test("a network that goes while a page is open is missed within ten seconds on every page, since when is said, and it is forgotten once it is back", async () => {
  const page = await street.openPage();
  await signIn(page, street.origin);
  await waitUntilKept(page, 1);
  const offline = page.getByText(/没有网络（\d\d:\d\d 起），显示的是/);
  const unheard = page.getByText(/服务器没有应答（\d\d:\d\d 起），显示的是/);
  await setNetwork("gone");
  await offline.waitFor({ timeout: 1_000 }); // the browser says so itself
  for (const name of ["map", "report", "outbox", "me", "visits", "today"]) {
    await page.goto(`${street.origin}/leader/#/${name}`);
    await offline.waitFor(WITHIN);
    expect(await offline.evaluate((note) => note.getBoundingClientRect().top)).toBeLessThan(844);
  }
  await page.goto(`${street.origin}/leader/#/me`);
  await page.getByRole("button", { name: "退出登录" }).scrollIntoViewIfNeeded();
  expect(await offline.evaluate((note) => note.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
  expect(await lookAt(page, "me-offline")).toEqual([]);
  await setNetwork("there");
  await offline.waitFor({ state: "detached", timeout: 30_000 });
  await unheard.waitFor({ state: "detached", timeout: 30_000 });

  await street.wire.set("blackhole"); // the browser notices nothing
  await unheard.waitFor(WITHIN);
  await street.wire.set("ok");
  await unheard.waitFor({ state: "detached", timeout: 60_000 });
  await page.close();
  expect(street.faults).toEqual([]);
});

test("who opens the map without a network and without a copy of it is told what is there, what is not and how to get it; who has the copy is told nothing of the kind", async () => {
  const thrifty = await street.openPage();
  await thrifty.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, "connection", { get: () => ({ saveData: true }) }),
  );
  await thrifty.goto(`${street.origin}/leader/`);
  await thrifty.getByRole("heading", { name: "我的在办" }).waitFor();
  await thrifty.evaluate(() => caches.delete("getu-leader-ground"));
  await thrifty.goto(`${street.origin}/leader/#/me`); // the code of the pages is there then
  await thrifty.getByRole("button", { name: "退出登录" }).waitFor();
  await street.wire.set("refuse");
  await thrifty.goto(`${street.origin}/leader/#/map`);
  await thrifty.getByText(/手机里没有：.*街道底图/).waitFor({ timeout: 20_000 });
  await thrifty.getByText(/手机里有：.*网格边界.*在办事件/).waitFor();
  await thrifty.getByText("浏览器开了省流量，不会提前下载").waitFor();
  expect(await lookAt(thrifty, "map-hint")).toEqual([]);
  await thrifty.close();

  await street.wire.set("ok");
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.getByRole("heading", { name: "我的在办" }).waitFor();
  const kept = () =>
    page.evaluate(async () => (await (await caches.open("getu-leader-ground")).keys()).length);
  await expect.poll(kept, { timeout: 60_000 }).toBeGreaterThan(3);
  await waitUntilKept(page, 1);
  await street.wire.set("refuse");
  await page.goto(`${street.origin}/leader/#/map`);
  await page.getByText(/服务器没有应答/).waitFor({ timeout: 20_000 });
  await page.locator('.map[data-grids="drawn"]').waitFor({ timeout: 60_000 });
  expect(await page.getByText("手机里没有").count()).toBe(0);
  await street.wire.set("ok");
  await page.close();
});
