import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERY_SCENE, joinAsChief, pairingCode, streetId } from "./office.ts";
import type { Colleague } from "./office.ts";
import { passTime, shoot } from "./wall-page.ts";

const WALL = { width: 1920, height: 1080 };

let server: AppServer;
let browser: Browser;
let chief: Colleague;

beforeAll(async () => {
  buildApp("wall");
  const environment = { GETU_OPEN_READING: "none", GETU_TRICKLE: "off" };
  server = await startAppServer({ trickleSeconds: 3600, environment });
  browser = await launchBrowser();
  chief = await joinAsChief(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("a wall that nobody has signed in at says so, and leads to the desk and to where it is given its token", async () => {
  const page = await browser.newPage({ viewport: WALL });
  await page.goto(server.origin);
  await page.getByRole("alert").filter({ hasText: "登录后才能查看" }).waitFor();
  await shoot(page, "closed");
  const ways = await page
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(ways).toEqual(["/desk/", "/desk/#/screen"]);
  await page.close();
});

test("a closed wall keeps the code that it shows, however often it asks whether it may show the street", async () => {
  const page = await browser.newPage({ viewport: WALL });
  let codes = 0;
  page.on("request", (request) => (codes += Number(request.url().endsWith("/wall-pairing"))));
  await page.clock.install();
  await page.goto(server.origin);
  const first = await pairingCode(page).innerText();
  for (let asked = 0; asked < 2; asked += 1) {
    const refused = page.waitForResponse(/territory\.list/);
    await passTime(page, 75_000);
    await refused;
  }
  expect(await pairingCode(page).innerText()).toBe(first);
  expect(codes).toBe(1);
  await page.close();
});

test("the windows of one browser show one code, and whoever types it takes them all", async () => {
  const context = await browser.newContext({ viewport: WALL });
  const [first, second] = [await context.newPage(), await context.newPage()];
  await first.goto(server.origin);
  const before = await pairingCode(first).innerText();
  await second.goto(server.origin);
  const shown = await pairingCode(second).innerText();
  expect(shown).not.toBe(before);
  await expect.poll(() => pairingCode(first).innerText()).toBe(shown);
  const territoryId = await streetId(chief);
  const given = { territoryId, gridId: null, name: "两窗（示范）", settings: EVERY_SCENE };
  await chief.tell("wall.pair", { ...given, code: shown });
  for (const page of [first, second]) await page.locator(".wall").waitFor();
  await context.close();
}, 60_000);
