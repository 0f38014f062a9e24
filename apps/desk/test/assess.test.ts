import { readFileSync } from "node:fs";
import { axeFinds, launchBrowser } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";
import { joinAsChief } from "./join-as.ts";
import { shoot } from "./shoot.ts";

let server: DeskServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await startDeskServer();
  browser = await launchBrowser();
  page = await (await joinAsChief(browser, server)).newPage();
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe("the assessment page", () => {
  test("shows a month's rates with both their counts, by the tier that is chosen", async () => {
    await page.goto(`${server.origin}/desk/#/assess`);
    const total = page.getByRole("row", { name: /^合计/ });
    await total.waitFor();
    await page.getByRole("combobox", { name: "月份" }).click();
    await page.locator(".ant-select-item-option:visible").nth(1).click(); // last month is whole
    await page.locator(".ant-select-dropdown").waitFor({ state: "hidden" });
    await page
      .getByRole("button", { name: /查看上报：\d+ 件/ })
      .first()
      .waitFor();
    await shoot(page, "assess");
    expect(await axeFinds(page)).toEqual([]);
    await page.getByText("楼栋街巷网格", { exact: true }).click();
    await page.getByText("件数过少").first().waitFor();
    await shoot(page, "assess-lanes");
    expect(await page.getByText(/第\s*\d+\s*名|排名第/).count()).toBe(0);
    await page.getByText("按当时界线", { exact: true }).click();
    await page.getByText("后来撤并的网格也列出").waitFor();
    await page.getByText("件数过少").first().waitFor();
    await shoot(page, "assess-as-it-was");
    await page.getByText("按现行界线", { exact: true }).click();
  });

  test("opens behind a number the list of what it counts", async () => {
    const number = page.getByRole("button", { name: /查看上报：(\d+) 件/ }).first();
    const count = Number(/(\d+) 件/.exec((await number.getAttribute("aria-label"))!)![1]);
    await number.click();
    const rows = page.locator(".ant-drawer .ant-table-row");
    await rows.first().waitFor();
    expect(await rows.count()).toBe(Math.min(count, 50));
    await shoot(page, "assess-list");
    await page.keyboard.press("Escape");
    await page.locator(".ant-drawer").waitFor({ state: "hidden" });
  });

  test("keeps the table as a file that names the month, and says how many rows it has", async () => {
    await page.getByRole("button", { name: "导出" }).click();
    const coming = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "CSV 文件" }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(/^\S*街道\S*-网格考核-\d{4}-\d\d\.csv$/);
    await page.getByText(/^已导出 \d+ 行$/).waitFor();
    const text = readFileSync(await download.path(), "utf8");
    expect(text).toContain("合计");
  });

  test("speaks English", async () => {
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Assessment of grids" }).waitFor();
    await shoot(page, "assess-english");
    expect(await page.getByRole("row", { name: /^Total/ }).count()).toBe(1);
  });
});

describe("the audit page", () => {
  test("shows who did what, newest first, and that it was opened", async () => {
    await page.getByRole("button", { name: "中文" }).click();
    await page.goto(`${server.origin}/desk/#/audit`);
    const first = page.locator(".audit__table .ant-table-tbody .ant-table-row").first();
    await first.waitFor();
    expect(await first.textContent()).toContain("查看审计日志");
    expect(await first.textContent()).toContain("chief（示范）");
    const at = await first.locator("td").nth(1).textContent();
    const age = Date.now() - Date.parse(`${at!.replaceAll("/", "-").replace(" ", "T")}+08:00`); // the cell is there
    expect(Math.abs(age)).toBeLessThan(600_000); // by the street's clock: this browser's is hours off
    await page.getByRole("button", { name: "校验" }).click();
    await page.getByText(/^哈希链完整：\d+ 条/).waitFor();
    await shoot(page, "audit");
    expect(await axeFinds(page)).toEqual([]);
  });

  test("finds the exports alone when asked for them", async () => {
    await page.getByRole("combobox", { name: "做了什么" }).click();
    await page.keyboard.type("导出");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "查找" }).click();
    const rows = page.locator(".audit__table .ant-table-tbody .ant-table-row");
    await expect.poll(() => rows.count()).toBe(1);
    expect(await rows.first().textContent()).toContain("内容 考核");
    await page.getByRole("combobox", { name: "做了什么" }).click();
    await page.keyboard.type("加入");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "查找" }).click();
    await expect.poll(() => rows.first().textContent()).toMatch(/角色 管理员.*邀请人 系统/);
    await shoot(page, "audit-joined");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "Audit log" }).waitFor();
    await shoot(page, "audit-english");
  });
});
