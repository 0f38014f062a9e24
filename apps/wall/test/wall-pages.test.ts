import { isDeepStrictEqual } from "node:util";
import { hoursOfAll } from "@getu/domain";
import type { Coverage, Grid, HeatWeek } from "@getu/domain";
import { DARK_THEME } from "@getu/layers";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moduleOf } from "../src/page-watch.ts";
import { startLiveStreet } from "./live-street.ts";
import type { LiveStreet } from "./live-street.ts";
import { lookAt } from "./map-look.ts";
import { countPixels, listOverflowing, longestRow, openWall, shoot, waitForMap } from "./wall-page.ts";

const SIZES = [
  { name: "wall-1920x1080", width: 1920, height: 1080 },
  { name: "wall-3840x2160", width: 3840, height: 2160 },
  { name: "wall-390x844", width: 390, height: 844 },
] as const;

let street: LiveStreet;
let server: AppServer;
let browser: Browser;

beforeAll(async () => {
  street = await startLiveStreet();
  ({ server, browser } = street);
});
afterAll(() => street?.stop());

describe("an address with a territory that is not there", () => {
  test("is told so, with the territories to choose from, and shows no other one's numbers", async () => {
    const { code } = await street.findTerritory();
    const lost = await browser.newPage();
    await lost.goto(`${server.origin}/?territory=nowhere`);
    await lost.getByText("没有代码为 nowhere 的辖区").waitFor();
    expect(await lost.locator("[data-number]").count()).toBe(0);
    await lost.getByRole("button", { name: code }).click();
    await lost.locator('[data-number="open"]').waitFor();
    expect(new URL(lost.url()).searchParams.get("territory")).toBe(code);
    await lost.close();
  });
});

describe("a page whose program does not come", () => {
  test("T20 says that it is opening, and opens by itself once the program can be had", async () => {
    const opening = await browser.newPage({
      viewport: { width: 1280, height: 720 },
      reducedMotion: "reduce",
    });
    await opening.clock.install();
    const program = moduleOf(await (await fetch(server.origin)).text());
    let isAway = true;
    await opening.route(`${server.origin}${program}`, (route) => (isAway ? route.abort() : route.continue()));
    await opening.goto(server.origin);
    await opening.getByText("正在打开").waitFor();
    await opening.clock.runFor(60_000);
    await shoot(opening, "wall-opening");
    expect(await opening.locator("#wall").innerText()).toContain("正在打开");
    isAway = false;
    await opening.clock.runFor(10_000);
    await opening.locator('[data-number="open"]', { hasText: /\d/ }).waitFor({ timeout: 60_000 });
    const kept = await opening.evaluate(() => localStorage.getItem("getu.restarts"));
    expect(JSON.parse(kept!)).toMatchObject([{ reason: "did not open" }]); // it has begun anew
    await opening.close();
  });
});

describe.each(SIZES)("at $width x $height", ({ name, width, height }) => {
  let sized: Page;

  beforeAll(async () => {
    ({ page: sized } = await openWall(browser, {
      address: server.origin,
      width,
      height,
      reducedMotion: "reduce",
    }));
    await shoot(sized, name);
  });

  afterAll(() => sized.close());

  test("panels cover neither each other nor leave the screen's width", async () => {
    const boxes = await sized
      .locator(".panel, .title-bar")
      .evaluateAll((panels) => panels.map((panel) => panel.getBoundingClientRect().toJSON() as DOMRect));
    expect(boxes.length).toBeGreaterThanOrEqual(6);
    boxes.forEach((a, i) => {
      expect(a.left).toBeGreaterThanOrEqual(0);
      expect(a.right).toBeLessThanOrEqual(width);
      if (width > 800) expect(a.bottom).toBeLessThanOrEqual(height);
      for (const b of boxes.slice(i + 1)) {
        const covers = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        expect(covers).toBe(false);
      }
    });
  });

  test("nothing in the legend or among the cameras runs past its panel", async () => {
    expect(await listOverflowing(sized)).toEqual([]);
  });

  test("no text is smaller than the smallest that can be read from the farthest seat", async () => {
    const sizes = await sized.evaluate(() => {
      const root = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const texts = [...document.querySelectorAll("#wall *")].filter((element) =>
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
      );
      return {
        root,
        least: Math.min(...texts.map((text) => Number.parseFloat(getComputedStyle(text).fontSize))),
      };
    });
    expect(sizes.least).toBeGreaterThanOrEqual(sizes.root - 0.01);
    const digitShare = (sizes.root * 0.72) / height;
    const millimetres = width < 800 ? digitShare * 147 : digitShare * 1370;
    expect(millimetres).toBeGreaterThanOrEqual(4.65 * (width < 800 ? 0.4 : 5) * 0.999);
  });

  test("the whole territory lies in the free part of the map", async () => {
    const { id, bbox } = await street.findTerritory();
    const grids = await server.ask<Grid[]>("grid.list", { territoryId: id });
    const seen = await lookAt(sized, { grids, box: bbox! }); // it has boundaries
    const reaches = [
      seen.free.left - seen.box.left,
      seen.box.right - seen.free.right,
      seen.free.top - seen.box.top,
      seen.box.bottom - seen.free.bottom,
    ];
    expect(Math.max(...reaches)).toBeLessThan(3); // names, by which it is told, are put on whole pixels
    const names = await sized
      .locator(".map-name:visible")
      .evaluateAll((all) => all.map((element) => element.getBoundingClientRect().toJSON() as DOMRect));
    const free = (await sized.locator(".wall__free").boundingBox())!;
    expect(bbox).not.toBeNull();
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      expect((name.left + name.right) / 2).toBeGreaterThan(free.x);
      expect((name.left + name.right) / 2).toBeLessThan(free.x + free.width);
      expect((name.top + name.bottom) / 2).toBeGreaterThan(free.y);
      expect((name.top + name.bottom) / 2).toBeLessThan(free.y + free.height);
    }
  });
});

/** What a stripe of ground that is assumed to be seen looks like on the land. */
const ASSUMED = "#6189c6";

describe("a scene", () => {
  const percentOf = (part: number, whole: number): string =>
    new Intl.NumberFormat("zh-CN", { style: "percent", maximumFractionDigits: 1 }).format(part / whole);

  test("of the cameras shows what the server counts of the ground that they see, verified apart, in all and of each community, and where they see too little, and draws it, what is assumed in stripes", async () => {
    const { page: shown } = await street.openWall("?scene=cameras");
    await shown.locator('[data-number="seen"]').waitFor();
    const { id } = await street.findTerritory();
    const textsOf = (selector: string): Promise<string[]> => shown.locator(selector).allInnerTexts();
    // What differs: between the screen's question and ours a camera may change, which it hears of, or an incident come in where
    // cameras see too little, for which it asks again each minute.
    const look = async (): Promise<string[][]> => {
      const { total, byGrid, blind } = (await server.ask<Coverage | null>("coverage.get", {
        territoryId: id,
      }))!; // it is on the screen
      const spots = await textsOf(".blind-spots li > strong");
      const said = [
        ...(await textsOf('[data-number="seen"], [data-number="verified"]')),
        ...(await textsOf(".panel--coverage-ladder li strong")),
        ...spots.map((text) => text.replace(/\D/g, "")),
      ];
      const counted = [
        percentOf(total.seenSquareMetres, total.groundSquareMetres),
        percentOf(total.verifiedSquareMetres, total.groundSquareMetres),
        ...byGrid.map((row) => percentOf(row.seenSquareMetres, row.groundSquareMetres)),
        ...blind.spots.slice(0, Math.max(1, spots.length)).map(({ incidents }) => String(incidents)),
      ];
      return isDeepStrictEqual(said, counted) ? [] : [said, counted];
    };
    await expect.poll(look, { timeout: 90_000 }).toEqual([]);
    await waitForMap(shown);
    await expect
      .poll(() => countPixels(shown, DARK_THEME.seen.verified, 60), { timeout: 10_000 })
      .toBeGreaterThan(5_000);
    expect(await countPixels(shown, ASSUMED)).toBeGreaterThan(5_000);
    const stripe = await longestRow(shown, ASSUMED);
    expect([stripe > 6, stripe < 15]).toEqual([true, true]); // 11 pixels of a row lie on a stripe of 5 units
    await shoot(shown, "wall-scene-cameras");
    await shown.close();
  }, 180_000);

  test("of the cameras asks for what they see every two seconds while the server counts it anew, and shows what it had", async () => {
    const asked = { get: 0, views: 0 };
    const { page: shown } = await openWall(browser, {
      address: `${server.origin}/?scene=cameras`,
      width: 1920,
      height: 1080,
      reducedMotion: "reduce",
      prepare: (opened) =>
        opened.route("**/trpc/coverage.*", async (route) => {
          asked[route.request().url().includes("coverage.get") ? "get" : "views"] += 1;
          const response = await route.fetch();
          const json = (await response.json()) as { result: { data: { isOutdated: boolean } | null } };
          if (json.result.data) json.result.data.isOutdated = true;
          await route.fulfill({ response, json });
        }),
    });
    await shown.locator('[data-number="seen"]').waitFor();
    const [before, began] = [{ ...asked }, Date.now()];
    await expect // a camera changes every six seconds at most, and is asked about then
      .poll(() => Math.min(asked.get - before.get, asked.views - before.views), { timeout: 60_000 })
      .toBeGreaterThan(4);
    expect(asked.get - before.get).toBeLessThanOrEqual(2 + (Date.now() - began) / 1000);
    expect(await shown.locator('[data-number="seen"]').innerText()).toMatch(/%$/);
    await shown.unrouteAll({ behavior: "wait" }); // an answer that is being written has its page until then
    await shown.close();
  });

  test("of the hours prints each hour of the week as the server counts it, of a year where a quarter is mostly too few, says what is too few to show, and ranks by an hour that somebody presses", async () => {
    const hour = 3_600_000;
    const { id } = await street.findTerritory();
    const weekOf = (days: number): Promise<HeatWeek> => {
      const to = Math.ceil(Date.now() / hour) * hour;
      const [from, until] = [to - days * 24 * hour, to].map((time) => new Date(time).toISOString());
      return server.ask<HeatWeek>("heat.week", { territoryId: id, from, to: until });
    };
    const before = hoursOfAll(await weekOf(364));
    const { page: shown } = await street.openWall("?scene=hours");
    await shown.locator(".week td[data-hour]").first().waitFor();
    const enough = hoursOfAll(await weekOf(91)).filter((count) => count >= 5).length;
    expect(enough).toBeLessThan(84); // of the little street; with half of the 168 hours a quarter would do
    await shown.getByText("近 364 天").first().waitFor();
    const week = await weekOf(364);
    const after = hoursOfAll(week);
    // Incidents come in all the while, mostly of hours that have passed.
    const isBetween = (text: string, i: number): boolean =>
      text === "·" ? before[i]! < 5 : Number(text) >= before[i]! && Number(text) <= after[i]!; // an hour of the week
    const cells = await shown
      .locator(".week td[data-hour]")
      .evaluateAll((all) => all.map((cell) => cell.textContent ?? ""));
    expect(cells).toHaveLength(168);
    expect(cells.filter((text, i) => !isBetween(text, i)).length).toBeLessThanOrEqual(3); // the hour may turn
    expect(cells.some((text) => text === "·")).toBe(true);
    const marked = shown.locator('.week td[data-marked="true"]');
    const ranked = await marked.count();
    expect([4, 28, 168]).toContain(ranked); // in some nights four hours have too few: then each day's, else all
    await shoot(shown, "wall-scene-hours");
    const busiest = after.indexOf(Math.max(...after));
    const press = () => shown.locator(`.week td[data-hour="${busiest}"] button`).click();
    await press();
    await expect.poll(() => marked.count()).toBe(1);
    const counts = await shown
      .locator(".wall__left .measure-rows__count")
      .evaluateAll((all) => all.map((count) => Number(count.textContent.replace(/\D/g, ""))));
    const counted = week.grids.map(({ hours }) => hours[busiest]!); // an hour of the week
    const sum = (all: readonly number[]): number => all.reduce((total, each) => total + each, 0);
    const since = 3 + after[busiest]! - before[busiest]!; // as above
    expect(Math.abs(sum(counts) - sum(counted))).toBeLessThanOrEqual(since);
    expect(Math.max(...counts) - Math.max(...counted)).toBeLessThanOrEqual(since);
    await press();
    await expect.poll(() => marked.count()).toBe(ranked);
    await shown.close();
  });
});
