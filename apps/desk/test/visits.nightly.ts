import { axeFinds, launchBrowser } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";
import { ask, joinAs } from "./join-as.ts";
import { shoot } from "./shoot.ts";

let server: DeskServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startDeskServer();
  browser = await launchBrowser();
  page = await (await joinAs(browser, { server, role: "dispatcher" })).newPage();
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** Somebody is visited and asks for two things. */
async function visit(): Promise<void> {
  const read = async <T>(path: string, input: object): Promise<T> => {
    const query = new URLSearchParams({ input: JSON.stringify(input) });
    const answer = await page.request.get(`${server.origin}/trpc/${path}?${query}`);
    return ((await answer.json()) as { result: { data: T } }).result.data;
  };
  const territoryId = (await read<{ id: number }[]>("territory.list", {}))[0]!.id; // the demo street
  const { clusters } = await read<{ clusters: { id: number }[] }>("visit.clusters", { territoryId });
  const given = { outcome: "matter", note: null, occurredAt: null, incident: null };
  const asked = { demand: "示范：希望楼道加装扶手，晚上下楼看不清台阶", wish: "示范：想要一台收音机" };
  const input = {
    territoryId,
    clusterId: clusters[0]!.id, // there are some
    idempotencyKey: "once",
    visit: { ...given, ...asked },
  };
  await ask(page.request, { server, path: "visit.record", input });
}

describe("the page of visits", () => {
  test("shows how far visits keep their rhythm with both counts, and lists whom nobody has visited first", async () => {
    await page.goto(`${server.origin}/desk/#/visits`);
    const total = page.getByRole("row", { name: /合计/ });
    await total.waitFor();
    await page
      .getByRole("button", { name: /^查看.*(社区|村)的住户/ })
      .first()
      .waitFor();
    const [, within, of] = /(\d+)\/(\d+)/.exec((await total.textContent())!)!;
    expect(Number(of)).toBeGreaterThan(Number(within));
    await shoot(page, "visits");
    expect(await axeFinds(page)).toEqual([]);
    await page
      .getByRole("button", { name: /^查看.*的住户/ })
      .nth(1)
      .click();
    await page.locator(".ant-drawer .ant-table-row").first().waitFor();
    await shoot(page, "visits-list");
    await page.keyboard.press("Escape");
    await page.locator(".ant-drawer").waitFor({ state: "hidden" });
  });

  test("sets the rhythm of one grid, which the grids below it follow, and takes it back", async () => {
    const row = page
      .getByRole("row")
      .filter({ has: page.getByRole("button", { name: /^查看.*的住户/ }) })
      .nth(1);
    await row.getByRole("button", { name: /走访周期$/ }).click();
    await page.getByLabel("每多少天走访一次").fill("7");
    await shoot(page, "visits-rhythm");
    await page.getByRole("button", { name: /保\s?存/ }).click();
    await row.getByText("每 7 天").waitFor();
    await page.getByText("楼栋街巷网格", { exact: true }).click();
    await page.getByText("每 7 天 沿用上级").first().waitFor();
    await page.getByText("社区网格", { exact: true }).first().click();
    await row.getByRole("button", { name: /走访周期$/ }).click();
    await page.getByRole("button", { name: "沿用上级" }).click();
    await row.getByText("每 30 天").waitFor();
    expect(await page.getByText("每 7 天").count()).toBe(0);
  });

  test("answers a demand: it moves from what waits to what is answered, and is corrected there with the answer before beneath it", async () => {
    await visit();
    await page.getByText("诉求与微心愿", { exact: true }).click();
    const first = page.locator(".ant-table-row").first();
    await first.waitFor();
    await shoot(page, "visits-needs");
    expect(await axeFinds(page)).toEqual([]);
    await first.getByRole("button", { name: /答\s?复/ }).click();
    await page.getByLabel("答复内容").fill("示范：已列入下月计划");
    await shoot(page, "visits-answer");
    await page.getByRole("button", { name: "提交答复" }).click();
    await page.getByText("已答复", { exact: true }).first().click();
    await page.getByText("示范：已列入下月计划", { exact: true }).first().waitFor();
    const corrected = page.locator(".ant-table-row").first();
    await corrected.getByRole("button", { name: "更正" }).click();
    await page.getByLabel("更正后的答复").fill("示范：改到后月安装");
    await shoot(page, "visits-correct");
    await page.getByRole("button", { name: "更正答复" }).click();
    await page.getByText("示范：改到后月安装", { exact: true }).waitFor();
    await page.locator("del", { hasText: "示范：已列入下月计划" }).waitFor();
    await shoot(page, "visits-answered");
    expect(await axeFinds(page)).toEqual([]);
    await page.getByRole("button", { name: /导\s?出/ }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: /CSV/ }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/诉求与微心愿-\d{4}-\d\d-\d\d-\d{4}\.csv$/);
  });
});
