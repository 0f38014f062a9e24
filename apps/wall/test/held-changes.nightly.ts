import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWall, shoot } from "./wall-page.ts";

let database: TestDatabase;
let server: AppServer;
let browser: Browser;

beforeAll(async () => {
  buildApp("wall");
  database = await createTestDatabase();
  server = await startAppServer({
    trickleSeconds: 2,
    environment: {
      DATABASE_URL: database.url,
      DATABASE_OWNER_URL: database.ownerUrl,
      GETU_SAMPLE: "tiny",
    },
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await database?.drop();
});

const secondOf = (clock: string): number =>
  clock.split(":").reduce((sum, part) => 60 * sum + Number(part), 0);

test("T03 a wall says since when it is behind while somebody's transaction holds changes up, and is live again after it", async () => {
  const { page } = await openWall(browser, {
    address: `${server.origin}/?scene=territory`,
    width: 1920,
    height: 1080,
    reducedMotion: "reduce",
  });
  const said = page.locator(".data-age");
  await expect.poll(() => said.getAttribute("data-live")).toBe("live");
  const other = await database.owner.connect();
  try {
    await other.query("BEGIN");
    await other.query("SELECT pg_current_xact_id()"); // as writing does
    const heldSecond = secondOf(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(11, 19)); // the street's clock
    await page.locator('.data-age[data-live="behind"]').waitFor({ timeout: 40_000 });
    const words = await said.locator("strong").innerText();
    const [, clock] = /^部分数据停在 (\d\d:\d\d:\d\d)$/.exec(words) ?? [];
    // Something must have happened first, and before that all was as it is shown.
    const afterSeconds = (secondOf(clock ?? "") - heldSecond + 2 + 86_400) % 86_400;
    expect([words, afterSeconds < 20]).toEqual([words, true]);
    await page.waitForTimeout(12_000);
    expect(await said.locator("strong").innerText()).toBe(words);
    await shoot(page, "wall-held-changes");
  } finally {
    await other.query("ROLLBACK");
    other.release();
  }
  await page.locator('.data-age[data-live="live"]').waitFor({ timeout: 15_000 });
  await page.close();
});
