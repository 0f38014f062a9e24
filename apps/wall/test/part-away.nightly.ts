import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWall, shoot } from "./wall-page.ts";

let server: AppServer;
let browser: Browser;

beforeAll(async () => {
  buildApp("wall");
  server = await startAppServer({ trickleSeconds: 3 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What a scene asks alone, and how long it takes at most until it asks again. */
const PARTS = [
  {
    scene: "territory",
    asks: "**/trpc/summary.get*",
    againMs: 15_000,
    old: ["summary", "ladder", "cameras"],
    fresh: ["ticker", "legend"],
  },
  {
    scene: "overdue",
    asks: "**/trpc/incident.queue*",
    againMs: 30_000,
    old: ["owned"],
    fresh: ["rungs", "late-grids"],
  },
  {
    scene: "cameras",
    asks: "**/trpc/coverage.get*",
    againMs: 60_000,
    old: ["coverage", "coverage-ladder", "blind"],
    fresh: [],
  },
] as const;

const OLD = ["grayscale(1)", true] as const;
const FRESH = ["none", false] as const;

/** How panels look, each with whether it says since when it is old. */
const looksOf = (page: Page, panels: readonly string[], said: string) =>
  Promise.all(
    panels.map(async (name) => {
      const panel = page.locator(`.panel--${name}`);
      const filter = await panel.evaluate((element) => getComputedStyle(element).filter);
      return [name, filter, (await panel.locator(".panel__old").allInnerTexts()).includes(said)];
    }),
  );

test.each(PARTS)(
  "T03 the scene of $scene says since when a part of it is old, which loses its colours while the rest is live, and is live again by itself",
  async ({ scene, asks, againMs, old, fresh }) => {
    let isAway = false;
    const { page } = await openWall(browser, {
      address: `${server.origin}/?scene=${scene}`,
      width: 1920,
      height: 1080,
      reducedMotion: "reduce",
      // For as long as the page is open: a question that is asked while Chromium stops intercepting may hang for ever.
      prepare: (opened) =>
        opened.route(asks, (route) => (isAway ? route.fulfill({ status: 503, body: "" }) : route.continue())),
    });
    const said = page.locator(".data-age");
    await expect.poll(() => said.getAttribute("data-live")).toBe("live");
    isAway = true;
    const awayAt = Date.now();
    await page.locator('.data-age[data-live="behind"]').waitFor({ timeout: againMs + 15_000 });
    const words = await said.locator("strong").innerText();
    const [, clock] = /^部分数据停在 (\d\d:\d\d:\d\d)$/.exec(words) ?? [];
    const secondOf = (text: string): number =>
      text.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);
    const awaySecond = secondOf(new Date(awayAt + 8 * 3_600_000).toISOString().slice(11, 19)); // the street's clock
    // What was on its way when it went away may still have been answered.
    const beforeSeconds = (awaySecond - secondOf(clock ?? "") + 2 + 86_400) % 86_400;
    expect([words, beforeSeconds < againMs / 1000 + 4]).toEqual([words, true]);
    const stands = `数据停在 ${clock}`;
    expect(await looksOf(page, old, stands)).toEqual(old.map((name) => [name, ...OLD]));
    expect(await looksOf(page, fresh, stands)).toEqual(fresh.map((name) => [name, ...FRESH]));
    await shoot(page, `wall-part-away-${scene}`);
    isAway = false;
    await page.locator('.data-age[data-live="live"]').waitFor({ timeout: 30_000 });
    expect(await looksOf(page, old, stands)).toEqual(old.map((name) => [name, ...FRESH]));
    await page.close();
  },
);
