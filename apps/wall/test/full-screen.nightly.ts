import { SCENE_KINDS } from "@getu/domain";
import type { Wall } from "@getu/domain";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EVERY_SCENE, joinAsChief, joinAsDispatcher, pin, reportUrgent, takeAsWall } from "./office.ts";
import type { Colleague } from "./office.ts";

let server: AppServer;
let browser: Browser;
let wall: Page;
let chief: Colleague;
let dispatcher: Colleague;
let taken: { territoryId: number; id: number };

beforeAll(async () => {
  buildApp("wall");
  const environment = { GETU_OPEN_READING: "none", GETU_TRICKLE: "off" };
  server = await startAppServer({ trickleSeconds: 3600, environment });
  browser = await launchBrowser();
  chief = await joinAsChief(browser, server);
  dispatcher = await joinAsDispatcher(browser, { chief, origin: server.origin });
  wall = await browser.newPage({ viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" });
  wall.setDefaultTimeout(30_000);
  await wall.goto(server.origin);
  taken = await takeAsWall(wall, chief, { settings: EVERY_SCENE });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs in the browser: counts how often the page comes into full screen or leaves it. */
function countFullScreen(): void {
  const fullScreen = { changes: 0 };
  document.addEventListener("fullscreenchange", () => (fullScreen.changes += 1));
  Object.assign(globalThis, { fullScreen });
}

/** Whether the page has the whole screen, and how often that has changed. */
const fullScreen = (): Promise<[boolean, number]> =>
  wall.evaluate(() => {
    const { changes } = (globalThis as unknown as { fullScreen: { changes: number } }).fullScreen;
    return [document.fullscreenElement === document.documentElement, changes];
  });

const isDrawn = (scene: string): Promise<void> =>
  wall.locator(`.wall[data-scene="${scene}"] .map[data-map-idle="true"]`).waitFor();

test("a wall that was put in full screen keeps it through every scene, an urgent incident and another list, until its page is loaded anew", async () => {
  await isDrawn(SCENE_KINDS[0]);
  await wall.evaluate(countFullScreen);
  await wall.evaluate(() => document.documentElement.requestFullscreen()); // as if somebody pressed for it
  await expect.poll(fullScreen).toEqual([true, 1]); // the change is told with the next frame
  for (const kind of SCENE_KINDS) {
    await pin(chief, taken, kind);
    await isDrawn(kind);
  }
  await chief.tell("wall.arrange", { ...taken, settings: { ...EVERY_SCENE, urgentSeconds: 60 } });
  await reportUrgent(dispatcher);
  await wall.locator('.wall[data-scene="urgent"]').waitFor();
  const shownIncident = async (): Promise<number | null> =>
    (await chief.ask<Wall[]>("wall.list", { territoryId: taken.territoryId })).find(
      ({ id }) => id === taken.id,
    )?.news?.incidentId ?? null;
  await expect.poll(shownIncident).not.toBeNull();
  await chief.tell("wall.steer", {
    ...taken,
    given: { order: "send-off", incidentId: await shownIncident() },
  });
  await wall.locator('.wall:not([data-scene="urgent"])').waitFor();
  expect(await fullScreen()).toEqual([true, 1]);
  await wall.reload(); // what the README says of it: a wall is started with --kiosk
  expect(await wall.evaluate(() => document.fullscreenElement)).toBe(null);
});
