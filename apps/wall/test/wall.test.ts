import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import type axeCore from "axe-core";
import { hoursOfAll } from "@getu/domain";
import type { Coverage, HeatWeek, Incident, Summary, Territory } from "@getu/domain";
import { DARK_THEME } from "@getu/layers";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moduleOf } from "../src/page-watch.ts";
import { countPixels, longestRow, openWall, shoot, waitForMap } from "./wall-page.ts";
import type { WallPage } from "./wall-page.ts";

const SIZES = [
  { name: "wall-1920x1080", width: 1920, height: 1080 },
  { name: "wall-3840x2160", width: 3840, height: 2160 },
  { name: "wall-390x844", width: 390, height: 844 },
] as const;

let server: AppServer;
let browser: Browser;
let wall: WallPage;
let page: Page;

beforeAll(async () => {
  buildApp("wall");
  server = await startAppServer({ trickleSeconds: 6 });
  browser = await launchBrowser();
  wall = await openWall(browser, {
    address: server.origin,
    width: 1920,
    height: 1080,
    reducedMotion: "reduce", // rings that widen would be drawn in software all the while
  });
  ({ page } = wall);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const territory = async (): Promise<Territory> => (await server.ask<Territory[]>("territory.list", {}))[0]!;

const numberOf = async (key: string): Promise<number> =>
  Number.parseInt((await page.locator(`[data-number="${key}"]`).innerText()).replace(/\D/g, ""), 10);

const shownIncidents = (): Promise<string[]> =>
  page
    .locator("[data-incident]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-incident")!));

/** How often heat was asked for, and how often at once, of a server that is far away until it comes back. */
type HeatAsked = { asked: number; most: number; comeBack: () => void };

/**
 * Runs in the browser: every answer of heat takes 400 ms longer. Playwright's own routes would have Chromium stop and resume
 * all that the page asks, and what is asked in the instant in which they end may hang for ever.
 */
function moveServerAway(): void {
  const near = globalThis.fetch;
  const heat = { asked: 0, most: 0, comeBack: () => void (globalThis.fetch = near) };
  let onTheWay = 0;
  Object.assign(globalThis, { heat });
  globalThis.fetch = async (address, init) => {
    const { url } = new Request(address);
    if (!url.includes("/heat.bin")) return near(address, init);
    heat.asked += 1;
    onTheWay += 1;
    heat.most = Math.max(heat.most, onTheWay);
    await new Promise((resolve) => setTimeout(resolve, 400));
    return near(address, init).finally(() => (onTheWay -= 1));
  };
}

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

/** Where the name of each community stands that is seen. */
async function middlesOfNames(): Promise<Map<string, [number, number]>> {
  const seen = await page.locator(".map-name:visible").evaluateAll((names) =>
    names.map((name): [string, [number, number]] => {
      const { x, y, width, height } = name.getBoundingClientRect();
      return [name.firstChild!.textContent!, [x + width / 2, y + height / 2]];
    }),
  );
  return new Map(seen);
}

describe("the numbers", () => {
  test("are the server's own summary", async () => {
    const { id } = await territory();
    await expect
      .poll(
        async () => {
          const { total } = await server.ask<Summary>("summary.get", { territoryId: id });
          const shown = await Promise.all(Object.keys(total).map(numberOf));
          return JSON.stringify(shown) === JSON.stringify(Object.values(total));
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(true);
  });

  test("of each community stand in the server's order, the worst first", async () => {
    const { id } = await territory();
    const { byGrid } = await server.ask<Summary>("summary.get", { territoryId: id });
    expect(await page.locator(".ladder__row").count()).toBe(byGrid.length);
    const overdue = await page.locator(".ladder__overdue").allInnerTexts();
    const counts = overdue.map((text) => Number(text.replace(/\D/g, "")));
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
  });

  test("open the list of what they count, the worst first with who has it and since when, and it can be closed", async () => {
    const count = await numberOf("overdue");
    expect(count).toBeGreaterThan(0);
    await page.locator('[data-number="overdue"] button').click();
    const list = page.getByRole("dialog", { name: "超期" });
    await expect.poll(() => list.locator(".owned__row").count()).toBeGreaterThan(0);
    const rows = list.locator(".owned__row");
    expect(await rows.count()).toBeLessThanOrEqual(count);
    for (const text of await rows.allInnerTexts())
      expect(text).toMatch(/超期 \d+ (?:秒|分钟|小时|天)，自 .+/);
    const owners = await list.locator(".owned__who").allInnerTexts();
    expect(owners.every((owner) => owner.length > 1)).toBe(true);
    await list.getByRole("button", { name: "关闭" }).click();
    await expect.poll(() => list.count()).toBe(0);
  });

  test("are marked as demo data, and say how old they are", async () => {
    await page.getByText("示范数据", { exact: true }).waitFor();
    expect(await page.locator(".data-age").innerText()).toMatch(/实时\s*数据(刚刚更新|更新于 \d+ 秒前)/);
  });
});

describe("the map", () => {
  const layers = [
    { name: "监控点", colour: DARK_THEME.camera.online },
    { name: "服务场所", colour: DARK_THEME.place.safety },
    { name: "网格界线", colour: DARK_THEME.gridLine[0] },
    { name: "在办事件", colour: DARK_THEME.severity.major },
  ];

  beforeAll(async () => {
    await page.getByRole("button", { name: "无", exact: true }).click(); // heat would tint the colours
    await waitForMap(page);
  });

  afterAll(async () => {
    await page.getByRole("button", { name: "事件热力" }).click();
    await waitForMap(page);
  });

  test.each(layers)("shows $name, and hides them when switched off", async ({ name, colour }) => {
    const control = page.getByRole("switch", { name: `显示${name}` });
    const shown = await countPixels(page, colour);
    await control.click();
    await waitForMap(page);
    const hidden = await countPixels(page, colour);
    await control.click();
    await waitForMap(page);
    expect(shown - hidden).toBeGreaterThan(60);
  });

  test("a name stands again over the middle of its grid when it was hidden while incidents came in", async () => {
    const lines = page.getByRole("switch", { name: "显示网格界线" });
    const before = await middlesOfNames();
    const placed = await page.locator(".map-name").first().getAttribute("style");
    await lines.click();
    const isPlacedAgain = async (): Promise<boolean> =>
      (await page.locator(".map-name").first().getAttribute("style")) !== placed;
    await expect.poll(isPlacedAgain, { timeout: 60_000 }).toBe(true);
    await lines.click();
    const after = await middlesOfNames();
    const both = [...before].filter(([name]) => after.has(name));
    expect(both.length).toBeGreaterThan(0);
    for (const [name, [x, y]] of both) {
      expect(Math.abs(after.get(name)![0] - x), name).toBeLessThan(2); // whole pixels on either side
      expect(Math.abs(after.get(name)![1] - y), name).toBeLessThan(2);
    }
  });

  test("names every community in a button that shows it from near", async () => {
    const { id } = await territory();
    const { byGrid } = await server.ask<Summary>("summary.get", { territoryId: id });
    const names = page.locator(".map-name");
    expect(await names.count()).toBe(byGrid.length);
    await page.locator(".map-name:visible").first().click();
    await page.getByRole("button", { name: "回到全域" }).click();
    await expect
      .poll(() => page.getByRole("button", { name: "回到全域" }).count(), { timeout: 20_000 })
      .toBe(0);
    await waitForMap(page);
  });

  test("offers the way home after the wheel and after a pan, and takes it away at home", async () => {
    const home = page.getByRole("button", { name: "回到全域" });
    const free = (await page.locator(".wall__free").boundingBox())!;
    const middle = [free.x + free.width / 2, free.y + free.height / 3] as const;
    const goHome = async (): Promise<void> => {
      await home.click();
      await expect.poll(() => home.count(), { timeout: 20_000 }).toBe(0);
      await waitForMap(page);
    };
    await page.mouse.move(...middle);
    await page.mouse.wheel(0, -400);
    await home.waitFor();
    await goHome();
    await page.mouse.move(...middle);
    await page.mouse.down();
    await page.mouse.move(middle[0] + 90, middle[1] + 40, { steps: 4 });
    await page.mouse.up();
    await home.waitFor();
    await goHome();
  });

  test("rings the picked mark until Escape closes its card, wherever the focus is", async () => {
    await page.locator("[data-incident] button").first().click();
    const card = page.locator(".card");
    await card.waitFor();
    await waitForMap(page);
    const ringed = await countPixels(page, DARK_THEME.picked, 3);
    await page.getByRole("switch", { name: "显示监控点" }).focus();
    await page.keyboard.press("Escape");
    await expect.poll(() => card.count()).toBe(0);
    await waitForMap(page);
    expect(ringed - (await countPixels(page, DARK_THEME.picked, 3))).toBeGreaterThan(100);
    await page.getByRole("button", { name: "回到全域" }).click();
    await waitForMap(page);
  });

  test("T18: shows every layer again after its graphics contexts were lost and given back", async () => {
    const before = await countPixels(page, DARK_THEME.camera.online);
    const lines = await countPixels(page, DARK_THEME.gridLine[0]);
    await page.evaluate(async () => {
      const contexts = [...document.querySelectorAll<HTMLCanvasElement>(".map canvas")]
        .map((canvas) => canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context"))
        .filter((context) => context !== null && context !== undefined);
      for (const context of contexts) context.loseContext();
      await new Promise((resolve) => setTimeout(resolve, 500));
      for (const context of contexts) context.restoreContext();
    });
    const near = async (colour: string, count: number): Promise<boolean> =>
      Math.abs((await countPixels(page, colour)) / count - 1) < 0.05;
    await expect.poll(() => near(DARK_THEME.camera.online, before), { timeout: 30_000 }).toBe(true);
    await expect.poll(() => near(DARK_THEME.gridLine[0], lines), { timeout: 30_000 }).toBe(true);
  });
});

describe("the heat's time", () => {
  test("moves back by the arrow keys, never with more than three requests on their way, and home again; a window of a year stays", async () => {
    const slider = page.getByLabel("时间", { exact: true });
    const shown = page.locator(".heat-time output");
    expect(await shown.innerText()).toBe("至此刻");
    await page.evaluate(moveServerAway);
    await slider.focus();
    for (let step = 0; step < 12; step++) await page.keyboard.press("ArrowLeft");
    expect(await shown.innerText()).toMatch(/–/);
    await page.locator('.map[data-heat="week-12"]').waitFor();
    const { asked, most } = await page.evaluate(() => {
      const { heat } = globalThis as unknown as { heat: HeatAsked };
      heat.comeBack();
      return { asked: heat.asked, most: heat.most };
    });
    expect(asked).toBeLessThan(12);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
    await page.keyboard.press("End");
    expect(await shown.innerText()).toBe("至此刻");
    await page.getByRole("button", { name: "1 年", exact: true }).click();
    expect(await slider.isDisabled()).toBe(true);
    await page.getByRole("button", { name: "7 天", exact: true }).click();
    expect(await slider.isDisabled()).toBe(false);
    await waitForMap(page);
  });
});

describe("the heat's measure", () => {
  test("by 100 households shades the communities by the server's own counts, says so, and goes back to counts", async () => {
    const { id, tiers } = await territory();
    const tier = tiers[0]!.name.zh; // a territory has at least one tier
    await page.getByLabel("口径").selectOption("per-100-households");
    const said = (): Promise<string[]> => page.locator(".scale figcaption, .heat__note").allInnerTexts();
    await expect.poll(said, { timeout: 30_000 }).toEqual([`滚动 7 天 · 各${tier}每百户件数`]);
    const to = Math.ceil(Date.now() / 300_000) * 300_000;
    const [from, until] = [to - 7 * 24 * 3_600_000, to].map((time) => new Date(time).toISOString());
    const week = await server.ask<HeatWeek>("heat.week", { territoryId: id, from, to: until });
    const expected = week.grids
      .flatMap(({ gridId, households, hours }) =>
        gridId === null ? [] : (100 * hours.reduce((sum, count) => sum + count, 0)) / households!,
      ) // of the made-up street every community has households
      .sort((a, b) => a - b);
    const shown = (await page.locator(".map-name strong").allTextContents())
      .map(Number)
      .sort((a, b) => a - b);
    expect(shown).toHaveLength(expected.length);
    shown.forEach((figure, i) => expect(Math.abs(figure - expected[i]!)).toBeLessThan(0.3)); // incidents come in meanwhile
    await waitForMap(page);
    await shoot(page, "wall-heat-per-100-households");
    await page.getByLabel("方式").selectOption("cumulative");
    await page.locator(".scale figcaption, .heat__note", { hasText: "当周累计" }).waitFor();
    await page.getByLabel("方式").selectOption("rolling");
    await page.getByLabel("口径").selectOption("count");
    await page.locator(".scale figcaption", { hasText: "米内件数" }).waitFor();
    await waitForMap(page);
  });
});

describe("a new incident", () => {
  test("appears in the list by itself, as the server has it, without a reload", async () => {
    await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
    const known = new Set(await shownIncidents());
    const fresh = async (): Promise<string | undefined> =>
      (await shownIncidents()).find((incidentId) => !known.has(incidentId));
    await expect.poll(fresh, { timeout: 60_000 }).toBeDefined();
    const incidentId = Number(await fresh());
    const { id: territoryId } = await territory();
    const incident = await server.ask<Incident>("incident.get", { territoryId, id: incidentId });
    const row = page.locator(`[data-incident="${incidentId}"]`);
    const clock = new Intl.DateTimeFormat("zh-CN", {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: "Asia/Shanghai",
    });
    expect(await row.innerText()).toContain(clock.format(new Date(incident.reportedAt)));
    expect(await page.evaluate(() => "stillHere" in globalThis)).toBe(true);
  });
});

describe("the language", () => {
  test("changes at once, in words, numbers and the page's own mark, and back", async () => {
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Newest incidents" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    const headings = await page.getByRole("heading", { level: 2 }).allInnerTexts();
    expect(headings.join("")).not.toMatch(/\p{Script=Han}/u);
    expect(await page.title()).toBe("Getu · Grid map");
    expect(await page.locator(OVERFLOWING).evaluateAll(overflows)).toEqual([]);
    await shoot(page, "wall-english-1920x1080");
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("heading", { name: "最新事件" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
  });
});

describe("an address with a territory that is not there", () => {
  test("is told so, with the territories to choose from, and shows no other one's numbers", async () => {
    const { code } = await territory();
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

describe("for everybody", () => {
  test("axe finds nothing against WCAG 2 A and AA", async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof axeCore };
      const result = await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] });
      return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
    });
    expect(violations).toEqual([]);
  });

  test("every switch and choice can be reached and used by the keyboard", async () => {
    const control = page.getByRole("switch", { name: "显示监控点" });
    await control.focus();
    await page.keyboard.press("Space");
    expect(await control.getAttribute("aria-checked")).toBe("false");
    await page.keyboard.press("Space");
    expect(await control.getAttribute("aria-checked")).toBe("true");
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
    expect(await sized.locator(OVERFLOWING).evaluateAll(overflows)).toEqual([]);
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
    const { bbox } = await territory();
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
  const openScene = async (scene: string): Promise<Page> => {
    const address = `${server.origin}/?scene=${scene}`;
    const shown = await openWall(browser, { address, width: 1920, height: 1080, reducedMotion: "reduce" });
    return shown.page;
  };
  const percentOf = (part: number, whole: number): string =>
    new Intl.NumberFormat("zh-CN", { style: "percent", maximumFractionDigits: 1 }).format(part / whole);

  test("of the cameras shows what the server counts of the ground that they see, verified apart, and draws it, what is assumed in stripes", async () => {
    const shown = await openScene("cameras");
    await shown.locator('[data-number="seen"]').waitFor();
    const { id } = await territory();
    const { total } = (await server.ask<Coverage | null>("coverage.get", { territoryId: id }))!; // it is on the screen
    const texts = await Promise.all(
      ["seen", "verified"].map((name) => shown.locator(`[data-number="${name}"]`).innerText()),
    );
    expect(texts).toEqual([
      percentOf(total.seenSquareMetres, total.groundSquareMetres),
      percentOf(total.verifiedSquareMetres, total.groundSquareMetres),
    ]);
    await waitForMap(shown);
    await expect
      .poll(() => countPixels(shown, DARK_THEME.seen.verified, 60), { timeout: 10_000 })
      .toBeGreaterThan(5_000);
    expect(await countPixels(shown, ASSUMED)).toBeGreaterThan(5_000);
    const stripe = await longestRow(shown, ASSUMED);
    expect([stripe > 6, stripe < 15]).toEqual([true, true]); // 11 pixels of a row lie on a stripe of 5 units
    await shoot(shown, "wall-scene-cameras");
    await shown.close();
  });

  test("of the hours prints each hour of the week as the server counts it, of a year where a quarter is mostly too few, and says what is too few to show", async () => {
    const shown = await openScene("hours");
    await shown.locator(".week td[data-hour]").first().waitFor();
    const hour = 3_600_000;
    const to = Math.ceil(Date.now() / hour) * hour;
    const { id } = await territory();
    const weekOf = (days: number): Promise<HeatWeek> => {
      const [from, until] = [to - days * 24 * hour, to].map((time) => new Date(time).toISOString());
      return server.ask<HeatWeek>("heat.week", { territoryId: id, from, to: until });
    };
    const enough = hoursOfAll(await weekOf(91)).filter((count) => count >= 5).length;
    expect(enough).toBeLessThan(84); // of the little street; with half of the 168 hours a quarter would do
    await shown.getByText("近 364 天").first().waitFor();
    const week = await weekOf(364);
    const expected = hoursOfAll(week).map((count) => (count < 5 ? "·" : String(count)));
    const cells = await shown
      .locator(".week td[data-hour]")
      .evaluateAll((all) => all.map((cell) => cell.textContent ?? ""));
    const different = cells.filter((text, i) => text !== expected[i]);
    expect(cells).toHaveLength(168);
    expect(different.length).toBeLessThanOrEqual(3); // incidents come in meanwhile
    expect(cells.some((text) => text === "·")).toBe(true);
    expect(await shown.locator('.week td[data-marked="true"]').count()).toBe(4);
    await shoot(shown, "wall-scene-hours");
    await shown.close();
  });
});

describe("the network", () => {
  const age = (): Promise<string> => page.locator(".data-age").innerText();

  test("is asked for nothing outside the own server, and nothing went wrong on the page", () => {
    const foreign = wall.requests.filter(
      (url) => !url.startsWith(server.origin) && !/^(data|blob):/.test(url),
    );
    expect(foreign).toEqual([]);
    expect(wall.faults).toEqual([]);
  });

  test("T03, T09: a silent server is noticed within ten seconds, and the wall is live again by itself", async () => {
    server.process.kill("SIGSTOP");
    const stopped = Date.now();
    await expect.poll(age, { timeout: 15_000, interval: 200 }).toMatch(/连接中断，自 \d\d:\d\d:\d\d 起/);
    expect(Date.now() - stopped).toBeLessThan(10_000);
    await shoot(page, "wall-connection-lost");
    const known = new Set(await shownIncidents());
    server.process.kill("SIGCONT");
    await expect.poll(age, { timeout: 15_000, interval: 200 }).toMatch(/实时/);
    await expect
      .poll(async () => (await shownIncidents()).some((id) => !known.has(id)), { timeout: 60_000 })
      .toBe(true);
  });

  test("T03: a server that is gone is said within ten seconds, and the last numbers stay up", async () => {
    server.process.kill("SIGTERM");
    const stopped = Date.now();
    await expect.poll(age, { timeout: 15_000, interval: 200 }).toMatch(/连接中断，自 \d\d:\d\d:\d\d 起/);
    expect(Date.now() - stopped).toBeLessThan(10_500);
    expect(await numberOf("open")).toBeGreaterThan(0);
  });
});
