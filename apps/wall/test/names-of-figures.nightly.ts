import { SCENE_KINDS } from "@getu/domain";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holdBack, letGo, prepareToHold, sayResync, sayTime } from "./held-answers.ts";
import { joinAsChief } from "./office.ts";
import { shoot } from "./wall-page.ts";

const SCREEN = { viewport: { width: 1920, height: 1080 }, reducedMotion: "reduce" } as const;

let server: AppServer;
let browser: Browser;
let storageState: NonNullable<BrowserContextOptions["storageState"]>;

beforeAll(async () => {
  buildApp("wall");
  server = await startAppServer({ trickleSeconds: 3600, environment: { GETU_TRICKLE: "off" } });
  browser = await launchBrowser();
  const chief = await joinAsChief(browser, server); // not everybody may see the assessment
  storageState = await chief.context.storageState();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** A screen with one scene, whose answers can be held back. */
async function openScene(scene: string, prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await browser.newPage({ ...SCREEN, storageState });
  page.setDefaultTimeout(60_000);
  await prepareToHold(page);
  await prepare?.(page);
  await page.goto(`${server.origin}/?scene=${scene}`);
  return page;
}

/** Runs in the browser, before the page: its scene has been on for so long. */
function keepRotation(spentMs: number): void {
  const rotation = {
    scene: 0,
    round: 0,
    spentMs,
    atMs: Date.now(),
    skips: 0,
    sendOffs: 0,
    dismissed: [],
    held: null,
  };
  localStorage.setItem("getu.rotation", JSON.stringify(rotation));
}

/** The rows of another community than the one whose name they stand below, as both are at one instant. */
async function strayRows(page: Page): Promise<string[]> {
  const { heading, places } = await page.evaluate(() => {
    const textsOf = (selector: string): string[] =>
      [...document.querySelectorAll<HTMLElement>(selector)].map((each) => each.innerText);
    return {
      heading: textsOf(".panel--community h2")[0],
      places: textsOf(".wall__right .owned__where"),
    };
  });
  return places.filter((place) => !place.startsWith(heading!)); // the scene has one
}

describe("while answers are on their way", () => {
  test("no list of one community stands below the name of the next", async () => {
    const page = await openScene("community", (opened) => opened.addInitScript(keepRotation, 40_000));
    const heading = page.locator(".panel--community h2");
    const rows = page.locator(".wall__right .owned__row");
    await rows.first().waitFor();
    const name = await heading.innerText();
    await holdBack(page, "incident.queue");
    await heading.filter({ hasNotText: name }).waitFor({ timeout: 80_000 });
    expect(await strayRows(page)).toEqual([]); // those of the next may have been asked for a moment before answers were held back
    await letGo(page);
    await rows.first().waitFor();
    expect(await strayRows(page)).toEqual([]);
    await page.close();
  });

  test("no figure of one window stands below the name of another, by grid or around a point", async () => {
    const page = await openScene("territory");
    const scale = page.locator(".scale figcaption, .heat__note");
    const figures = page.locator(".map-name strong", { hasText: /\S/ });
    await page.getByLabel("口径").selectOption("per-100-households");
    await scale.filter({ hasText: "滚动 7 天 · " }).waitFor();
    await expect.poll(() => figures.count(), { timeout: 30_000 }).toBeGreaterThan(0);
    await holdBack(page, "heat.week");
    await page.getByRole("button", { name: "1 年", exact: true }).click();
    await expect.poll(() => figures.count()).toBe(0);
    expect(await scale.allInnerTexts()).toEqual(["正在计算…"]);
    await letGo(page);
    await scale.filter({ hasText: "滚动 1 年 · " }).waitFor();
    await expect.poll(() => figures.count()).toBeGreaterThan(0);

    await page.getByLabel("口径").selectOption("count");
    await scale.filter({ hasText: "滚动 1 年 · " }).filter({ hasText: "米内件数" }).waitFor();
    await holdBack(page, "heat.bin");
    await page.getByRole("button", { name: "30 天", exact: true }).click();
    await scale.filter({ hasText: "正在计算…" }).waitFor();
    await letGo(page);
    await scale.filter({ hasText: "滚动 30 天 · " }).waitFor();
    expect(await page.locator(".scale__note").innerText()).toMatch(/^截至 \d\d:\d\d$/);
    await page.close();
  });

  test("the figures of a month keep its name when the next one begins", async () => {
    const page = await openScene("assessment");
    await page.locator(".figures-list li").first().waitFor();
    const heading = page.locator(".panel--assessment h2");
    const before = await heading.innerText();
    await holdBack(page, "assessment.month");
    const now = new Date();
    const later = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 15)).toISOString();
    await sayTime(page, later);
    await page
      .locator(`.title-bar__clock time[datetime^="${later.slice(0, 7)}"]`)
      .waitFor({ timeout: 4_000 });
    expect(await heading.innerText()).toBe(before);
    await letGo(page);
    await page.close();
  });
});

test("what happened yesterday is asked for again when the server is heard again, and loses its colours until then", async () => {
  const page = await openScene("yesterday");
  const asked: string[] = [];
  page.on("request", (request) => {
    const url = decodeURIComponent(request.url());
    if (url.includes("incident.list") && url.includes('"from"')) asked.push(url);
  });
  const filterOf = (part: string): Promise<string> =>
    page.locator(part).evaluate((element) => getComputedStyle(element).filter);
  await page.locator(".panel--layers-then").waitFor(); // its answer is there
  await page.locator('.data-age[data-live="live"]').waitFor();
  server.process.kill("SIGSTOP");
  await page.locator('.wall[data-lost="true"]').waitFor({ timeout: 15_000 });
  for (const part of [".panel--day", ".panel--happened", ".scene-strip", ".wall__map"])
    expect([part, await filterOf(part)]).toEqual([part, "grayscale(1)"]);
  const before = asked.length;
  server.process.kill("SIGCONT");
  await page.locator('.wall[data-lost="false"]').waitFor({ timeout: 30_000 });
  await expect.poll(() => filterOf(".panel--day"), { timeout: 15_000 }).toBe("none"); // once it has been asked again
  await expect.poll(() => asked.length, { timeout: 15_000 }).toBeGreaterThan(before);
  await page.close();
});

test("of a screen that is live the panels alone look old whose own question is not answered, and say since when", async () => {
  const page = await openScene("overdue");
  const looks = (name: string): Promise<[string, string[]]> =>
    page
      .locator(`.panel--${name}`)
      .evaluate((panel) => [
        getComputedStyle(panel).filter,
        [...panel.querySelectorAll(".panel__old")].map(({ textContent }) => textContent),
      ]);
  await page.locator(".owned__row").first().waitFor();
  await page.locator('.data-age[data-live="live"]').waitFor();
  expect(await looks("rungs")).toEqual(["none", []]);
  await holdBack(page, "summary.get");
  await sayResync(page);
  await page.locator('.panel--rungs[data-old="true"]').waitFor({ timeout: 40_000 });
  const [filter, words] = await looks("rungs");
  expect([filter, words]).toEqual(["grayscale(1)", [expect.stringMatching(/^数据停在 \d\d:\d\d:\d\d$/)]]);
  expect(await looks("late-grids")).toEqual([filter, words]);
  expect(await looks("owned")).toEqual(["none", []]);
  expect(await page.locator(".wall").getAttribute("data-lost")).toBe("false");
  await shoot(page, "wall-part-old");
  await letGo(page);
  await page.locator('.panel--rungs[data-old="false"]').waitFor();
  expect(await looks("rungs")).toEqual(["none", []]);
  await page.close();
});

/** Runs in the browser: texts with figures below the title that look as ever on a wall that is cut off, and of how many. */
function freshFigures(): { count: number; fresh: string[] } {
  const wall = document.querySelector<HTMLElement>(".wall");
  if (wall) wall.dataset["lost"] = "true";
  const isOld = (element: Element | null): boolean =>
    element !== null && (getComputedStyle(element).filter === "grayscale(1)" || isOld(element.parentElement));
  const figures = [...document.querySelectorAll(".wall *:not(.title-bar *)")].filter((element) =>
    [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && /\d/.test(node.textContent ?? ""),
    ),
  );
  const fresh = figures.filter((figure) => !isOld(figure)).map((figure) => figure.textContent ?? "");
  return { count: figures.length, fresh };
}

test.each(SCENE_KINDS)(
  "no figure of the scene of %s looks as ever on a wall that is cut off",
  async (scene) => {
    const page = await openScene(scene);
    await page.locator(":is(.panel, .map-name)", { hasText: /\d/ }).first().waitFor();
    const { count, fresh } = await page.evaluate(freshFigures);
    expect(count).toBeGreaterThan(0);
    expect(fresh).toEqual([]);
    await page.close();
  },
);
