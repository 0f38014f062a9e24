import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWall, passTime, waitForMap } from "./wall-page.ts";

let server: AppServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  buildApp("wall");
  server = await startAppServer({ trickleSeconds: 10 });
  browser = await launchBrowser();
  ({ page } = await openWall(browser, {
    address: server.origin,
    width: 1920,
    height: 1080,
    reducedMotion: "reduce",
    prepare: (opened) => opened.clock.install(),
  }));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const list = () => page.getByRole("dialog");
const wayHome = () => page.getByRole("button", { name: "回到全域" });

test("a list that somebody opened stays while they look at it and closes by itself a minute after they have gone", async () => {
  await page.locator('[data-number="open"] button').click();
  await list().waitFor();
  await passTime(page, 50_000);
  await page.keyboard.press("Shift"); // they are still there
  await passTime(page, 50_000);
  expect(await list().count()).toBe(1);
  await passTime(page, 11_000);
  await list().waitFor({ state: "detached", timeout: 5_000 });
});

test("a layer that somebody hid and a shading that they chose stay while they look and are as before a minute after they have gone", async () => {
  const cameras = page.getByRole("switch", { name: "显示监控点" });
  const shading = page.getByRole("group", { name: "底色" });
  const heat = shading.getByRole("button", { name: "事件热力" });
  const look = async () => [
    await cameras.getAttribute("aria-checked"),
    await heat.getAttribute("aria-pressed"),
  ];
  await cameras.click();
  await shading.getByRole("button", { name: "超期分布" }).click();
  await passTime(page, 50_000);
  expect(await look()).toEqual(["false", "false"]);
  await passTime(page, 11_000);
  await expect.poll(look).toEqual(["true", "true"]);
});

test("the map goes home by itself five minutes after somebody has moved it", async () => {
  await waitForMap(page);
  await page.locator(".map-name:visible").first().click();
  await wayHome().waitFor();
  await passTime(page, 4 * 60_000);
  expect(await wayHome().count()).toBe(1);
  await passTime(page, 61_000);
  await wayHome().waitFor({ state: "detached", timeout: 20_000 });
});
