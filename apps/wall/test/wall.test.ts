import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import type axeCore from "axe-core";
import type { Incident, Summary } from "@getu/domain";
import type { AppServer } from "@getu/testkit";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startLiveStreet } from "./live-street.ts";
import type { LiveStreet } from "./live-street.ts";
import { foreignOf, listOverflowing, shoot } from "./wall-page.ts";
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

const numberOf = async (key: string): Promise<number> =>
  Number.parseInt((await page.locator(`[data-number="${key}"]`).innerText()).replace(/\D/g, ""), 10);

const shownIncidents = (): Promise<string[]> =>
  page
    .locator("[data-incident]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-incident")!));

describe("the numbers", () => {
  test("are the server's own summary", async () => {
    const { id } = await street.findTerritory();
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
    const { id } = await street.findTerritory();
    const { byGrid } = await server.ask<Summary>("summary.get", { territoryId: id });
    expect(await page.locator(".ladder__row").count()).toBe(byGrid.length);
    const overdue = await page.locator(".ladder__count--overdue").allInnerTexts();
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

describe("a new incident", () => {
  test("appears in the list by itself, as the server has it, without a reload", async () => {
    await page.evaluate(() => Object.assign(globalThis, { stillHere: true }));
    const known = new Set(await shownIncidents());
    const fresh = async (): Promise<string | undefined> =>
      (await shownIncidents()).find((incidentId) => !known.has(incidentId));
    await expect.poll(fresh, { timeout: 60_000 }).toBeDefined();
    const incidentId = Number(await fresh());
    const { id: territoryId } = await street.findTerritory();
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
    expect(await listOverflowing(page)).toEqual([]);
    await shoot(page, "wall-english-1920x1080");
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("heading", { name: "最新事件" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("zh-CN");
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

describe("the network", () => {
  const age = (): Promise<string> => page.locator(".data-age").innerText();
  const SAYS_SINCE = /连接中断，自 (?:\d\d:\d\d:\d\d|\d\d-\d\d \d\d:\d\d) 起/; // the day before, just after midnight

  test("is asked for nothing outside the own server, and nothing went wrong on the page", () => {
    expect(foreignOf(wall, server.origin)).toEqual([]);
    expect(wall.faults).toEqual([]);
  });

  test("T03, T09: a silent server is noticed within ten seconds, and the wall is live again by itself", async () => {
    server.process.kill("SIGSTOP");
    const stopped = Date.now();
    await expect.poll(age, { timeout: 15_000, interval: 200 }).toMatch(SAYS_SINCE);
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
    await expect.poll(age, { timeout: 15_000, interval: 200 }).toMatch(SAYS_SINCE);
    expect(Date.now() - stopped).toBeLessThan(10_500);
    expect(await numberOf("open")).toBeGreaterThan(0);
  });
});
