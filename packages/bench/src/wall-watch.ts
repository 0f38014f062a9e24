import type { launchBrowser } from "@getu/testkit";

type Browser = Awaited<ReturnType<typeof launchBrowser>>;

/** A page of a browser that is driven. */
export type Page = Awaited<ReturnType<Browser["newPage"]>>;

type Context = Awaited<ReturnType<Browser["newContext"]>>;

/** A wall in a browser, and what it has been sent so far. */
export type WatchedWall = { page: Page; firstPictureMs: number; sentBytes(): number; close(): Promise<void> };

/** A screen of a hall, in pixels. */
export const WALL_SIZE = { width: 1920, height: 1080 };

/** The longest that anything is waited for. */
export const PATIENCE_MS = 120_000;

/** The map says by itself when all that it was given is on the screen. */
export const whenDrawn = (page: Page): Promise<void> =>
  page.locator('.map[data-map-idle="true"]').waitFor({ timeout: PATIENCE_MS });

/** What the walls are opened in. */
export const WALL_BROWSER = `Chromium as it draws by itself without a graphics card, ${WALL_SIZE.width} × ${WALL_SIZE.height}`;

/** An empty browser with a screen of that size, in which nothing moves by itself. */
export const openContext = (browser: Browser): Promise<Context> =>
  browser.newContext({ viewport: WALL_SIZE, reducedMotion: "reduce" });

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
