import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));

/** A wall in a browser, and everything that went wrong in it. */
export type WallPage = {
  page: Page;
  /** Addresses asked for, in order. */
  requests: string[];
  /** Errors of the page, its console and its content security policy. */
  faults: string[];
};

/** Opens the wall in a window of that size. */
export async function openWall(
  browser: Browser,
  options: {
    address: string;
    width: number;
    height: number;
    reducedMotion?: "reduce";
    /** What the browser has kept: that it is a wall. */
    storageState?: BrowserContextOptions["storageState"];
    /** What must be there before the page is. */
    prepare?: (page: Page) => Promise<unknown>;
  },
): Promise<WallPage> {
  const { address, width, height, reducedMotion = null, storageState } = options;
  const page = await browser.newPage({
    viewport: { width, height },
    reducedMotion,
    ...(storageState !== undefined && { storageState }),
  });
  const [requests, faults]: [string[], string[]] = [[], []];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      // oxlint-disable-next-line no-console -- the test listens to the page's console
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await options.prepare?.(page);
  await page.goto(address);
  await waitForMap(page);
  return { page, requests, faults };
}

/** Waits until everything that was given to the map is on the screen. */
export async function waitForMap(page: Page): Promise<void> {
  await page.locator('.map[data-map-idle="true"]').waitFor({ timeout: 90_000 });
}

/** Half of what a page may stand still before it begins anew. */
const STEP_MS = 15_000;

/** Lets so much time pass on a page whose clock is set. */
export async function passTime(page: Page, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= STEP_MS) await page.clock.fastForward(Math.min(STEP_MS, left));
}

/** What is read in the legend and among the cameras. */
const OVERFLOWING = ":is(.panel--legend, .panel--cameras) :is(li, dt, dd, button)";

/** Runs in the browser: texts of elements that reach past the inner edge of their panel. */
function overflows(elements: Element[]): string[] {
  const isOut = (element: Element): boolean => {
    const panel = element.closest(".panel")!;
    const edge =
      panel.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(panel).paddingRight);
    return element.getBoundingClientRect().right > edge + 1 || element.scrollWidth > element.clientWidth + 1;
  };
  return elements.filter(isOut).map((element) => element.textContent ?? "");
}

/** Texts of the legend and of the cameras that run past their panel. */
export const listOverflowing = (page: Page): Promise<string[]> =>
  page.locator(OVERFLOWING).evaluateAll(overflows);

/** Addresses that a wall has asked for outside its own server. */
export const foreignOf = ({ requests }: WallPage, origin: string): string[] =>
  requests.filter((url) => !url.startsWith(origin) && !/^(data|blob):/.test(url));

/** Writes what the screen shows to test-output/ and returns it as PNG. */
export async function shoot(page: Page, name: string): Promise<Buffer> {
  mkdirSync(OUTPUT, { recursive: true });
  return page.screenshot({ path: `${OUTPUT}${name}.png`, timeout: 60_000 });
}

/** How many pixels of the map have that colour, within a tolerance per channel; panels lie on it, but not on its free part. */
export async function countPixels(
  page: Page,
  colour: string,
  tolerance = 12,
  within = ".wall__map",
): Promise<number> {
  const png = await page.locator(within).screenshot({ timeout: 60_000 });
  return page.evaluate(countInPage, { png: png.toString("base64"), colour, tolerance });
}

/** How long the longest row of pixels of that colour is on the map, within a tolerance per channel. */
export async function longestRow(page: Page, colour: string, tolerance = 12): Promise<number> {
  const png = await page.locator(".wall__map").screenshot({ timeout: 60_000 });
  return page.evaluate(longestRowInPage, { png: png.toString("base64"), colour, tolerance });
}

/** The share of pixels in which two pictures of equal size differ by more than the tolerance in some channel. */
export async function shareOfDifference(page: Page, a: Buffer, b: Buffer, tolerance = 12): Promise<number> {
  const pngs = [a.toString("base64"), b.toString("base64")] as const;
  return page.evaluate(compareInPage, { pngs, tolerance });
}

/** Runs in the browser. */
async function compareInPage(options: {
  pngs: readonly [string, string];
  tolerance: number;
}): Promise<number> {
  const read = async (png: string): Promise<Uint8ClampedArray> => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const pen = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
    pen.drawImage(image, 0, 0);
    return pen.getImageData(0, 0, image.width, image.height).data;
  };
  const [a, b] = await Promise.all([read(options.pngs[0]), read(options.pngs[1])]);
  if (a.length !== b.length) return 1;
  let count = 0;
  for (let i = 0; i < a.length; i += 4) {
    if ([0, 1, 2].some((k) => Math.abs(a[i + k]! - b[i + k]!) > options.tolerance)) count += 1;
  }
  return count / (a.length / 4);
}

/** Runs in the browser. */
async function longestRowInPage(options: {
  png: string;
  colour: string;
  tolerance: number;
}): Promise<number> {
  const image = new Image();
  image.src = `data:image/png;base64,${options.png}`;
  await image.decode();
  const { width, height } = image;
  const pen = new OffscreenCanvas(width, height).getContext("2d")!;
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, width, height);
  const wanted = [1, 3, 5].map((at) => Number.parseInt(options.colour.slice(at, at + 2), 16));
  let [row, longest] = [0, 0];
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const isSame = wanted.every(
      (channel, k) => Math.abs(data[4 * pixel + k]! - channel) <= options.tolerance,
    );
    row = isSame && pixel % width > 0 ? row + 1 : Number(isSame);
    longest = Math.max(longest, row);
  }
  return longest;
}

/** Runs in the browser, which knows how to read a PNG. */
async function countInPage(options: { png: string; colour: string; tolerance: number }): Promise<number> {
  const image = new Image();
  image.src = `data:image/png;base64,${options.png}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d")!;
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const wanted = [1, 3, 5].map((at) => Number.parseInt(options.colour.slice(at, at + 2), 16));
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (wanted.every((channel, k) => Math.abs(data[i + k]! - channel) <= options.tolerance)) count += 1;
  }
  return count;
}
