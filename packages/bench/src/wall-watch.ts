import type { launchBrowser } from "@getu/testkit";

type Browser = Awaited<ReturnType<typeof launchBrowser>>;
type Page = Awaited<ReturnType<Browser["newPage"]>>;

type Context = Awaited<ReturnType<Browser["newContext"]>>;

/** A wall in a browser, and what it has been sent so far. */
export type WatchedWall = { page: Page; firstPictureMs: number; sentBytes(): number; close(): Promise<void> };

const SIZE = { width: 1920, height: 1080 };
const PATIENCE_MS = 120_000;

/** The map says by itself when all that it was given is on the screen. */
const whenDrawn = (page: Page): Promise<void> =>
  page.locator('.map[data-map-idle="true"]').waitFor({ timeout: PATIENCE_MS });

/** What the walls are opened in. */
export const WALL_BROWSER = `Chromium as it draws by itself without a graphics card, ${SIZE.width} × ${SIZE.height}`;

const openContext = (browser: Browser): Promise<Context> =>
  browser.newContext({ viewport: SIZE, reducedMotion: "reduce" });

/** Milliseconds until a page shows its first picture. */
async function firstPicture(page: Page, address: string): Promise<number> {
  const started = performance.now();
  await page.goto(address);
  await whenDrawn(page);
  return performance.now() - started;
}

/** Opens the wall once and then some times more in the same browser, which has kept what may be kept; milliseconds of each of those. */
export async function reopenWall(browser: Browser, address: string, times: number): Promise<number[]> {
  const context = await openContext(browser);
  const openings: number[] = [];
  for (let opening = 0; opening <= times; opening++) {
    const page = await context.newPage();
    openings.push(await firstPicture(page, address));
    await page.close();
  }
  await context.close();
  return openings.slice(1);
}

/** Opens the wall in an empty browser and waits for its first picture; bytes as they came, headers left out. */
export async function openWatchedWall(browser: Browser, address: string): Promise<WatchedWall> {
  const context = await openContext(browser);
  const page = await context.newPage();
  let sent = 0;
  page.on("requestfinished", (request) => {
    void request.sizes().then(
      ({ responseBodySize }) => (sent += responseBodySize),
      () => {}, // the page was closed meanwhile
    );
  });
  const firstPictureMs = await firstPicture(page, address);
  return {
    page,
    firstPictureMs,
    sentBytes: () => sent,
    close: () => context.close(),
  };
}

/**
 * Runs in the browser: moves the heat's slider a hundred times a second, more than a hand can, and answers how many
 * frames came with the heat of another window than the frame before; the map names the window it shows.
 */
async function drag(seconds: number): Promise<number> {
  const map = document.querySelector<HTMLElement>(".map")!; // the wall has one
  const slider = document.querySelector<HTMLInputElement>(".heat-time input")!; // the wall has one
  // React hears of a value only when it is set past its own property.
  const property = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!; // every input has one
  const end = performance.now() + 1000 * seconds;
  let [shown, steps] = [map.dataset["heat"], 0];
  const look = (): void => {
    if (map.dataset["heat"] !== shown) steps += 1;
    shown = map.dataset["heat"];
    if (performance.now() < end) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  for (let step = 0; performance.now() < end; step++) {
    property.set?.call(slider, String(Math.max(0, Number(slider.max) - 1 - (step % Number(slider.max)))));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return steps;
}

/** Windows whose heat was on the screen, in a second in which the slider was moved. */
export const stepsPerSecond = async ({ page }: WatchedWall, seconds: number): Promise<number> =>
  (await page.evaluate(drag, seconds)) / seconds;

/** A picture of an empty map compresses to a fraction of one with ground, lines and heat. */
const BLANK_BELOW = 0.5;

/** How many of the pictures taken while somebody pans and chooses windows show (almost) nothing; the first is the measure. */
export async function countBlankFrames({ page }: WatchedWall): Promise<{ blank: number; frames: number }> {
  // The middle of the map, without panels; of the page, because an element's picture waits until nothing moves.
  const clip = {
    x: 0.3 * SIZE.width,
    y: 0.1 * SIZE.height,
    width: 0.4 * SIZE.width,
    height: 0.6 * SIZE.height,
  };
  const look = async (): Promise<number> => (await page.screenshot({ clip, timeout: PATIENCE_MS })).length;
  const full = await look();
  const sizes: number[] = [];
  for (const index of [0, 1, 2, 1]) {
    await page.locator(".heat .segments").nth(1).getByRole("button").nth(index).click();
    sizes.push(await look(), await look());
  }
  const [x, y] = [SIZE.width * 0.45, SIZE.height * 0.2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 5; step++) {
    await page.mouse.move(x + 20 * step, y + 8 * step);
    sizes.push(await look());
  }
  await page.mouse.up();
  return { blank: sizes.filter((size) => size < BLANK_BELOW * full).length, frames: sizes.length };
}
