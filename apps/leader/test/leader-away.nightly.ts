import { afterAll, beforeAll, expect, test } from "vitest";
import { lookAt, signIn, waitUntilKept } from "./leader-phone.ts";
import { startStreetWithPhone } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

let street: StreetWithPhone;

beforeAll(async () => {
  street = await startStreetWithPhone();
  await street.call("6 幢门口的路灯不亮，晚上很黑");
});
afterAll(() => street?.stop());

const WITHIN = { timeout: 10_000 };

test("a network that goes while a page is open is missed within ten seconds on every page, since when is said, and it is forgotten once it is back", async () => {
  const page = await street.openPage();
  await signIn(page, street.origin);
  await waitUntilKept(page, 1);
  const offline = page.getByText(/没有网络（\d\d:\d\d 起），显示的是/);
  const unheard = page.getByText(/服务器没有应答（\d\d:\d\d 起），显示的是/);
  await street.phone.setOffline(true);
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
  await street.phone.setOffline(false);
  await offline.waitFor({ state: "detached", timeout: 30_000 });
  await unheard.waitFor({ state: "detached", timeout: 30_000 });

  await street.wire.set("blackhole"); // the browser notices nothing
  await unheard.waitFor(WITHIN);
  await street.wire.set("ok");
  await unheard.waitFor({ state: "detached", timeout: 60_000 });
  await page.close();
  expect(street.faults).toEqual([]);
});
