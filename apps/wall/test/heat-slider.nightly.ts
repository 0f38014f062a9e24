import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWall, shareOfDifference, shoot, waitForMap } from "./wall-page.ts";

const SIZE = { width: 1920, height: 1080 };

/** The free part of the map, without panels. */
const FREE = { x: 500, y: 120, width: 900, height: 640 };

/** Frames drawn by map and marks since the page began. */
type Drawn = { map: number; marks: number };

let server: AppServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  buildApp("wall");
  server = await startAppServer({ trickleSeconds: 3600 }); // nothing comes in: what is drawn, the slider drew
  browser = await launchBrowser();
  ({ page } = await openWall(browser, {
    address: server.origin,
    ...SIZE,
    reducedMotion: "reduce",
    prepare: (opened) => opened.addInitScript(countFrames),
  }));
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs in the browser: every frame of a canvas of WebGL begins with a call of `clear`. */
function countFrames(): void {
  const drawn: Drawn = { map: 0, marks: 0 };
  Object.assign(globalThis, { drawn });
  const contexts = WebGL2RenderingContext.prototype;
  const clear = Object.getOwnPropertyDescriptor(contexts, "clear")!.value as (mask: number) => void;
  contexts.clear = function (this: WebGL2RenderingContext, mask: number) {
    const isMap = (this.canvas as HTMLCanvasElement).classList.contains("maplibregl-canvas");
    drawn[isMap ? "map" : "marks"] += 1;
    clear.call(this, mask);
  };
}

const drawn = (): Promise<Drawn> =>
  page.evaluate(() => ({ ...(globalThis as unknown as { drawn: Drawn }).drawn }));

/** Moves the slider one step and waits until the map shows the heat of that window. */
async function stepBack(back: number): Promise<void> {
  await page.getByLabel("时间", { exact: true }).press("ArrowLeft");
  await page.locator(`.map[data-heat="week-${back}"]`).waitFor();
}

const lookAtMap = (): Promise<Buffer> => page.screenshot({ clip: FREE, timeout: 60_000 });

test("a slider that moves has only the heat drawn: neither the map, nor the marks, nor a panel", async () => {
  await stepBack(1);
  await page.locator('.map[data-sheets="true"]').waitFor();
  await page.evaluate(() => {
    const changes: string[] = [];
    Object.assign(globalThis, { changes });
    const observer = new MutationObserver((all) =>
      changes.push(
        ...all.map(
          ({ type, target }) => `${type} in ${target.parentElement?.className}: ${target.textContent}`,
        ),
      ),
    );
    for (const part of document.querySelectorAll(".panel--ladder, .panel--cameras, .map-names"))
      observer.observe(part, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const before = await drawn();
  for (let back = 2; back <= 12; back++) await stepBack(back);
  const after = await drawn();
  expect(after.map - before.map).toBe(0);
  // The marks are drawn every twenty seconds, because incidents run late by themselves.
  expect(after.marks - before.marks).toBeLessThanOrEqual(2);
  expect(await page.evaluate(() => (globalThis as unknown as { changes: string[] }).changes)).toEqual([]);
});

test("a window that was shown a moment ago is shown again without asking for it", async () => {
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/heat.bin") && asked.push(request.url()));
  for (const [key, back] of [
    ["ArrowRight", 11],
    ["ArrowRight", 10],
    ["ArrowLeft", 11],
    ["ArrowLeft", 12],
  ] as const) {
    await page.getByLabel("时间", { exact: true }).press(key);
    await page.locator(`.map[data-heat="week-${back}"]`).waitFor();
  }
  expect(asked).toEqual([]);
});

/** The map once it stands still: two looks in a row are the same. */
async function lookAtRest(): Promise<Awaited<ReturnType<typeof lookAtMap>>> {
  let seen = await lookAtMap();
  const changed = async (): Promise<number> => {
    const before = seen;
    seen = await lookAtMap();
    return shareOfDifference(page, seen, before);
  };
  await expect.poll(changed, { timeout: 15_000, interval: 300 }).toBeLessThan(0.000_1);
  return seen;
}

/** Takes away what changes by the hour: incidents run late by themselves, and the names count them. */
async function hideWhatRunsLate(): Promise<void> {
  await page.getByRole("switch", { name: "显示在办事件" }).click();
  await page.addStyleTag({ content: ".map-names { visibility: hidden; }" });
}

/** Has the map draw itself without its lines and names, and with them again; returns how it looked without. */
async function drawLinesAnew(): Promise<Buffer> {
  const lines = page.getByRole("switch", { name: "网格界线" });
  await lines.click();
  await page.locator('.map[data-sheets="false"]').waitFor();
  await waitForMap(page);
  const without = await lookAtRest();
  await lines.click();
  await waitForMap(page);
  return without;
}

/** One step and back: the window that stood, with its heat between sheets. */
async function layHeatBetweenSheets(): Promise<void> {
  await stepBack(13);
  await page.getByLabel("时间", { exact: true }).press("ArrowRight");
  await page.locator('.map[data-heat="week-12"][data-sheets="true"]').waitFor();
}

/** The same picture with its heat half a pixel beside. */
async function lookBeside(): Promise<Buffer> {
  const beside = await page.addStyleTag({
    content: ".map-sheets canvas:nth-child(2) { translate: 0.5px 0.5px; }",
  });
  const picture = await lookAtRest();
  await beside.evaluate((style) => (style as Element).remove());
  return picture;
}

/**
 * The browser and the map smooth the same picture by sums that differ in their last places, by how much goes by what was
 * counted. So the measure of it is what half a pixel would make.
 */
async function expectHeatInPlace(byMap: Buffer, looks: { inPlace: Buffer; beside: Buffer }): Promise<void> {
  const [off, half] = [
    await shareOfDifference(page, byMap, looks.inPlace),
    await shareOfDifference(page, byMap, looks.beside),
  ];
  console.log(`heat between sheets: ${off} of the picture differs, half a pixel beside ${half}`);
  expect(off).toBeLessThan(half / 3);
}

test("the heat between sheets looks as the map itself draws it, and gives way to it as soon as the map is drawn", async () => {
  await shoot(page, "heat-slider-1920x1080");
  await hideWhatRunsLate();
  await drawLinesAnew(); // names go where incidents stood; from now on they stay
  await layHeatBetweenSheets();
  const between = { inPlace: await lookAtRest(), beside: await lookBeside() };
  const without = await drawLinesAnew();
  const byMap = await lookAtRest();
  expect(await shareOfDifference(page, byMap, without)).toBeGreaterThan(0.005); // it sees lines that are missing
  await expectHeatInPlace(byMap, between);
});

test("the next step after the map moved is drawn where the map is now", async () => {
  const home = await lookAtRest();
  await page.mouse.move(700, 300);
  await page.mouse.down();
  await page.mouse.move(900, 420, { steps: 4 });
  await page.mouse.up();
  await waitForMap(page);
  const byMap = await lookAtRest();
  expect(await shareOfDifference(page, byMap, home)).toBeGreaterThan(0.05);
  await page.getByLabel("时间", { exact: true }).press("ArrowLeft");
  await page.locator('.map[data-heat="week-13"][data-sheets="true"]').waitFor();
  await page.getByLabel("时间", { exact: true }).press("ArrowRight");
  await page.locator('.map[data-heat="week-12"]').waitFor();
  await expectHeatInPlace(byMap, { inPlace: await lookAtRest(), beside: await lookBeside() });
});

/** Canvases since the page is watched: made, and sheets that were told the size they have, which makes a canvas anew. */
type Canvases = { made: number; told: number };

/** Runs in the browser. */
function watchCanvases(): void {
  const canvases: Canvases = { made: 0, told: 0 };
  Object.assign(globalThis, { canvases });
  const create = document.createElement.bind(document);
  Object.assign(document, {
    createElement(name: string) {
      if (name === "canvas") canvases.made += 1;
      return create(name);
    },
  });
  const width = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "width")!;
  const set = function (this: HTMLCanvasElement, pixels: number): void {
    if (this.closest(".map-sheets") && this.width === Math.floor(pixels)) canvases.told += 1;
    width.set!.call(this, pixels);
  };
  Object.defineProperty(HTMLCanvasElement.prototype, "width", { ...width, set });
}

/** Has grids measured instead, moves the slider meanwhile, and shows the heat of that window again. */
async function hideHeatAndGo(key: "ArrowLeft" | "ArrowRight", back: number): Promise<Buffer> {
  const [measure, slider] = [page.getByLabel("口径"), page.getByLabel("时间", { exact: true })];
  await measure.selectOption("per-area");
  await page.locator('.map[data-heat=""]').waitFor();
  for (let step = 0; step < 8; step += 1) await slider.press(key);
  await measure.selectOption("count");
  await page.locator(`.map[data-heat="week-${back}"]`).waitFor();
  await waitForMap(page);
  return lookAtRest();
}

test("heat that was hidden is that of the window shown now, on the canvas that it had, and so are its sheets", async () => {
  await page.evaluate(watchCanvases);
  const before = await lookAtRest();
  const other = await hideHeatAndGo("ArrowLeft", 20);
  const again = await hideHeatAndGo("ArrowRight", 12);
  const [elsewhen, same] = [
    await shareOfDifference(page, before, other),
    await shareOfDifference(page, before, again),
  ];
  console.log(`heat of other weeks: ${elsewhen} of the picture differs, of the same shown again ${same}`);
  expect(same).toBeLessThan(elsewhen / 3);
  await layHeatBetweenSheets();
  const canvases = await page.evaluate(() => (globalThis as unknown as { canvases: Canvases }).canvases);
  expect(canvases).toEqual({ made: 0, told: 0 });
});

/** Runs in the browser, before the page: its clock is three hours slow. */
function setClockBack(): void {
  const Exact = Date;
  const now = (): number => Exact.now() - 3 * 3_600_000;
  globalThis.Date = new Proxy(Exact, {
    construct: (of, given) => Reflect.construct(of, given.length === 0 ? [now()] : given) as object,
    get: (of, key) => (key === "now" ? now : Reflect.get(of, key)),
  });
}

test("a screen whose clock is three hours slow counts its heat until now", async () => {
  const until: number[] = [];
  const { page: slow } = await openWall(browser, {
    address: server.origin,
    ...SIZE,
    reducedMotion: "reduce",
    prepare: async (opened) => {
      opened.on("request", (request) => {
        const { pathname, searchParams } = new URL(request.url());
        if (pathname.endsWith("/heat.bin")) until.push(Date.parse(searchParams.get("to")!)); // a query has it
      });
      await opened.addInitScript(setClockBack);
    },
  });
  await expect.poll(() => Math.abs(Date.now() - until.at(-1)!), { timeout: 30_000 }).toBeLessThan(61_000);
  expect(await slow.evaluate(() => Date.now())).toBeLessThan(Date.now() - 10_000_000);
  await slow.close();
});
