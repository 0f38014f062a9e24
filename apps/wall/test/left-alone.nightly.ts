import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page, Request } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joinAsChief, takeAsWall } from "./office.ts";
import { passTime, waitForMap } from "./wall-page.ts";

let server: AppServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  buildApp("wall");
  server = await startAppServer({ trickleSeconds: 10 });
  browser = await launchBrowser();
  const chief = await joinAsChief(browser, server);
  page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" });
  await page.clock.install();
  await page.goto(`${server.origin}/pair`);
  const scenes = [{ kind: "territory", seconds: 60, when: "always" } as const];
  await takeAsWall(page, chief, { settings: { scenes, urgentSeconds: 0 } });
  await waitForMap(page);
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

test("what somebody chose of the heat, where they left its slider and what they pointed at go with them, in a scene that nothing follows as well", async () => {
  const slider = page.getByRole("slider");
  const spans = page.getByRole("combobox", { name: "方式", exact: true });
  const look = async () => [
    await spans.inputValue(),
    await slider.evaluate((input: HTMLInputElement) => Number(input.max) - Number(input.value)),
    await page.locator(".wall__float .card").count(),
  ];
  const atHome = await look();
  await spans.selectOption("cumulative");
  await slider.press("ArrowLeft");
  await page.locator(".ticker__row").first().click();
  await passTime(page, 50_000);
  expect(await look()).toEqual(["cumulative", 1, 1]);
  await passTime(page, 11_000);
  await expect.poll(look, { timeout: 20_000 }).toEqual(atHome);
});

test("whoever plays the year of the heat has not gone before it has passed, nor stays for having played it", async () => {
  const slider = page.getByRole("slider");
  const stepsBack = () =>
    slider.evaluate((input: HTMLInputElement) => Number(input.max) - Number(input.value));
  await page.getByRole("button", { name: "播放一年" }).click();
  await passTime(page, 75_000);
  expect(await stepsBack()).toBeGreaterThan(0);
  await page.getByRole("button", { name: "暂停" }).click();
  const stopped = await stepsBack();
  await passTime(page, 50_000);
  expect(await stepsBack()).toBe(stopped);
  await passTime(page, 11_000);
  await expect.poll(stepsBack, { timeout: 20_000 }).toBe(0);
});

test("the language of the wall is its own again a minute after somebody who chose another one has gone", async () => {
  const language = () => page.locator("html").getAttribute("lang");
  await page.getByRole("button", { name: "English" }).click();
  await passTime(page, 50_000);
  expect(await language()).toBe("en");
  await passTime(page, 11_000);
  await expect.poll(language).toBe("zh-CN");
});

test("the map goes home by itself five minutes after somebody has moved it", async () => {
  await passTime(page, 5 * 60_000 + 1_000); // wherever it was moved before
  await waitForMap(page);
  await page.locator(".map-name:visible").first().click();
  await wayHome().waitFor();
  await passTime(page, 4 * 60_000);
  expect(await wayHome().count()).toBe(1);
  await passTime(page, 61_000);
  await wayHome().waitFor({ state: "detached", timeout: 20_000 });
});

test("a wall that was taken where screens wait for it asks no more often than any other what it is", async () => {
  const asked: string[] = [];
  const note = (request: Request): void =>
    void (request.url().includes("wall.own") && asked.push(request.url()));
  page.on("request", note);
  await page.waitForTimeout(12_000);
  page.off("request", note);
  expect(asked.length).toBeLessThanOrEqual(1); // every fifteen seconds; while it waited, every two
});
