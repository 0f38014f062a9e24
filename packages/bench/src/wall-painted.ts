import type { launchBrowser } from "@getu/testkit";
import { openContext, PATIENCE_MS, WALL_SIZE, whenDrawn } from "./wall-watch.ts";
import type { Page } from "./wall-watch.ts";

type Browser = Awaited<ReturnType<typeof launchBrowser>>;

/** Which shares of the middle of the map show boundaries and heat. */
type Painted = { lines: number; heat: number };

/** What was on the screen in each frame while somebody used the map, and at rest after each thing that they did. */
type PaintedFrames = { frames: readonly Painted[]; rests: readonly Painted[] };

/** The middle of the map, without panels. */
const MIDDLE = {
  x: 0.3 * WALL_SIZE.width,
  y: 0.15 * WALL_SIZE.height,
  width: 0.4 * WALL_SIZE.width,
  height: 0.5 * WALL_SIZE.height,
};

/** Runs in the page before it: what WebGL has drawn can be read until it draws again. */
function keepPictures(): void {
  const prototype = HTMLCanvasElement.prototype;
  const getContext = Object.getOwnPropertyDescriptor(prototype, "getContext")!.value as (
    kind: string,
    options?: object,
  ) => RenderingContext | null; // every canvas has it
  Object.assign(prototype, {
    getContext(this: HTMLCanvasElement, kind: string, options?: object) {
      const kept = kind.startsWith("webgl") ? { ...options, preserveDrawingBuffer: true } : options;
      return getContext.call(this, kind, kept);
    },
  });
}

/**
 * Runs in the page: notes after each frame's drawing what is on the map's canvases that can be seen. Boundaries are cool and
 * light, heat is warm, and the ground is neither. A size is observed once all that was to be drawn in a frame is drawn.
 */
function watchPainted({ x, y, width, height }: typeof MIDDLE): void {
  const pen = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!; // a browser has it
  const probe = document.body.appendChild(document.createElement("div"));
  probe.style.cssText = "position: fixed; height: 1px; visibility: hidden";
  const frames: Painted[] = [];
  Object.assign(globalThis, { paintedFrames: frames });
  const drawScreen = (): void => {
    pen.clearRect(0, 0, width, height);
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>(
      ".maplibregl-canvas, .map-sheets canvas",
    )) {
      if (!canvas.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      const box = canvas.getBoundingClientRect();
      pen.drawImage(canvas, box.left - x, box.top - y, box.width, box.height);
    }
  };
  const look = (): void => {
    drawScreen();
    const { data } = pen.getImageData(0, 0, width, height);
    let [lines, heat] = [0, 0];
    for (let i = 0; i < data.length; i += 4) {
      const [red, green, blue] = [data[i]!, data[i + 1]!, data[i + 2]!]; // four a pixel
      if (red - green >= 10) heat += 1;
      else if (green >= 110 && blue - red >= 40) lines += 1;
    }
    frames.push({ lines: lines / (width * height), heat: heat / (width * height) });
  };
  new ResizeObserver(look).observe(probe);
  const next = (frame: number): void => {
    probe.style.width = `${1 + (frame % 2)}px`;
    requestAnimationFrame(() => next(frame + 1));
  };
  next(0);
}

const framesOf = (page: Page): Promise<Painted[]> =>
  page.evaluate(() => (globalThis as unknown as { paintedFrames: Painted[] }).paintedFrames);

/** A wheel that was turned moves the map from the next frame on, and for a while. */
const MOVING_MS = 400;

/** What the map shows once it has all that it was asked for. */
async function lookAtRest(page: Page): Promise<Painted> {
  await page.waitForTimeout(MOVING_MS);
  await whenDrawn(page);
  const { length } = await framesOf(page);
  await page.waitForFunction(
    (seen) => (globalThis as unknown as { paintedFrames: Painted[] }).paintedFrames.length > seen + 2,
    length,
    { timeout: PATIENCE_MS },
  );
  return (await framesOf(page)).at(-1)!; // three at least
}

async function chooseWindow(page: Page, index: number): Promise<void> {
  const before = await page.locator(".map").getAttribute("data-heat");
  await page.locator(".heat .segments").nth(1).getByRole("button").nth(index).click();
  await page.waitForFunction(
    (heat) => document.querySelector<HTMLElement>(".map")?.dataset["heat"] !== heat,
    before,
    { timeout: PATIENCE_MS },
  );
}

/** Drags the map that far to the left and a third as far up. */
async function pan(page: Page, pixels: number): Promise<void> {
  const [x, y] = [MIDDLE.x + 0.7 * MIDDLE.width, MIDDLE.y + 0.7 * MIDDLE.height];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - pixels, y - pixels / 3, { steps: 20 });
  await page.mouse.up();
}

async function zoom(page: Page, wheel: number): Promise<void> {
  await page.mouse.move(MIDDLE.x + MIDDLE.width / 2, MIDDLE.y + MIDDLE.height / 2);
  for (let turn = 0; turn < 4; turn++) await page.mouse.wheel(0, wheel / 4);
}

const USES: readonly ((page: Page) => Promise<void>)[] = [
  ...[0, 2, 3, 1].map((index) => (page: Page) => chooseWindow(page, index)),
  (page) => pan(page, 250),
  (page) => zoom(page, -300),
  (page) => pan(page, -250),
  (page) => zoom(page, 300),
];

/** What is left when boundaries and heat are switched off: a watch that sees them still would see no blank either. */
async function lookWithoutBoth(page: Page): Promise<Painted> {
  await page.getByRole("switch", { name: "网格界线" }).click();
  await page.locator(".heat .segments").first().getByRole("button").last().click();
  return lookAtRest(page);
}

/** Has somebody choose windows, pan and zoom, and looks at each frame; throws when this could not tell a blank map. */
export async function watchPainting(browser: Browser, address: string): Promise<PaintedFrames> {
  const context = await openContext(browser);
  const page = await context.newPage();
  await page.addInitScript(keepPictures);
  await page.goto(address);
  await page.getByRole("switch", { name: "显示在办事件" }).click(); // some are as warm as heat
  await page.addStyleTag({ content: ".map-names { visibility: hidden; }" }); // who begins to drag on a name presses it
  await whenDrawn(page);
  await page.evaluate(watchPainted, MIDDLE);
  const rests = [await lookAtRest(page)];
  for (const use of USES) {
    await use(page);
    rests.push(await lookAtRest(page));
  }
  const frames = await framesOf(page);
  const without = await lookWithoutBoth(page);
  await context.close();
  if (isBlank(without, rests) !== "both")
    throw new Error(`no blank map can be told: ${JSON.stringify({ without, rests })}`);
  return { frames, rests };
}

/** A frame shows a layer when it has a quarter of what the map shows of it where it rests with least of it. */
const SHOWN = 0.25;

const leastOf = (painted: readonly Painted[], layer: keyof Painted): number =>
  Math.min(...painted.map((each) => each[layer]));

/** Whether boundaries, heat or both are missing; also true of a map that rests without them. */
export function isBlank(frame: Painted, rests: readonly Painted[]): "no" | "one" | "both" {
  const layers = ["lines", "heat"] as const;
  const missing = layers.filter((layer) => !(frame[layer] > SHOWN * leastOf(rests, layer)));
  return missing.length === 0 ? "no" : missing.length === 1 ? "one" : "both";
}

/** How many frames lack boundaries or heat, and the least that one shows of each, against the least at rest. */
export function judgePainting({ frames, rests }: PaintedFrames): { blank: number; least: Painted } {
  return {
    blank: frames.filter((frame) => isBlank(frame, rests) !== "no").length,
    least: {
      lines: leastOf(frames, "lines") / leastOf(rests, "lines"),
      heat: leastOf(frames, "heat") / leastOf(rests, "heat"),
    },
  };
}
