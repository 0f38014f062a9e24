import { buildApp, launchBrowser, startAppServer, startTcpProxy } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERY_SCENE, joinAsChief, takeAsWall } from "./office.ts";
import type { Colleague } from "./office.ts";

let server: AppServer;
let browser: Browser;
let chief: Colleague;

beforeAll(async () => {
  buildApp("wall");
  const environment = { GETU_OPEN_READING: "none" };
  server = await startAppServer({ trickleSeconds: 1, environment });
  browser = await launchBrowser();
  chief = await joinAsChief(browser, server);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("T09 a wall whose wire died while it went through its scenes is live again within 15 s of its return, however many scenes it had meanwhile, also the third time", async () => {
  const wire = await startTcpProxy(Number(new URL(server.origin).port));
  const wall = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
  await wall.goto(`http://127.0.0.1:${wire.port}`);
  const scenes = EVERY_SCENE.scenes.map((scene) => ({ ...scene, seconds: 5 }));
  await takeAsWall(wall, chief, { settings: { ...EVERY_SCENE, scenes } });
  const shows = (isLost: boolean) =>
    wall.locator(`.wall[data-lost="${isLost}"]`).waitFor({ timeout: 15_000 });
  for (let time = 0; time < 3; time++) {
    await shows(false);
    await wire.set("cut");
    await shows(true);
    await wall.waitForTimeout(32_000); // six scenes and more: a browser has six connections
    await wire.set("ok");
  }
  await shows(false);
  const liveAll = () => wall.locator('.data-age[data-live="live"]').count();
  await expect.poll(liveAll, { timeout: 15_000 }).toBe(1); // parts of it come a moment later
  await wall.close();
  await wire.stop();
});
