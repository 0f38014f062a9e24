import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type axeCore from "axe-core";
import type { Incident, Territory } from "@getu/domain";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const SIZES = [
  { name: "360x800", width: 360, height: 800 },
  { name: "390x844", width: 390, height: 844 },
] as const;

let server: AppServer;
let browser: Browser;
let territory: Territory;

beforeAll(async () => {
  buildApp("resident");
  server = await startAppServer({ trickleSeconds: 3600 });
  browser = await launchBrowser();
  territory = (await server.ask<Territory[]>("territory.list", {}))[0]!; // the made-up street
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const newest = async (): Promise<Incident> =>
  (await server.ask<{ incidents: Incident[] }>("incident.list", { territoryId: territory.id, limit: 1 }))
    .incidents[0]!;

type Phone = { page: Page; context: BrowserContext; faults: string[]; requests: string[] };

/** A phone in the middle of the territory, and everything that goes wrong on it. */
async function openPhone(
  { width, height }: { width: number; height: number },
  path = "/report",
): Promise<Phone> {
  const [west, south, east, north] = territory.bbox!; // the street has boundaries
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    permissions: ["geolocation"],
    geolocation: { longitude: (west + east) / 2, latitude: (south + north) / 2, accuracy: 14.2 },
  });
  const page = await context.newPage();
  const [faults, requests]: [string[], string[]] = [[], []];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  await page.goto(`${server.origin}${path}`);
  await page.locator(".page form").first().waitFor();
  return { page, context, faults, requests };
}

const DUSK = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200">
  <linearGradient id="sky" x2="0" y2="1"><stop stop-color="#3c4854"/><stop offset="1" stop-color="#93a0ab"/></linearGradient>
  <rect width="1600" height="700" fill="url(#sky)"/><rect y="700" width="1600" height="500" fill="#46525e"/>
  <circle cx="800" cy="300" r="60" fill="#dce8f4"/></svg>`;

/** A photo of a street at dusk, drawn here, with a position in it. */
const photo = (): Promise<Buffer> =>
  sharp(Buffer.from(DUSK))
    .withExif({ IFD0: { Make: "PLANTED" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "39/1 54/1 0/1" } })
    .jpeg()
    .toBuffer();

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => scrollTo(0, 0)); // the header sticks to where the page was scrolled to
  mkdirSync(`${ROOT}test-output`, { recursive: true });
  await page.screenshot({ path: `${ROOT}test-output/resident-${name}.png`, fullPage: true });
}

async function seriousFaults(page: Page): Promise<string[]> {
  const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axeCore }).axe.run(document, { resultTypes: ["violations"] }),
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}

/** Runs in the browser: what is wider than the screen, and what a thumb would miss. */
const misfits = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    // A phone widens its window to what does not fit, so the screen is the measure.
    const wide = document.documentElement.scrollWidth > screen.width ? ["wider than the screen"] : [];
    const small = [...document.querySelectorAll("button, input, select, textarea, summary")].filter(
      (element) => {
        const { width, height } = element.getBoundingClientRect();
        const isHidden = element.matches(".spoken, [type=radio]") || height === 0;
        return !isHidden && (height < 43.5 || width < 43.5);
      },
    );
    return [...wide, ...small.map((element) => element.outerHTML.slice(0, 120))];
  });

/** What is wrong with a page on either phone; a picture of it on each is kept. */
async function lookAt(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const size of SIZES) {
    await page.setViewportSize(size);
    const wrong = [...(await seriousFaults(page)), ...(await misfits(page))];
    found.push(...wrong.map((each) => `${size.name}: ${each}`));
    await shoot(page, `${size.name}-${name}`);
  }
  return found;
}

async function fillIn(page: Page): Promise<void> {
  await page.setInputFiles("input[type=file]", {
    name: "拍.jpg",
    mimeType: "image/jpeg",
    buffer: await photo(),
  });
  await page.getByText("已上传").waitFor({ timeout: 30_000 });
  await page.getByRole("button", { name: /^便民服务/ }).click();
  await page.getByRole("button", { name: "路灯不亮" }).click();
  await page.getByRole("button", { name: "用我现在的位置" }).click();
  await page.getByText("误差约 15 米").waitFor();
  await page.getByRole("textbox", { name: "说一说情况" }).fill("试验：3 号楼门口的路灯坏了两天");
  await page.getByRole("textbox", { name: "怎么联系您" }).fill("试验 13800000000");
}

test("T54 a resident reports with a real photo and follows the case by its code, with nothing on either phone that a thumb or a blind reader would miss", async () => {
  const { page, context, faults, requests } = await openPhone(SIZES[0]);
  await page.locator('.map[data-map-idle="true"]').waitFor({ timeout: 60_000 });
  expect(await lookAt(page, "empty")).toEqual([]);

  await fillIn(page);
  await page.locator('.map[data-map-idle="true"]').waitFor();
  expect(await lookAt(page, "filled")).toEqual([]);
  await page.getByRole("button", { name: "提交", exact: true }).click();

  const code = await page.locator(".sent__code").innerText();
  expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
  expect(await lookAt(page, "sent")).toEqual([]);

  await page.getByRole("button", { name: "去看进度" }).click();
  await page.getByLabel("输入查询码").fill(code.toLowerCase().replaceAll("-", " "));
  await page.getByRole("button", { name: "查看进度" }).click();
  await page.getByText("您反映的事已经记下").waitFor();
  await page.getByText("照片 1 张").waitFor();
  expect(await lookAt(page, "case")).toEqual([]);

  expect(await newest()).toMatchObject({
    category: "street-light",
    channel: "snapshot",
    accuracyMetres: 14.2,
  });
  expect(faults).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(server.origin) && !url.startsWith("blob:"))).toEqual([]);
  // Neither the code nor the contact is ever part of an address.
  const asked = requests.filter((url) => !url.startsWith("blob:")); // their names are made of chance
  expect(asked.filter((url) => url.includes(code) || url.includes("138"))).toEqual([]);
  await context.close();
});

test("what is missing is said where it is missing, one thing at a time", async () => {
  const { page, context } = await openPhone(SIZES[0]);
  const send = page.getByRole("button", { name: "提交", exact: true });
  await send.click();
  await page.locator("#category [role=alert]").waitFor();
  await page.getByRole("button", { name: /^便民服务/ }).click();
  await page.getByRole("button", { name: "路灯不亮" }).click();
  await send.click();
  await page.locator("#place [role=alert]").waitFor();
  await page.locator('.map[data-map-idle="true"]').waitFor({ timeout: 60_000 });
  await page.locator(".map canvas").tap({ position: { x: 120, y: 130 } });
  await page.getByText("已按您点的位置标出").waitFor();
  await send.click();
  await page.locator("#text [role=alert]").waitFor();
  expect(await page.locator("[role=alert]").count()).toBe(1);
  await context.close();
});

test("nothing is lost without a network: the words stay, and the second try is the same report", async () => {
  const { page, context } = await openPhone(SIZES[1]);
  await fillIn(page);
  const before = await newest();
  await context.setOffline(true);
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page.getByText("网络不通").waitFor();
  expect(await page.getByRole("textbox", { name: "说一说情况" }).inputValue()).toContain("3 号楼");
  await shoot(page, "offline");
  await context.setOffline(false);
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await page.locator(".sent__code").waitFor();
  expect((await newest()).id).toBe(before.id + 1);
  await context.close();
});

test("a wrong code and a file that is no photo are said in plain words", async () => {
  const { page, context } = await openPhone(SIZES[0]);
  const buffer = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>");
  await page.setInputFiles("input[type=file]", { name: "x.heic", mimeType: "image/heic", buffer });
  await page.getByText("这种格式的图片打不开").waitFor();
  await page.getByRole("button", { name: "查进度" }).click();
  await page.getByLabel("输入查询码").fill("1234");
  await page.getByRole("button", { name: "查看进度" }).click();
  await page.getByText("没有这个查询码").waitFor();
  expect(await page.locator(".stages").count()).toBe(0);
  await context.close();
});

test("the whole page speaks English as well, and a printed code by the mailbox carries its channel", async () => {
  const { page, context } = await openPhone(SIZES[1], "/report?via=mailbox&lang=en");
  await page.locator('.map[data-map-idle="true"]').waitFor({ timeout: 60_000 });
  expect(await page.locator("h1").innerText()).toBe("Secretary's mailbox");
  const words = await page.locator("main").innerText();
  expect(words).not.toMatch(/\p{Script=Han}/u);
  expect(await misfits(page)).toEqual([]);
  await shoot(page, "english");
  await context.close();
});

test("what loads before the map is at most 150 kB", () => {
  const folder = `${ROOT}apps/resident/dist/`;
  const page = readFileSync(`${folder}index.html`, "utf8");
  const first = [...page.matchAll(/"\/report\/(assets\/[^"]+)"/g)].map(([, name]) => name!); // scripts, what they import at once, and styles
  const bytes = first.map((name) => gzipSync(readFileSync(folder + name)).length);
  expect(first.length).toBeGreaterThanOrEqual(2);
  expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(150_000);
});
