import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { axeFinds, launchBrowser, waitForRest } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));
const PASSWORD = "correct horse battery";

let server: DeskServer;
let browser: Browser;
let page: Page;
const faults: string[] = [];
const requests: string[] = [];

/** A page that tells of everything that goes wrong in it. */
async function openPage(size: { width: number; height: number }): Promise<Page> {
  const opened = await browser.newPage({ viewport: size, reducedMotion: "reduce" });
  opened.on("pageerror", (error) => faults.push(error.message));
  opened.on("request", (request) => requests.push(request.url()));
  opened.on("console", (line) => {
    // A refused password is an answer that the browser counts as an error of the page.
    if (line.type() === "error" && !/status of (401|403|404)/.test(line.text())) faults.push(line.text());
  });
  opened.setDefaultTimeout(15_000);
  return opened;
}

async function shoot(name: string, from = page): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await from.screenshot({ path: `${OUTPUT}desk-${name}.png` });
}

const field = (label: string) => page.getByLabel(label, { exact: true });
const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

async function choose(label: string, option: string | RegExp): Promise<void> {
  await field(label).click();
  await page.locator(".ant-select-item-option:visible", { hasText: option }).click();
  await page.locator(".ant-select-item-option:visible").first().waitFor({ state: "hidden" }); // it would lie over the next field
}

beforeAll(async () => {
  server = await startDeskServer();
  browser = await launchBrowser();
  page = await openPage({ width: 1440, height: 900 });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe("the desk", () => {
  test("lets the first administrator make an account by the link of the first start, with the keyboard alone", async () => {
    await page.goto(server.setUpLink);
    await field("姓名").waitFor();
    await shoot("join");
    expect(await axeFinds(page)).toEqual([]);
    const typed = ["王小明（示范）", "Tab", "chief", "Tab", PASSWORD, "Tab", "Tab", PASSWORD, "Enter"]; // past the eye
    for (const text of typed) {
      await (/^(?:Tab|Enter)$/.test(text) ? page.keyboard.press(text) : page.keyboard.type(text));
    }
    await page.getByRole("heading", { name: "人员与权限" }).waitFor();
    expect(page.url()).not.toContain("join");
    await page.getByRole("row", { name: /王小明/ }).waitFor();
    await shoot("people");
    expect(await axeFinds(page)).toEqual([]);
  });

  test("makes a link for a leader of one grid, chosen in the tree, that the leader comes in by", async () => {
    await press("邀请人员");
    await choose("角色", "网格长");
    await choose("辖区", /街道（示范）$/);
    await field("网格（含其下全部网格）").click();
    await page.locator(".ant-select-dropdown:visible .ant-select-tree-treenode:visible").first().waitFor();
    await waitForRest(page);
    await shoot("invite");
    await page.locator(".ant-select-dropdown:visible .ant-select-tree-title:visible").first().click();
    // The tree stays in the page, hidden, once it has been open.
    await page.locator(".ant-select-tree").waitFor({ state: "hidden" });
    expect(await axeFinds(page)).toEqual([]);
    await press("生成邀请链接");
    const link = (await page.locator(".desk__secret").textContent())!;
    expect(link).toMatch(/\/desk\/#\/join\/\S{43}$/);
    await shoot("link");

    const other = await browser.newContext();
    const leader = await other.newPage();
    await leader.goto(link);
    const fill = (label: string, text: string) => leader.getByLabel(label, { exact: true }).fill(text);
    await fill("姓名", "李网格（示范）");
    await fill("用户名", "leader");
    await fill("密码", PASSWORD);
    await fill("再次输入密码", PASSWORD);
    await leader.getByRole("button", { name: "建立账号并登录" }).click();
    await leader.waitForURL(`${server.origin}/leader/`); // where leaders work
    await leader.goto(`${server.origin}/desk/`);
    await leader.getByRole("menuitem", { name: "我的账号" }).waitFor();
    expect(await leader.getByRole("menuitem", { name: "大屏" }).count()).toBe(0); // a leader's desk has no such page
    await other.close();
    await page.keyboard.press("Escape");
    await page.reload();
    await page.getByRole("row", { name: /李网格/ }).waitFor();
  });

  test("takes the wall that shows a code, says what is wrong with another, and tells the wall to stay", async () => {
    const other = await browser.newContext();
    const asked = await other.request.post(`${server.origin}/wall-pairing`, { data: {} });
    const { code } = (await asked.json()) as { code: string };
    await page.getByRole("menuitem", { name: "大屏", exact: true }).click();
    await press("配对大屏");
    await field("名称（如：指挥中心大厅）").fill("指挥中心大厅（示范）");
    await field("屏上的配对码").fill("ACDE-FGHJ");
    await press("配对并开始显示");
    await page.getByText("没有大屏显示此配对码").waitFor();
    await shoot("screens-pairing");
    await field("屏上的配对码").fill(code.toLowerCase().replace("-", " "));
    await press("配对并开始显示");
    const row = page.getByRole("row", { name: /指挥中心大厅（示范）/ });
    await row.getByRole("button", { name: "暂停轮播" }).click();
    await row.getByText("已暂停轮播").waitFor();
    await page.locator(".ant-drawer-mask").waitFor({ state: "hidden" });
    await shoot("screens");
    expect(await axeFinds(page)).toEqual([]);
    const own = await other.request.get(`${server.origin}/trpc/wall.own?input={}`);
    expect(await own.text()).toMatch(/指挥中心大厅（示范）.*"isHeld":true/);
    const cookies = await other.cookies();
    expect(cookies).toMatchObject([{ name: "getu.device", httpOnly: true, sameSite: "Strict" }]);
    await other.close();
  });

  test("shows one's own sign-ins and the way to a second factor, on a telephone's width too", async () => {
    await page.getByRole("menuitem", { name: "我的账号" }).click();
    await page.getByText("本次登录").waitFor();
    await field("当前密码").first().fill(PASSWORD);
    await press("开启");
    await page.getByText("请抄下这些备用码").waitFor();
    await shoot("account");
    expect(await axeFinds(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await shoot("account-narrow");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test("signs out, says what was wrong with a sign-in, and speaks English", async () => {
    await page.goto(`${server.origin}/desk/#/people`);
    await page.getByRole("heading", { name: "人员与权限" }).waitFor();
    await page.locator(".desk__card", { hasText: "李网格" }).getByRole("button", { name: "停用" }).waitFor();
    const cut = await page
      .locator(".ant-table-content, .ant-table-container")
      .evaluateAll(
        (tables) => tables.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length,
      );
    expect(cut).toBe(0);
    await shoot("people-narrow");
    expect(await axeFinds(page)).toEqual([]);
    await press("退出登录");
    await field("用户名").fill("chief");
    await field("密码").fill("not the password");
    await press("登录");
    await page.getByText("用户名、密码或验证码不正确").waitFor();
    await shoot("sign-in-narrow");
    expect(await axeFinds(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await press("English");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.emulateMedia({ colorScheme: "dark" });
    await page.mouse.move(0, 0);
    await shoot("sign-in-dark");
    expect(await axeFinds(page)).toEqual([]);
  });

  test("asked nobody else for anything, and nothing went wrong or against the content security policy", () => {
    expect(
      requests.filter((address) => !address.startsWith(server.origin) && !address.startsWith("data:")),
    ).toEqual([]);
    expect(faults).toEqual([]);
  });
});
