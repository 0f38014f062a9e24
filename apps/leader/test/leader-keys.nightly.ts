import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startStreetWithPhone } from "./street-with-phone.ts";
import type { StreetWithPhone } from "./street-with-phone.ts";

let street: StreetWithPhone;

beforeAll(async () => {
  street = await startStreetWithPhone();
  await street.call("6 幢门口的路灯不亮，晚上很黑");
});
afterAll(() => street?.stop());

/** Has a page count, from its very beginning, how often a field for a password comes up. */
const watchForSignIn = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const seen = { signIns: 0 };
    Object.assign(globalThis, { seen });
    const isAsked = (): boolean => document.querySelector("input[type=password]") !== null;
    new MutationObserver(() => (seen.signIns += Number(isAsked()))).observe(document, {
      childList: true,
      subtree: true,
    });
  });
const countSignIns = (page: Page): Promise<number> =>
  page.evaluate(() => (globalThis as unknown as { seen: { signIns: number } }).seen.signIns);

test("who has signed in never sees the form for it again, however soon the page is loaded anew", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/`);
  await page.getByLabel("密码").waitFor();
  await page.waitForTimeout(2_500); // long enough for the phone to keep that nobody had signed in
  await page.evaluate(async () => {
    const body = JSON.stringify({ username: "leader", password: "correct horse battery" });
    const headers = { "content-type": "application/json" };
    await fetch("/auth/sign-in/username", { method: "POST", headers, body }); // as the desk does
  });
  await watchForSignIn(page);
  await page.route("**/trpc/account.get*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  for (let time = 0; time < 2; time++) {
    await page.reload();
    await page.locator(".work").first().waitFor();
    expect(await countSignIns(page)).toBe(0);
  }
  await page.close();
  expect(street.faults).toEqual([]);
});

test("a category is found, taken and changed by the keyboard alone, and Enter sends no half a report", async () => {
  const page = await street.openPage();
  await page.goto(`${street.origin}/leader/#/report`);
  await page.locator(".place").waitFor();
  await page.getByRole("searchbox").focus();
  await page.keyboard.type("ldbl");
  await page.keyboard.press("Enter");
  await page.locator(".chosen", { hasText: "路灯不亮" }).waitFor();
  expect(await page.locator(".missing, [role=alert]").count()).toBe(0);
  await page.keyboard.press("Enter"); // on what leads to another one
  await page.locator(".chosen").waitFor({ state: "detached" });
  await page.keyboard.type("井盖");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.locator(".chosen", { hasText: "井盖" }).waitFor();
  expect(page.url()).toContain("#/report");
  expect(await street.ask("SELECT count(*)::integer AS count FROM incident")).toEqual([{ count: 1 }]);
  await page.close();
  expect(street.faults).toEqual([]);
});
