import { buildApp, gatherCrowd, launchBrowser, startAppServer, startTcpProxy } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWall } from "./wall-page.ts";
import type { AppServer } from "@getu/testkit";

let server: AppServer;
let browser: Browser;
beforeAll(async () => {
  buildApp("wall");
  [server, browser] = await Promise.all([startAppServer({ trickleSeconds: 0.2 }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Lets the page note the id of every change that comes, whatever it makes of it. */
const noteIds = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    window.EventSource = class extends EventSource {
      constructor(url: string | URL) {
        super(url);
        this.addEventListener("change", ({ lastEventId }) => heard.push(lastEventId));
      }
    };
  });

const idsHeardBy = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { heard: string[] }).heard);

test("T09 through a wire that breaks, has nobody at its end, goes silent and is slow a wall misses nothing, hears nothing twice, and says within 15 s that it is cut off", async () => {
  const port = Number(new URL(server.origin).port);
  const wire = await startTcpProxy(port);
  const plan = { ports: [port], path: "/live?territory=1", headers: {}, cutEveryMs: null, silenceMs: null };
  const crowd = await gatherCrowd([plan], "externalId"); // on the server's own wire, which is sound
  const { page } = await openWall(browser, {
    address: `http://127.0.0.1:${wire.port}`,
    width: 1280,
    height: 720,
    reducedMotion: "reduce", // it hears five changes a second as it is
    prepare: noteIds,
  });
  const shows = (isLost: boolean) =>
    page.locator(`.wall[data-lost="${isLost}"]`).waitFor({ timeout: 15_000 });
  for (const mode of ["reset", "refuse"] as const) {
    await wire.set(mode);
    await page.waitForTimeout(1000);
  }
  await wire.set("ok");
  const before = (await idsHeardBy(page)).length;
  await page.waitForFunction((n) => (window as unknown as { heard: string[] }).heard.length > n, before);
  await wire.set("blackhole");
  await shows(true);
  await wire.set("slow");
  await shows(false);
  await page.waitForTimeout(2000);
  await wire.set("ok");
  const { ids } = (await crowd.tell())[0]!; // one plan, one listener
  const last = ids.at(-1)!; // five a second came
  await page.waitForFunction((id) => (window as unknown as { heard: string[] }).heard.includes(id), last);
  const heard = await idsHeardBy(page);
  const upToLast = heard.slice(0, heard.indexOf(last) + 1);
  expect(upToLast).toEqual(ids.slice(ids.indexOf(heard[0]!))); // it holds `last`
  expect(upToLast.length).toBeGreaterThan(50);
  await crowd.leave();
  await wire.stop();
});

/** Lets the page's own clock be set back by eight hours: one that was read in another zone is put right. */
const bearSettingBack = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const now = Date.now.bind(Date);
    let backMs = 0;
    Date.now = () => now() - backMs;
    Object.assign(window, { setBack: () => (backMs = 8 * 3_600_000) });
  });

test("T14 a wall whose clock was set back by hours is live again within a minute when only new connections get through", async () => {
  const wire = await startTcpProxy(Number(new URL(server.origin).port));
  const { page } = await openWall(browser, {
    address: `http://127.0.0.1:${wire.port}`,
    width: 1280,
    height: 720,
    reducedMotion: "reduce",
    prepare: bearSettingBack,
  });
  const shows = (isLost: boolean, timeout: number) =>
    page.locator(`.wall[data-lost="${isLost}"]`).waitFor({ timeout });
  await page.evaluate(() => (window as unknown as { setBack: () => void }).setBack());
  await page.waitForTimeout(6000); // it is heard by the new hour: the server speaks every five seconds
  await wire.set("cut");
  await shows(true, 15_000);
  await wire.set("ok");
  await shows(false, 60_000);
  expect(await page.locator('.data-age[data-live="live"]').count()).toBe(1);
  await page.close();
  await wire.stop();
});
