import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "@getu/testkit";
import type axeCore from "axe-core";
import type { APIRequestContext, Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));
const PASSWORD = "correct horse battery";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const CONTACT = "13800138000";

let server: DeskServer;
let browser: Browser;
let page: Page;
const faults: string[] = [];
const addresses: string[] = [];

async function ask<T>(by: APIRequestContext, path: string, input: object): Promise<T> {
  const answer = await by.post(`${server.origin}/trpc/${path}`, {
    data: input,
    headers: { origin: server.origin },
  });
  expect([path, answer.status()]).toEqual([path, 200]);
  return ((await answer.json()) as { result: { data: T } }).result.data;
}

async function join(by: APIRequestContext, token: string, username: string): Promise<void> {
  await ask(by, "account.join", { token, username, name: `${username}（示范）`, password: PASSWORD });
  const headers = { origin: server.origin };
  const data = { username, password: PASSWORD };
  const answer = await by.post(`${server.origin}/auth/sign-in/username`, { data, headers });
  expect(answer.status()).toBe(200);
}

/** Somebody with this role over everything, signed in, at their desk. */
async function openDesk(role: string): Promise<Page> {
  const chief = await browser.newContext();
  const setUp = server.setUpLink.split("/").at(-1)!; // a link ends with its token
  await join(chief.request, setUp, "chief");
  const offer = { role, place: { territoryId: null, gridId: null } };
  const { token } = await ask<{ token: string }>(chief.request, "person.invite", offer);
  await chief.close();
  const desk = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    locale: "zh-CN",
  });
  await join(desk.request, token, role);
  const opened = await desk.newPage();
  opened.on("pageerror", (error) => faults.push(error.message));
  opened.on("console", (line) => {
    if (line.type() === "error" && !/status of (401|403|404)/.test(line.text())) faults.push(line.text());
  });
  opened.on("request", (request) => addresses.push(request.url()));
  opened.setDefaultTimeout(15_000);
  await opened.goto(`${server.origin}/desk/`);
  return opened;
}

async function shoot(name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: `${OUTPUT}intake-${name}.png` });
}

async function axeFinds(): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof axeCore };
    const { violations } = await axe.run(document);
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    return grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  });
}

const field = (label: string | RegExp) => page.getByLabel(label);
const type = (text: string) => page.keyboard.type(text);
const press = (key: string) => page.keyboard.press(key);
const number = async () => Number(await page.locator(".intake__number").textContent());
const waitForMap = () => page.locator('.intake__map[data-map-idle="true"]').waitFor();
const option = () => page.locator(".ant-select-item-option:visible").first();

beforeAll(async () => {
  server = await startDeskServer();
  browser = await launchBrowser();
  page = await openDesk("dispatcher");
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe("taking a report down", () => {
  test("goes with the keyboard alone, in the order of the conversation, and says the number large", async () => {
    await page.getByRole("heading", { name: "受理登记" }).waitFor();
    await waitForMap();
    await field("反映人联系方式（可不填）").waitFor();
    await type(CONTACT);
    await press("Tab");
    await type("虚构：路灯两天不亮");
    await press("Tab");
    await type("ldbl");
    await option().waitFor();
    await press("Enter");
    await press("Tab"); // the condition
    await press("Tab");
    await type("路");
    await option().waitFor();
    await shoot("address");
    await press("Enter");
    await page.locator(".intake__located strong").waitFor();
    await page.getByText("到期").waitFor();
    await waitForMap();
    await shoot("ready");
    expect(await axeFinds()).toEqual([]);
    await press("Control+Enter");
    await page.locator(".intake__number").waitFor();
    expect(await number()).toBeGreaterThan(0);
    expect(await field("反映的情况").inputValue()).toBe("");
    await shoot("filed");
    expect(await axeFinds()).toEqual([]);
  });
});

test("T45 no contact was in an address, and nothing went wrong or against the content security policy", () => {
  expect(addresses.filter((address) => address.includes(CONTACT))).toEqual([]);
  expect(faults).toEqual([]);
});
