import { SCENE_KINDS } from "@getu/domain";
import type { SceneKind } from "@getu/domain";
import { axeFinds, buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EVERY_SCENE, joinAsChief, pairingCode, pin, streetId } from "./office.ts";
import type { Colleague } from "./office.ts";
import { openWall, shoot, waitForMap } from "./wall-page.ts";

const HD = { width: 1920, height: 1080 };
const UHD = { width: 3840, height: 2160 };
const WIDE = { width: 5760, height: 2160 };

const LOOKS = [
  { name: "1920x1080", size: HD, query: "" },
  { name: "1920x1080-english", size: HD, query: "lang=en" },
  { name: "3840x2160", size: UHD, query: "" },
  { name: "5760x2160", size: WIDE, query: "" },
  { name: "5760x2160-english", size: WIDE, query: "lang=en" },
] as const;

/** Panels across and down with the millimetres between their pictures, on a picture so many metres high. */
const MOSAICS = [
  { columns: 3, rows: 3, bezel: 3.5, metres: 1.7, size: HD },
  { columns: 3, rows: 2, bezel: 7, metres: 1.15, size: WIDE },
  { columns: 2, rows: 2, bezel: 3.5, metres: 1.37, size: UHD },
  { columns: 4, rows: 2, bezel: 1.8, metres: 1.37, size: WIDE },
] as const;

let server: AppServer;
let browser: Browser;
let chief: Colleague;
let wall: { territoryId: number; id: number };
/** What the browser of a wall keeps. */
let storageState: Awaited<ReturnType<BrowserContext["storageState"]>>;

beforeAll(async () => {
  buildApp("wall");
  const environment = { GETU_SAMPLE: "street", GETU_TRICKLE: "off" }; // nothing comes in between two pictures
  server = await startAppServer({ trickleSeconds: 3600, environment });
  browser = await launchBrowser();
  chief = await joinAsChief(browser, server);
  const screen = await browser.newPage();
  await screen.goto(`${server.origin}/pair`);
  const territoryId = await streetId(chief);
  const code = await pairingCode(screen).innerText();
  const given = { territoryId, gridId: null, name: "大厅（示范）", code, settings: EVERY_SCENE };
  wall = { territoryId, ...(await chief.tell<{ id: number }>("wall.pair", given)) };
  await screen.locator(".wall").waitFor();
  storageState = await screen.context().storageState();
  await screen.close();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** What says of each scene that its numbers are there. */
const THERE: Record<SceneKind, string> = {
  territory: '.map[data-heat^="week"]',
  community: ".owned__row",
  overdue: ".owned__row",
  cameras: '[data-number="seen"]',
  hours: ".week td[data-hour]",
  yesterday: '.map[data-heat^="then"]',
  assessment: ".figures-list li",
};

/** One screen, on which one scene after another is asked for: a page of its own for each would take most of the night. */
type Screen = { page: Page; faults: string[] };

async function openScreen(size: typeof HD, query: string): Promise<Screen> {
  await pin(chief, wall, "assessment"); // a day that plays would let no map come to rest
  const address = `${server.origin}/?${query}`;
  return openWall(browser, { address, ...size, reducedMotion: "reduce", storageState });
}

async function showScene({ page, faults }: Screen, kind: SceneKind): Promise<void> {
  await pin(chief, wall, kind);
  await page.locator(`.wall[data-scene="${kind}"]`).waitFor({ timeout: 90_000 });
  await page.locator(THERE[kind]).first().waitFor({ state: "attached", timeout: 90_000 });
  if (kind === "yesterday") await playToTheAfternoon(page);
  await page.evaluate(twoFrames); // the map has been told what it is to draw by then
  await waitForMap(page);
  expect(faults).toEqual([]);
}

/** Runs in the browser. */
const twoFrames = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** Moves the day's time to three quarters, where it stays. */
async function playToTheAfternoon(page: Page): Promise<void> {
  const slider = page.locator('.scene-strip input[type="range"]');
  const steps = Number(await slider.getAttribute("max"));
  await slider.fill(String(Math.round(0.75 * steps)));
  await slider.blur(); // nobody stands at the wall
  const clock = page.locator(".scene-strip__time");
  await expect.poll(() => clock.innerText(), { timeout: 10_000 }).toContain("18:00"); // its heat is there
}

type Text = { text: string; left: number; right: number; top: number; bottom: number; pixels: number };

/** Runs in the browser: every text of the page as far as it is seen, with its size. */
function textsSeen(): Text[] {
  const clips = (element: Element): boolean => getComputedStyle(element).overflow !== "visible";
  const seen = (element: Element, rect: DOMRect) => {
    let { left, right, top, bottom } = rect;
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (!clips(at) && !at.classList.contains("spoken")) continue;
      const own = at.getBoundingClientRect();
      [left, right] = [Math.max(left, own.left), Math.min(right, own.right)];
      [top, bottom] = [Math.max(top, own.top), Math.min(bottom, own.bottom)];
    }
    return { left, right, top, bottom };
  };
  const isHidden = (element: Element): boolean =>
    element.closest(".spoken, [hidden], option") !== null ||
    getComputedStyle(element).visibility === "hidden";
  const found: Text[] = [];
  const walker = document.createTreeWalker(document.querySelector("#wall")!, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement!; // a text has one
    const text = node.textContent?.trim() ?? "";
    if (text === "" || isHidden(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const pixels = Number.parseFloat(getComputedStyle(element).fontSize);
    for (const rect of range.getClientRects()) found.push({ text, pixels, ...seen(element, rect) });
  }
  for (const field of document.querySelectorAll("#wall :is(select, input[type=date])")) {
    const pixels = Number.parseFloat(getComputedStyle(field).fontSize);
    found.push({ text: field.className, pixels, ...seen(field, field.getBoundingClientRect()) });
  }
  return found.filter(({ left, right, top, bottom }) => right - left > 1 && bottom - top > 1);
}

/** Runs in the browser. */
const isCut = (element: Element): boolean => element.scrollWidth > element.clientWidth + 1;

/** Runs in the browser: headings of panels of which more than the lower half has nothing to read in it. */
function emptyPanels(): string[] {
  const MOST_EMPTY = 0.6;
  const bottomOf = (element: Element): number => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return Math.max(...[...range.getClientRects()].map(({ bottom }) => bottom));
  };
  return [...document.querySelectorAll("#wall .panel")].flatMap((panel) => {
    const { top, bottom } = panel.getBoundingClientRect();
    const texts = [...panel.querySelectorAll("*")].filter(
      (element) => element.children.length === 0 && element.textContent?.trim(),
    );
    const read = Math.max(top, ...texts.map(bottomOf).filter((end) => end <= bottom));
    return bottom - read > MOST_EMPTY * (bottom - top) ? [panel.querySelector("h2")?.textContent ?? ""] : [];
  });
}

describe.each(LOOKS)("at $name", ({ name, size, query }) => {
  let screen: Screen;

  beforeAll(async () => {
    screen = await openScreen(size, query);
  });

  afterAll(() => screen?.page.close());

  test.each(SCENE_KINDS)(
    "the scene of %s is drawn, legible from the farthest seat, within the screen",
    async (kind) => {
      await showScene(screen, kind);
      const { page } = screen;
      await shoot(page, `wall-scene-${kind}-${name}`);
      const texts = await page.evaluate(textsSeen);
      const root = await page.evaluate(() =>
        Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
      );
      expect(texts.filter(({ pixels }) => pixels < root - 0.01)).toEqual([]);
      expect(texts.filter(({ right, bottom }) => right > size.width + 1 || bottom > size.height + 1)).toEqual(
        [],
      );
      expect(await page.evaluate(emptyPanels)).toEqual([]);
      expect(await page.locator(".title-bar h1").evaluate(isCut)).toBe(false);
      if (name === "1920x1080") expect(await axeFinds(page)).toEqual([]);
    },
  );
});

describe.each(MOSAICS)("on $columns x $rows panels", ({ columns, rows, bezel, metres, size }) => {
  const name = `${columns}x${rows}`;
  const millimetre = size.height / (1000 * metres);
  let screen: Screen;

  beforeAll(async () => {
    screen = await openScreen(size, `height=${metres}&mosaic=${name}x${bezel}`);
  });

  afterAll(() => screen?.page.close());

  /** Texts that lie on an edge between two panels. */
  const crossing = (texts: readonly Text[]): string[] => {
    const half = (bezel * millimetre) / 2;
    const middles = (length: number, panels: number): number[] =>
      Array.from({ length: panels - 1 }, (_, i) => (length * (i + 1)) / panels);
    const lies = (from: number, to: number, middle: number): boolean =>
      from < middle + half - 0.5 && to > middle - half + 0.5;
    return texts
      .filter(
        ({ left, right, top, bottom }) =>
          middles(size.width, columns).some((x) => lies(left, right, x)) ||
          middles(size.height, rows).some((y) => lies(top, bottom, y)),
      )
      .map(({ text, left, top }) => `${text} at ${Math.round(left)}, ${Math.round(top)}`);
  };

  test.each(SCENE_KINDS)(
    "no text of the scene of %s lies where two of them meet, and the clock stays on the screen",
    async (kind) => {
      await showScene(screen, kind);
      const { page } = screen;
      await expect.poll(async () => crossing(await page.evaluate(textsSeen)), { timeout: 5_000 }).toEqual([]);
      await shoot(page, `wall-mosaic-${name}-${kind}`);
      const ends = await page
        .locator(".title-bar__clock > *")
        .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().right));
      expect(Math.max(...ends)).toBeLessThanOrEqual(size.width);
    },
  );
});
