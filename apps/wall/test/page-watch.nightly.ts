import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openWall } from "./wall-page.ts";

let server: AppServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  buildApp("wall");
  server = await startAppServer({ trickleSeconds: 10 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  const address = server.origin;
  ({ page } = await openWall(browser, { address, width: 1280, height: 720, reducedMotion: "reduce" }));
  await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
});
afterEach(() => page.close());

const isStillHere = (): Promise<boolean> => page.evaluate(() => "stillHere" in globalThis).catch(() => true); // between two pages

const hasNumbers = async (): Promise<boolean> =>
  /\d/.test(
    await page
      .locator('[data-number="open"]')
      .innerText({ timeout: 1_000 })
      .catch(() => ""),
  ); // not there yet

/** True once the page has begun anew and shows numbers again. */
const isBackAgain = async (): Promise<boolean> => !(await isStillHere()) && (await hasNumbers());

/** Why a page has begun anew by itself, each time. */
const reasons = (of = page): Promise<string[]> =>
  of.evaluate(() =>
    (JSON.parse(localStorage.getItem("getu.restarts") ?? "[]") as { reason: string }[]).map(
      ({ reason }) => reason,
    ),
  );

test("T20 a wall whose main thread stood still for more than thirty seconds reloads and shows its numbers, once its server is there", async () => {
  let isAway = true;
  await page.route(
    ({ pathname }) => pathname === "/",
    (route) => (isAway ? route.abort() : route.continue()),
  );
  await page.evaluate(() => {
    const end = Date.now() + 32_000;
    while (Date.now() < end);
  });
  await page.waitForTimeout(15_000); // a reload would show the browser's own error page
  expect([await isStillHere(), await hasNumbers()]).toEqual([true, true]);
  isAway = false;
  await expect.poll(isBackAgain, { timeout: 120_000, interval: 1_000 }).toBe(true);
  expect(await reasons()).toEqual(["frozen"]);
}, 180_000);

test("T19 a wall that runs on while its server gets another page reloads into that page within a minute", async () => {
  const old = /src="(\/assets\/[^"]+\.js)"/.exec(await (await fetch(server.origin)).text())![1]!; // as it is built
  const renamed = old.replace(".js", "-2.js");
  const { origin } = server;
  await page.route(`${origin}${renamed}`, async (route) => {
    const response = await fetch(`${origin}${old}`);
    await route.fulfill({ contentType: "text/javascript", body: await response.text() });
  });
  await page.route(
    ({ pathname }) => pathname === "/",
    async (route) => {
      const body = (await (await fetch(origin)).text()).replaceAll(old, renamed);
      await route.fulfill({ contentType: "text/html", body });
    },
  );
  const upgraded = Date.now();
  await expect.poll(isBackAgain, { timeout: 120_000, interval: 1_000 }).toBe(true);
  expect(Date.now() - upgraded).toBeLessThan(60_000);
  expect(await page.locator('script[type="module"]').first().getAttribute("src")).toBe(renamed);
  expect(await reasons()).toEqual(["upgraded"]);
}, 180_000);

test("T20 a wall whose stylesheet does not come begins anew once it can be had, and stays as it is until then", async () => {
  const unstyled = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
  let isAway = true;
  // For as long as the page is open: a question that is asked while Chromium stops intercepting may hang for ever.
  await unstyled.route(/\/assets\/index-[^/]*\.css$/, (route) => (isAway ? route.abort() : route.continue()));
  await unstyled.goto(server.origin);
  await unstyled.locator('[data-number="open"]', { hasText: /\d/ }).waitFor({ timeout: 60_000 });
  await unstyled.waitForTimeout(60_000); // it would have begun anew after thirty seconds
  expect(await reasons(unstyled)).toEqual([]);
  isAway = false;
  await expect.poll(() => reasons(unstyled), { timeout: 60_000, interval: 1_000 }).toEqual(["did not open"]);
  await unstyled.locator('.map[data-map-idle="true"]').waitFor({ timeout: 90_000 });
  await unstyled.waitForTimeout(60_000); // once is enough
  expect(await reasons(unstyled)).toEqual(["did not open"]);
  await unstyled.close();
}, 360_000);

test("T20 a wall whose drawing fails a hundred times is drawn again each time without a reload, and shows its numbers", async () => {
  const failed: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && message.text().startsWith("TypeError")) failed.push(message.text());
  });
  await page.route("**/trpc/summary.get*", async (route) => {
    if (failed.length < 100)
      await route.fulfill({ json: { result: { data: { total: null, byGrid: null } } } });
    else await route.continue();
  });
  await page.clock.install(); // a hundred times three seconds
  await expect
    .poll(() => page.getByText("画面出错，正在恢复").count(), { timeout: 60_000, interval: 200 })
    .toBeGreaterThan(0);
  while (failed.length < 100) await page.clock.runFor(1_000);
  await expect.poll(hasNumbers, { timeout: 90_000, interval: 1_000 }).toBe(true);
  expect([await isStillHere(), await reasons()]).toEqual([true, []]);
}, 240_000);
