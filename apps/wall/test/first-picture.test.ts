import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { letGo, prepareHeld } from "./held-answers.ts";

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

/** By the page's own clock: when the map was made, and when it and the marks above it first drew. */
type Drawing = { begun: number; first: number | null; marks: number | null };

/** Runs in the browser, before the page: notes when the map gets a canvas to draw on, and when there is first drawn on which. */
function noteDrawing(): void {
  const drawing: Drawing = { begun: 0, first: null, marks: null };
  Object.assign(globalThis, { drawing });
  const time = performance.now.bind(performance);
  const hear = (prototype: object, name: string, before: (self: unknown) => void): void => {
    const inner = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
    Reflect.set(prototype, name, function call(this: unknown, ...args: unknown[]) {
      before(this);
      return inner.apply(this, args);
    });
  };
  const isMap = (canvas: unknown): boolean => (canvas as Element).className === "maplibregl-canvas";
  hear(HTMLCanvasElement.prototype, "getContext", (canvas) => {
    if (isMap(canvas)) drawing.begun ||= time();
  });
  for (const name of ["drawElements", "drawArrays", "drawElementsInstanced", "drawArraysInstanced"])
    hear(WebGL2RenderingContext.prototype, name, (context) => {
      drawing[isMap((context as WebGL2RenderingContext).canvas) ? "first" : "marks"] ??= time();
    });
}

/** Runs in the browser, before the page: nothing is told, so that what was asked is not asked a second time. */
function tellNothing(): void {
  globalThis.EventSource = class extends EventSource {
    constructor() {
      super("data:text/event-stream,");
    }
  };
}

/** Runs in the browser, before the page: nobody's patience ends, for a second takes a quarter of an hour. */
function slowDown(): void {
  const time = performance.now.bind(performance);
  performance.now = () => time() / 1000;
  const { setTimeout: near } = globalThis;
  globalThis.setTimeout = ((what: () => void, ms = 0) =>
    near(what, ms < 4_000 ? ms : ms * 1000)) as typeof near;
}

/** A wall that gets no answer from addresses with this part in them. */
async function openHeld(part: string, ...scripts: (() => void)[]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
  page.setDefaultTimeout(60_000);
  await prepareHeld(page, part);
  for (const script of [noteDrawing, ...scripts]) await page.addInitScript(script);
  await page.goto(server.origin);
  return page;
}

const whenDrawn = (page: Page): Promise<void> => page.locator('.map[data-map-idle="true"]').waitFor();

const drawingOf = (page: Page): Promise<Drawing> =>
  page.evaluate(() => (globalThis as unknown as { drawing: Drawing }).drawing);

/** When the last answer came from addresses with this part in them. */
const answeredAt = (page: Page, part: string): Promise<number> =>
  page.evaluate((asked) => {
    const files = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    return Math.max(...files.filter(({ name }) => name.includes(asked)).map((file) => file.responseEnd));
  }, part);

describe("the first picture of a map", () => {
  test("is painted once the boundaries are there, or once somebody has waited four seconds", async () => {
    const page = await openHeld("/arcs/");
    await page.locator('.data-age[data-live="live"]').waitFor();
    await letGo(page);
    await whenDrawn(page);
    const { begun, first } = await drawingOf(page);
    expect(begun).toBeGreaterThan(0);
    expect(first).toBeGreaterThanOrEqual(Math.min(await answeredAt(page, "/arcs/"), begun + 4_000));
    await page.close();
  });

  test("waits for nothing that comes only with it: who would wait for ever sees it with heat, names and marks", async () => {
    const page = await openHeld("/arcs/", slowDown, tellNothing);
    const map = page.locator(".map");
    await expect.poll(() => map.getAttribute("data-heat"), { timeout: 20_000 }).toMatch(/./);
    await letGo(page);
    await whenDrawn(page);
    const { first, marks } = await drawingOf(page);
    expect(first).not.toBeNull();
    expect(marks).not.toBeNull();
    await page.close();
  });

  test("shows what has come to whoever has waited four seconds, and the rest as it comes", async () => {
    const page = await openHeld("/arcs/");
    await expect.poll(async () => (await drawingOf(page)).first, { timeout: 60_000 }).not.toBeNull();
    const { begun, first } = await drawingOf(page);
    expect(first! - begun).toBeGreaterThanOrEqual(4_000);
    await letGo(page);
    await expect.poll(() => answeredAt(page, "/arcs/")).toBeGreaterThan(first!);
    await page.close();
  });

  test("has the marks that are known as soon as the map is there, although others are still to come", async () => {
    const page = await openHeld("camera.list");
    await whenDrawn(page);
    const { first, marks } = await drawingOf(page);
    expect(marks).toBeGreaterThan(first!);
    await page.close();
  });

  test("has the names of the finer grids asked for once the coarsest are there, whether its lines are or not", async () => {
    const askedWithout = async (held: string, others: string): Promise<string[]> => {
      const page = await openHeld(held);
      const asked = (): Promise<string[]> =>
        page.evaluate(() =>
          performance
            .getEntriesByType("resource")
            .flatMap(({ name }) => /(grids|arcs)\/\d/.exec(name)?.[0] ?? []),
        );
      await expect.poll(asked, { timeout: 20_000 }).toContain(others);
      await page.waitForTimeout(500);
      const names = (await asked()).filter((each) => each.startsWith("grids"));
      await page.close();
      return names.toSorted();
    };
    expect(await askedWithout("/grids/0", "arcs/0")).toEqual([]);
    expect(await askedWithout("/arcs/", "grids/2")).toEqual(["grids/0", "grids/1", "grids/2"]);
  });

  test("is of no canvas that the page shows before: each that it shows has it wait for its graphics", async () => {
    const page = await openHeld("/arcs/", slowDown);
    const shownCanvases = (): Promise<number> =>
      page
        .locator(".map canvas")
        .evaluateAll(
          (canvases) => canvases.filter((each) => getComputedStyle(each).visibility === "visible").length,
        );
    await page.locator(".map canvas").first().waitFor({ state: "attached" });
    expect(await shownCanvases()).toBe(0);
    await letGo(page);
    await whenDrawn(page);
    expect(await shownCanvases()).toBe(2); // the map and its marks
    await page.close();
  });

  test("has one sample of each pixel of its marks", async () => {
    const page = await openHeld("nothing");
    await whenDrawn(page);
    const antialias = await page
      .locator("#deckgl-overlay")
      .evaluate(
        (canvas: HTMLCanvasElement) => canvas.getContext("webgl2")?.getContextAttributes()?.antialias,
      );
    expect(antialias).toBe(false);
    await page.close();
  });

  test("is seen although the graphics were lost before it", async () => {
    const page = await openHeld("/arcs/", slowDown);
    const canvas = page.locator(".maplibregl-canvas");
    await canvas.waitFor({ state: "attached" });
    await canvas.evaluate(async (each: HTMLCanvasElement) => {
      const graphics = each.getContext("webgl2")?.getExtension("WEBGL_lose_context");
      graphics?.loseContext();
      await new Promise((resolve) => setTimeout(resolve, 500));
      graphics?.restoreContext();
    });
    await letGo(page);
    await whenDrawn(page);
    await expect.poll(() => canvas.isVisible()).toBe(true);
    await page.close();
  });
});
