import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { letGo, prepareToHold } from "./held-answers.ts";

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

/** By the page's own clock. */
type Drawing = { begun: number; first: number | null };

/** Runs in the browser, before the page: notes when the map gets a canvas to draw on, and when it first draws on it. */
function noteDrawing(): void {
  const drawing: Drawing = { begun: 0, first: null };
  Object.assign(globalThis, { drawing });
  const hear = (prototype: object, name: string, before: (self: unknown) => void): void => {
    const inner = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
    Reflect.set(prototype, name, function call(this: unknown, ...args: unknown[]) {
      before(this);
      return inner.apply(this, args);
    });
  };
  const isMap = (canvas: unknown): boolean => (canvas as Element).className === "maplibregl-canvas";
  hear(HTMLCanvasElement.prototype, "getContext", (canvas) => {
    if (isMap(canvas)) drawing.begun ||= performance.now();
  });
  for (const name of ["drawElements", "drawArrays"])
    hear(WebGL2RenderingContext.prototype, name, (context) => {
      if (isMap((context as WebGL2RenderingContext).canvas)) drawing.first ??= performance.now();
    });
}

/** Runs in the browser, before the page: boundaries are held back from the start. */
function holdBoundaries(): void {
  const { answers } = globalThis as unknown as { answers: { held: string | null } };
  answers.held = "/arcs/";
}

async function openWall(...scripts: (() => void)[]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, reducedMotion: "reduce" });
  page.setDefaultTimeout(60_000);
  await prepareToHold(page);
  for (const script of [noteDrawing, ...scripts]) await page.addInitScript(script);
  await page.goto(server.origin);
  return page;
}

const drawingOf = (page: Page): Promise<Drawing> =>
  page.evaluate(() => (globalThis as unknown as { drawing: Drawing }).drawing);

/** When the last of the boundaries came. */
const boundariesAt = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const files = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
    return Math.max(...files.filter(({ name }) => name.includes("/arcs/")).map((file) => file.responseEnd));
  });

describe("the first picture of a map", () => {
  test("is painted once the boundaries are there, or once somebody has waited four seconds", async () => {
    const page = await openWall(holdBoundaries);
    await page.locator('.data-age[data-live="live"]').waitFor();
    await letGo(page);
    await page.locator('.map[data-map-idle="true"]').waitFor();
    const { begun, first } = await drawingOf(page);
    expect(begun).toBeGreaterThan(0);
    expect(first).toBeGreaterThanOrEqual(Math.min(await boundariesAt(page), begun + 4_000));
    await page.close();
  });

  test("shows what has come to whoever has waited four seconds, and the rest as it comes", async () => {
    const page = await openWall(holdBoundaries);
    await expect.poll(async () => (await drawingOf(page)).first, { timeout: 60_000 }).not.toBeNull();
    const { begun, first } = await drawingOf(page);
    expect(first! - begun).toBeGreaterThanOrEqual(4_000);
    await letGo(page);
    await expect.poll(() => boundariesAt(page)).toBeGreaterThan(first!);
    await page.close();
  });
});
