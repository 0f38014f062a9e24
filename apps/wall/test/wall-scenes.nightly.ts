import { SCENE_KINDS } from "@getu/domain";
import type { SceneKind } from "@getu/domain";
import { axeFinds, buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { letGo, prepareHeld } from "./held-answers.ts";
import { crossing, HD, MOSAICS, panelsOf, queryOf, UHD, WIDE } from "./mosaics.ts";
import {
  EVERY_SCENE,
  joinAsChief,
  joinAsDispatcher,
  pairingCode,
  pin,
  reportUrgent,
  takeAsWall,
} from "./office.ts";
import type { Colleague } from "./office.ts";
import { emptyPanels, isCut, overlapping, textsSeen } from "./seen-texts.ts";
import type { SeenText } from "./seen-texts.ts";
import { openWall, shoot, waitForMap } from "./wall-page.ts";

const LOOKS = [
  { name: "1920x1080", size: HD, query: "" },
  { name: "1920x1080-english", size: HD, query: "lang=en" },
  { name: "3840x2160", size: UHD, query: "" },
  { name: "5760x2160", size: WIDE, query: "" },
  { name: "5760x2160-english", size: WIDE, query: "lang=en" },
] as const;

/** What a wall shows beside its scenes. */
const PICTURES = ["urgent", "pairing", "number-list", "selection-card"] as const;

type Picture = (typeof PICTURES)[number];

let server: AppServer;
let browser: Browser;
let chief: Colleague;
let dispatcher: Colleague;
let wall: { territoryId: number; id: number };
/** What the browser of a wall keeps. */
let storageState: Awaited<ReturnType<BrowserContext["storageState"]>>;

beforeAll(async () => {
  buildApp("wall");
  const environment = { GETU_SAMPLE: "street", GETU_TRICKLE: "off" }; // nothing comes in between two pictures
  server = await startAppServer({ trickleSeconds: 3600, environment });
  browser = await launchBrowser();
  chief = await joinAsChief(browser, server);
  dispatcher = await joinAsDispatcher(browser, { chief, origin: server.origin });
  const screen = await browser.newPage();
  await screen.goto(`${server.origin}/pair`);
  wall = await takeAsWall(screen, chief, { settings: EVERY_SCENE });
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

/** Has the wall show a picture, and returns the page that does; of each what was opened last is closed again. */
const SHOW: Record<Picture, (screen: Screen, look: { size: typeof HD; query: string }) => Promise<Page>> = {
  async urgent({ page }) {
    await chief.tell("wall.arrange", { ...wall, settings: { ...EVERY_SCENE, urgentSeconds: 600 } });
    await reportUrgent(dispatcher);
    await page.locator('.wall[data-scene="urgent"]').waitFor({ timeout: 90_000 });
    await page.locator(".panel--leaders dd").first().waitFor();
    await page.locator(".panel--nearest dd").first().waitFor();
    return page;
  },
  async pairing(_, { size, query }) {
    const page = await browser.newPage({ viewport: size, reducedMotion: "reduce" });
    await prepareHeld(page, "/wall-pairing"); // the code comes when everything else has found its place
    await page.goto(`${server.origin}/pair?${query}`);
    await page.locator(".pairing__code").waitFor();
    await page.evaluate(twoFrames);
    await letGo(page);
    await pairingCode(page).waitFor();
    return page;
  },
  async "number-list"(screen) {
    await showScene(screen, "territory");
    await screen.page.locator('[data-number="open"] button').click();
    await screen.page.locator(".number-list .owned__row").first().waitFor();
    return screen.page;
  },
  async "selection-card"(screen) {
    await showScene(screen, "territory");
    await screen.page.locator("[data-incident] button").first().click();
    await screen.page.locator(".card").waitFor();
    return screen.page;
  },
};

/** All of the page. */
const WHOLE = "#wall";

/** What of the page belongs to a picture: the rest of it is the scene's, and names on the map go under panels. */
const PARTS: Record<Picture, string> = {
  urgent: ":is(.title-bar, .wall__left, .wall__right)",
  pairing: ".notice",
  "number-list": ".number-list",
  "selection-card": ".wall__float",
};

/** Has the wall go on with its scenes. */
async function endPicture(page: Page, screen: Screen): Promise<void> {
  if (page !== screen.page) return page.close();
  await chief.tell("wall.arrange", { ...wall, settings: EVERY_SCENE });
  await page.locator('.wall:not([data-scene="urgent"])').waitFor();
  const close = page.locator(":is(.number-list, .card) button").first();
  if (await close.isVisible()) await close.click();
}

/** Under how many minutes of arc the smallest digit is seen of a picture so high, and from so far. */
async function seenArcMinutes(
  page: Page,
  { metres, away }: { metres: number; away: number },
): Promise<number> {
  const share = await page.evaluate(
    () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / innerHeight,
  );
  return (((share * 0.72 * metres) / away) * 180 * 60) / Math.PI; // a digit is 0.72 of its font's size
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

/** A 110-inch wall read from five metres away, as a screen is taken for that nobody has said anything of. */
const USUAL = { metres: 1.37, away: 5 };

describe.each(LOOKS)("at $name", ({ name, size, query }) => {
  let screen: Screen;

  beforeAll(async () => {
    screen = await openScreen(size, query);
  });

  afterAll(() => screen?.page.close());

  /** What of a page is smaller than the smallest text may be, and what lies beyond the screen. */
  async function faultsOf(page: Page, texts: readonly SeenText[]) {
    const root = await page.evaluate(() =>
      Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    );
    return {
      small: texts.filter(({ pixels }) => pixels < root - 0.01),
      outside: texts.filter(({ right, bottom }) => right > size.width + 1 || bottom > size.height + 1),
    };
  }

  test.each(SCENE_KINDS)(
    "the scene of %s is drawn, legible from the farthest seat, within the screen",
    async (kind) => {
      await showScene(screen, kind);
      const { page } = screen;
      await shoot(page, `wall-scene-${kind}-${name}`);
      expect(await faultsOf(page, await page.evaluate(textsSeen, WHOLE))).toEqual({ small: [], outside: [] });
      expect(await seenArcMinutes(page, USUAL)).toBeGreaterThan(15.99);
      expect(await page.evaluate(emptyPanels)).toEqual([]);
      expect(await page.locator(".title-bar h1").evaluate(isCut)).toBe(false);
      if (name === "1920x1080") expect(await axeFinds(page)).toEqual([]);
    },
  );

  test.each(PICTURES)(
    "%s is legible from the farthest seat, whole, and lies over nothing that is read",
    async (picture) => {
      const page = await SHOW[picture](screen, { size, query });
      if (picture !== "pairing") await waitForMap(page);
      await shoot(page, `wall-${picture}-${name}`);
      const texts = await page.evaluate(textsSeen, WHOLE);
      const own = await page.evaluate(textsSeen, PARTS[picture]);
      const finds = name === "1920x1080" ? await axeFinds(page) : [];
      const arcMinutes = await seenArcMinutes(page, USUAL);
      await endPicture(page, screen);
      expect(await faultsOf(screen.page, texts)).toEqual({ small: [], outside: [] });
      expect(arcMinutes).toBeGreaterThan(15.99);
      expect(own.filter((text) => text.isCut || !text.isOnTop)).toEqual([]);
      expect(overlapping(own)).toEqual([]);
      expect(finds).toEqual([]);
    },
  );
});

describe.each(MOSAICS)("on $columns x $rows panels", (mosaic) => {
  const { size } = mosaic;
  const query = queryOf(mosaic);
  const name = panelsOf(mosaic);
  let screen: Screen;

  beforeAll(async () => {
    screen = await openScreen(size, query);
  });

  afterAll(() => screen?.page.close());

  const crossed = async (page: Page): Promise<string[]> =>
    crossing(await page.evaluate(textsSeen, WHOLE), mosaic);

  /** The same once everything has been pushed, within five seconds. */
  async function crossedAtRest(page: Page): Promise<string[]> {
    const until = Date.now() + 5_000;
    let left = await crossed(page);
    while (left.length > 0 && Date.now() < until) left = await crossed(page);
    return left;
  }

  test.each(SCENE_KINDS)(
    "no text of the scene of %s lies where two of them meet, and the clock stays on the screen",
    async (kind) => {
      await showScene(screen, kind);
      const { page } = screen;
      await expect.poll(() => crossed(page), { timeout: 5_000 }).toEqual([]);
      await shoot(page, `wall-mosaic-${name}-${kind}`);
      expect(await seenArcMinutes(page, mosaic)).toBeGreaterThan(15.99);
      const ends = await page
        .locator(".title-bar__clock > *")
        .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().right));
      expect(Math.max(...ends)).toBeLessThanOrEqual(size.width);
    },
  );

  test.each(PICTURES)(
    "no text of %s lies where two of them meet, is cut, or lies over another",
    async (picture) => {
      const page = await SHOW[picture](screen, { size, query });
      if (picture !== "pairing") await waitForMap(page);
      const left = await crossedAtRest(page);
      await shoot(page, `wall-mosaic-${name}-${picture}`);
      const own = await page.evaluate(textsSeen, PARTS[picture]);
      await endPicture(page, screen);
      expect(left).toEqual([]);
      expect(own.filter((text) => text.isCut || !text.isOnTop)).toEqual([]);
      expect(overlapping(own)).toEqual([]);
    },
  );
});
