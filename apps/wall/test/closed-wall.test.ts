import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shoot } from "./wall-page.ts";

let server: AppServer;
let browser: Browser;

beforeAll(async () => {
  buildApp("wall");
  const environment = { GETU_SAMPLE: "none", GETU_TRICKLE: "off", GETU_OPEN_READING: "none" };
  server = await startAppServer({ trickleSeconds: 3600, environment });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("a wall that nobody has signed in at says so, and leads to the desk and to where it is given its token", async () => {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await page.goto(server.origin);
  await page.getByRole("alert").filter({ hasText: "登录后才能查看" }).waitFor();
  await shoot(page, "closed");
  const ways = await page
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(ways).toEqual(["/desk/", "/desk/#/screen"]);
});
