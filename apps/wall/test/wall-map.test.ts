import type { HeatWeek, Summary } from "@getu/domain";
import { DARK_THEME } from "@getu/layers";
import type { AppServer } from "@getu/testkit";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startLiveStreet } from "./live-street.ts";
import type { LiveStreet } from "./live-street.ts";
import { countPixels, foreignOf, shoot, waitForMap } from "./wall-page.ts";
import type { WallPage } from "./wall-page.ts";

let street: LiveStreet;
let server: AppServer;
let wall: WallPage;
let page: Page;

beforeAll(async () => {
  street = await startLiveStreet();
  ({ server } = street);
  wall = await street.openWall();
  ({ page } = wall);
});
afterAll(() => street?.stop());

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

describe("the map", () => {
  const layers = [
    { name: "监控点", colours: [DARK_THEME.camera.online] },
    { name: "服务场所", colours: [DARK_THEME.place.safety] },
    { name: "网格界线", colours: [DARK_THEME.gridLine[0]] },
    { name: "在办事件", colours: Object.values(DARK_THEME.severity) }, // at times there are none but minor ones
  ];

  // Where no panel lies: what they say changes as time goes by.
  const countAny = async (colours: readonly string[]): Promise<number> => {
    let pixels = 0;
    for (const colour of colours) pixels += await countPixels(page, colour, 12, ".wall__free");
    return pixels;
  };

  beforeAll(async () => {
    await page.getByRole("button", { name: "无", exact: true }).click(); // heat would tint the colours
    await waitForMap(page);
  });

  afterAll(async () => {
    await page.getByRole("button", { name: "事件热力" }).click();
    await waitForMap(page);
  });

  test.each(layers)("shows $name, and hides them when switched off", async ({ name, colours }) => {
    const control = page.getByRole("switch", { name: `显示${name}` });
    const shown = await countAny(colours);
    await control.click();
    await waitForMap(page);
    const hidden = await countAny(colours);
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
    const { id } = await street.findTerritory();
    const { byGrid } = await server.ask<Summary>("summary.get", { territoryId: id });
    const names = page.locator(".map-name");
    expect(await names.count()).toBe(byGrid.length);
    await page.locator(".map-name:visible").first().click();
    await goHome();
  });

  const goHome = async (): Promise<void> => {
    const home = page.getByRole("button", { name: "回到全域" });
    await home.click();
    await expect.poll(() => home.count(), { timeout: 20_000 }).toBe(0);
    await waitForMap(page);
  };

  const findMiddle = async (): Promise<[number, number]> => {
    const free = (await page.locator(".wall__free").boundingBox())!;
    return [free.x + free.width / 2, free.y + free.height / 3];
  };

  test("writes the names of the finest grids once it is near enough to them", async () => {
    const lines = page.getByRole("switch", { name: "显示网格界线" });
    const countNames = () => countPixels(page, DARK_THEME.gridName.at(-1)!, 12, ".wall__free");
    await page.mouse.move(...(await findMiddle()));
    for (let turn = 0; turn < 4; turn++) await page.mouse.wheel(0, -500);
    await page.getByRole("button", { name: "回到全域" }).waitFor();
    await waitForMap(page);
    const named = await countNames();
    await lines.click();
    await waitForMap(page);
    expect(named - (await countNames())).toBeGreaterThan(60);
    await lines.click();
    await goHome();
  });

  test("offers the way home after the wheel and after a pan, and takes it away at home", async () => {
    const home = page.getByRole("button", { name: "回到全域" });
    const middle = await findMiddle();
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
    expect(await home.count()).toBe(0);
  });

  test("rings the picked mark until Escape closes its card, wherever the focus is", async () => {
    await page.locator("[data-incident] button").first().click();
    const card = page.locator(".card");
    await card.waitFor();
    await waitForMap(page);
    const countRing = () => countPixels(page, DARK_THEME.picked, 3, ".wall__free");
    await expect.poll(countRing).toBeGreaterThan(100); // the map may be on its way there
    await page.getByRole("switch", { name: "显示监控点" }).focus();
    await page.keyboard.press("Escape");
    await expect.poll(() => card.count()).toBe(0);
    await waitForMap(page);
    await expect.poll(countRing).toBe(0);
    await page.getByRole("button", { name: "回到全域" }).click();
    await waitForMap(page);
  });

  test("T18: shows every layer again after its graphics contexts were lost and given back", async () => {
    const count = (colour: string) => countPixels(page, colour, 12, ".wall__free");
    const [before, lines] = [await count(DARK_THEME.camera.online), await count(DARK_THEME.gridLine[0])];
    const lost = await page.evaluate(async () => {
      const contexts = [...document.querySelectorAll<HTMLCanvasElement>(".map canvas")]
        .map((canvas) => canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context"))
        .filter((context) => context !== null && context !== undefined);
      for (const context of contexts) context.loseContext();
      await new Promise((resolve) => setTimeout(resolve, 500));
      for (const context of contexts) context.restoreContext();
      return contexts.length;
    });
    expect(lost).toBe(2); // the map and its marks
    const near = async (colour: string, pixels: number): Promise<boolean> =>
      Math.abs((await count(colour)) / pixels - 1) < 0.05;
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
    const { id, tiers } = await street.findTerritory();
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

test("nothing was asked for outside the own server, and nothing went wrong, while the map moved and lost its graphics", () => {
  expect(foreignOf(wall, server.origin)).toEqual([]);
  expect(wall.faults).toEqual([]);
});
