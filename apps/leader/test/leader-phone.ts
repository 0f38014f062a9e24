import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { launchPhone } from "@getu/testkit";
import type axeCore from "axe-core";
import type { BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { vi } from "vitest";
import { SPOT } from "./leader-street.ts";

const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A phone whose browser keeps its storage in a folder. */
export function openPhone(
  folder: string,
  viewport: { width: number; height: number },
): Promise<BrowserContext> {
  const [longitude, latitude] = SPOT;
  return launchPhone(folder, {
    viewport,
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    permissions: ["geolocation"],
    geolocation: { longitude, latitude, accuracy: 9 },
  });
}

/** Signs somebody in who leads a grid. */
export async function signIn(page: Page, origin: string, username = "leader"): Promise<void> {
  await page.goto(`${origin}/leader/`);
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码").fill("correct horse battery");
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("heading", { name: "我的在办" }).waitFor();
}

/** Ends a page as a phone does that runs out of power: nothing of it is asked or told. */
export async function kill(page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash");
  void page.goto("chrome://crash").catch(() => undefined);
  await crashed;
  await page.close();
}

/** Waits until the phone could go on without a network: the worker has the page, and the copy the cases. */
export async function waitUntilKept(page: Page, cases: number): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await vi.waitUntil(async () => isWhole(await keptCopy(page), cases), { timeout: 60_000, interval: 200 });
}

/** The answers that a page on this phone would begin with, as text; empty = it keeps none. */
export const keptCopy = (page: Page): Promise<string> => page.evaluate(readCopy);

/** In the page: opens what lies sealed there. */
async function readCopy(): Promise<string> {
  const open = indexedDB.open("getu-leader");
  const tables = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)));
  const get = <Row>(table: string, key: string): Promise<Row | undefined> =>
    new Promise((resolve) => {
      const asked = tables.transaction(table).objectStore(table).get(key);
      asked.onsuccess = () => resolve(asked.result as Row | undefined);
    });
  const held = await get<{ key?: CryptoKey; personId: string }>("keys", "vault");
  const name = `${held?.personId}/copy`;
  const sealed = await get<{ iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }>("sealed", name);
  tables.close();
  if (!sealed || !held?.key) return "";
  const mode = { name: "AES-GCM", iv: sealed.iv, additionalData: new TextEncoder().encode(name) };
  return new TextDecoder().decode(await crypto.subtle.decrypt(mode, held.key, sealed.bytes));
}

/** Whether a copy holds so many cases and all that they are worked on with. */
function isWhole(copy: string, cases: number): boolean {
  const has = (part: string): number => copy.split(part).length - 1;
  return (
    has('"brokenStep"') >= cases &&
    ['"isOwn":true', '"conditions"', '"levels"', '"clusters"'].every((part) => has(part) > 0)
  );
}

/** A made-up photo of a dark lane with something bright in it. */
export function photo(number: number): Promise<Buffer> {
  const lamp = `<circle cx="${200 + number * 60}" cy="200" r="50" fill="#ffd890"/>`;
  const lane = `<rect width="1600" height="1200" fill="#2b3440"/><rect y="800" width="1600" height="400" fill="#565d61"/>`;
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200">${lane}${lamp}</svg>`;
  return sharp(Buffer.from(picture)).jpeg().toBuffer();
}

/** Takes a photo in each field so called, all at the same moment. */
export async function takePhotos(page: Page, numbers: Record<string, number>): Promise<void> {
  const images = page.locator(".photo img");
  const before = await images.count();
  const taken = await Promise.all(
    Object.entries(numbers).map(async ([label, number]) => ({
      input: page.locator("label.photo--add", { hasText: label }).locator("input"),
      file: { name: `${number}.jpg`, mimeType: "image/jpeg", buffer: await photo(number) },
    })),
  );
  await Promise.all(taken.map(({ input, file }) => input.setInputFiles(file)));
  await images.nth(before + taken.length - 1).waitFor();
}

type WrittenReport = Record<"typed" | "chip" | "words", string> & { number: number; purpose?: string };

/** Fills in a report and leaves it to the outbox; a report of a patrol unless said otherwise. */
export async function report(
  page: Page,
  { typed, chip, words, number, purpose = "巡查上报" }: WrittenReport,
) {
  await page.getByRole("link", { name: /^上报/ }).click();
  await page.getByRole("button", { name: purpose, exact: true }).click();
  await takePhotos(page, { 拍照: number });
  await page.locator(".place").waitFor();
  await page.getByRole("searchbox").fill(typed);
  await page.getByRole("button", { name: chip, exact: true }).click();
  await page.getByLabel("补充说明").fill(words);
  await page.getByRole("button", { name: "上报", exact: true }).click();
  await page.getByRole("heading", { name: "待发" }).waitFor();
}

/** Opens the page of an address that is to be visited. */
export async function openVisit(page: Page, origin: string, name: string): Promise<void> {
  await page.goto(`${origin}/leader/#/visits`);
  await page.getByRole("link", { name }).click();
  await page.getByRole("button", { name: "一切正常" }).waitFor();
}

/** Writes into the page of a visit all that may come of one: an incident with a photo, a demand and a wish. */
export async function writeVisit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "有情况" }).click();
  await page.getByLabel("记一句").fill("楼道堆了纸箱");
  for (const kind of ["上报事件", "诉求", "微心愿"])
    await page.getByRole("button", { name: kind, exact: true }).click();
  await page.getByRole("searchbox").fill("ldbl");
  await page.getByRole("button", { name: "路灯不亮", exact: true }).click();
  await takePhotos(page, { 拍照: 6 });
  await page.getByLabel("诉求", { exact: true }).fill("希望楼道加装扶手");
  await page.getByLabel("微心愿", { exact: true }).fill("想要一台收音机");
}

/** What stands in the way of somebody, gravely, and what a thumb would miss or a narrow screen cut off. */
async function findFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const grave = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof axeCore };
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 140)).join(" | ")}`);
  });
  const misfits = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > screen.width ? ["wider than the screen"] : [];
    const touched = document.querySelectorAll("button, select, textarea, input:not(.spoken), a, summary");
    const small = [...touched].filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return height > 0 && (height < 43.5 || width < 43.5);
    });
    return [...wide, ...small.map((element) => `too small: ${element.outerHTML.slice(0, 120)}`)];
  });
  return [...grave, ...misfits];
}

/** The phones on which every page is looked at. */
const PHONES = [
  { width: 360, height: 800 },
  { width: 390, height: 844 },
] as const;

/** Keeps a picture of a page on either phone for those who look at it, and gives the faults that it has on them. */
export async function lookAt(page: Page, name: string): Promise<string[]> {
  const faults: string[] = [];
  await shoot(page, name, async (width) => {
    faults.push(...(await findFaults(page)).map((fault) => `${width}: ${fault}`));
  });
  return faults;
}

/** Keeps a picture of what the screen shows on either phone; `look` is called before each. */
export async function shoot(
  page: Page,
  name: string,
  look: (width: number) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  const own = page.viewportSize();
  for (const phone of PHONES) {
    await page.setViewportSize(phone);
    await look(phone.width);
    await page.screenshot({ path: `${OUTPUT}leader-${phone.width}-${name}.png` });
  }
  if (own) await page.setViewportSize(own);
}
