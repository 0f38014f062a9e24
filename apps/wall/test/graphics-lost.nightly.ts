import { setTimeout as sleep } from "node:timers/promises";
import { buildApp, launchBrowser, startAppServer, watchFootprint } from "@getu/testkit";
import type { AppServer, Footprint } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWall, shareOfDifference } from "./wall-page.ts";

/** The first losses make what every later one uses again. */
const WARM_UP = 2;
const LOSSES = 5;

/** What five losses may leave behind: less than a single one did that kept its map. */
const MOST = { nodes: 12, listeners: 6, heapBytes: 1.5e6 };

/** Of the map between the panels, what a few letters may look different by; the marks alone are many times as much. */
const SAME_PICTURE = 0.001;

const SIZE = { width: 1920, height: 1080 };

let server: AppServer;
let browser: Browser;

beforeAll(async () => {
  buildApp("wall");
  server = await startAppServer({ trickleSeconds: 3600, environment: { GETU_TRICKLE: "off" } });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** How graphics go: for good, or until half a second later. */
type Loss = "for good" | "given back";

/** Runs in the browser: takes every context of the map away. */
async function takeGraphics(loss: Loss): Promise<void> {
  const contexts = [...document.querySelectorAll<HTMLCanvasElement>(".map canvas")].flatMap(
    (canvas) => canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context") ?? [],
  );
  for (const context of contexts) context.loseContext();
  if (loss === "for good") return;
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const context of contexts) context.restoreContext();
}

/** Runs in the browser: the marks' canvas, and no other, is refused graphics until `withheldUntil`. */
function withholdFromMarks(): void {
  const real = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "getContext")!.value as (
    ...asked: unknown[]
  ) => unknown;
  const told = Object.assign(globalThis, { withheldUntil: 0, timesWithheld: 0 });
  const given = new WeakSet<HTMLCanvasElement>();
  const withhold = function (this: HTMLCanvasElement, ...asked: unknown[]): unknown {
    const isNew = this.id === "deckgl-overlay" && !given.has(this);
    if (isNew && performance.now() < told.withheldUntil) {
      told.timesWithheld += 1;
      return null;
    }
    given.add(this);
    return real.apply(this, asked);
  };
  Object.assign(HTMLCanvasElement.prototype, { getContext: withhold });
}

/** Takes the graphics away once, and waits until everything is drawn again. */
async function lose(page: Page, loss: Loss): Promise<void> {
  await page.locator(".map").evaluate((map) => map.setAttribute("data-before", ""));
  await page.evaluate(takeGraphics, loss);
  await sleep(2000); // the marks are drawn anew after one second, a new map is made after three
  const drawn = loss === "for good" ? ".map:not([data-before])" : ".map[data-before]";
  await page.locator(`${drawn}[data-map-idle="true"]`).waitFor({ timeout: 60_000 });
  await sleep(1000);
}

/** The least of some looks: what is thrown away goes in several rounds. */
async function leastOf(footprint: () => Promise<Footprint>): Promise<Footprint> {
  const looks: Footprint[] = [];
  for (let look = 0; look < 8; look += 1) {
    looks.push(await footprint());
    await sleep(500);
  }
  const least = (key: keyof Footprint): number => Math.min(...looks.map((each) => each[key]));
  return {
    heapBytes: least("heapBytes"),
    nodes: least("nodes"),
    listeners: least("listeners"),
    residentBytes: least("residentBytes"),
  };
}

/** How much more a wall holds after its graphics were lost several times; `before` is done ahead of each. */
async function growthOver(loss: Loss, before: (page: Page) => Promise<void>): Promise<Footprint> {
  const address = server.origin;
  const { page } = await openWall(browser, { address, ...SIZE, reducedMotion: "reduce" });
  const footprint = await watchFootprint(page);
  const times = async (count: number): Promise<Footprint> => {
    for (let i = 0; i < count; i += 1) {
      await before(page);
      await lose(page, loss);
    }
    return leastOf(footprint);
  };
  const [first, last] = [await times(WARM_UP), await times(LOSSES)];
  await page.close();
  const growth = {
    heapBytes: last.heapBytes - first.heapBytes,
    nodes: last.nodes - first.nodes,
    listeners: last.listeners - first.listeners,
    residentBytes: last.residentBytes - first.residentBytes,
  };
  console.log(`graphics lost ${LOSSES} times, ${loss}: ${JSON.stringify(growth)}`);
  return growth;
}

describe("T17, T18 a wall whose graphics are lost again and again", () => {
  test.each(["for good", "given back"] as const)(
    "holds on to nothing of its earlier maps when they are lost %s",
    async (loss) => {
      const growth = await growthOver(loss, async () => {});
      expect(growth.nodes).toBeLessThanOrEqual(MOST.nodes);
      expect(growth.listeners).toBeLessThanOrEqual(MOST.listeners);
      expect(growth.heapBytes).toBeLessThanOrEqual(MOST.heapBytes);
    },
  );

  test.each(["for good", "given back"] as const)(
    "shows all that it showed before when they are lost %s",
    async (loss) => {
      const address = server.origin;
      const { page, faults } = await openWall(browser, { address, ...SIZE, reducedMotion: "reduce" });
      const picture = (): Promise<Buffer> => page.locator(".wall__free").screenshot({ timeout: 60_000 });
      const before = await picture();
      await lose(page, loss);
      const differing = await shareOfDifference(page, before, await picture());
      console.log(`graphics lost ${loss}: ${(100 * differing).toFixed(3)} % of the picture is another`);
      expect(differing).toBeLessThan(SAME_PICTURE);
      expect(faults).toEqual([]);
      await page.close();
    },
  );

  test.each(["for good", "given back"] as const)(
    "has its marks again once the browser gives their canvas graphics, when they are lost %s and refused at first",
    async (loss) => {
      const address = server.origin;
      const { page } = await openWall(browser, {
        address,
        ...SIZE,
        reducedMotion: "reduce",
        prepare: (opened) => opened.addInitScript(withholdFromMarks),
      });
      const picture = (): Promise<Buffer> => page.locator(".wall__free").screenshot({ timeout: 60_000 });
      const before = await picture();
      await page.evaluate(() => Object.assign(globalThis, { withheldUntil: performance.now() + 12_000 }));
      await lose(page, loss);
      expect(await page.evaluate(() => Reflect.get(globalThis, "timesWithheld") as number)).toBeGreaterThan(
        0,
      );
      const differing = await shareOfDifference(page, before, await picture());
      console.log(`marks refused, ${loss}: ${(100 * differing).toFixed(3)} % of the picture is another`);
      expect(differing).toBeLessThan(SAME_PICTURE);
      await page.close();
    },
  );

  test("moves heat over the ground alone, also when they were given back", async () => {
    const { page } = await openWall(browser, { address: server.origin, ...SIZE, reducedMotion: "reduce" });
    const slider = page.getByLabel("时间", { exact: true });
    const moved = async (): Promise<Buffer> => {
      await slider.press("ArrowLeft");
      await page.locator('.map[data-heat="week-1"][data-sheets="true"]').waitFor();
      return page.locator(".wall__free").screenshot({ timeout: 60_000 });
    };
    const before = await moved();
    await slider.press("ArrowRight");
    await lose(page, "given back");
    const differing = await shareOfDifference(page, before, await moved());
    console.log(`heat moved before and after: ${(100 * differing).toFixed(3)} % of the picture is another`);
    expect(differing).toBeLessThan(SAME_PICTURE);
    await page.close();
  });

  test("is found out should it keep them, and listeners on them", async () => {
    const growth = await growthOver("for good", (page) =>
      page.evaluate(() => {
        const keeping = globalThis as unknown as { kept?: (Element | null)[] };
        const map = document.querySelector(".map");
        for (const type of ["pointerdown", "wheel", "keydown"]) map?.addEventListener(type, () => {});
        (keeping.kept ??= []).push(map);
      }),
    );
    expect(growth.nodes).toBeGreaterThan(MOST.nodes);
    expect(growth.listeners).toBeGreaterThan(MOST.listeners);
  });
});

test("T18 a wall that cannot have graphics says so, and shows its map by itself once it can", async () => {
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: "reduce" });
  await page.addInitScript(() => {
    const real = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "getContext")!.value as (
      ...asked: unknown[]
    ) => unknown;
    const withhold = function (this: HTMLCanvasElement, ...asked: unknown[]): unknown {
      // A page that stood still begins anew, and must find what this one was given.
      const isWithheld = asked[0] === "webgl2" && sessionStorage.getItem("hasGraphics") === null;
      return isWithheld ? null : real.apply(this, asked);
    };
    Object.assign(HTMLCanvasElement.prototype, { getContext: withhold });
  });
  await page.goto(server.origin);
  await page.locator(".map-failure").waitFor({ timeout: 60_000 });
  await page.evaluate(() => sessionStorage.setItem("hasGraphics", "yes"));
  await page.locator('.map[data-map-idle="true"]').waitFor({ timeout: 150_000 });
  expect(await page.locator(".map-failure").count()).toBe(0);
  await page.close();
});
