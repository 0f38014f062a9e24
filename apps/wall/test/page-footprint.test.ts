import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { launchBrowser, watchFootprint } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

/** Holds something that nobody needs, and says whether it is still there. */
const WORKER = "const held = new WeakRef({}); onmessage = () => postMessage(held.deref() !== undefined);";

let server: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = createServer((_request, response) => void response.end("<title>page</title>"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

const isHeld = (): Promise<boolean> =>
  page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const { worker } = globalThis as unknown as { worker: Worker };
        worker.addEventListener("message", ({ data }) => resolve(data as boolean), { once: true });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's takes none
        worker.postMessage("");
      }),
  );

test("a footprint is what is left in a page's workers as well once what nobody needs has been thrown away", async () => {
  await page.evaluate((program) => {
    const worker = new Worker(URL.createObjectURL(new Blob([program])));
    Object.assign(globalThis, { worker });
  }, WORKER);
  const footprint = await watchFootprint(page);
  expect(await isHeld()).toBe(true);
  await footprint();
  expect(await isHeld()).toBe(false);
});

test("no record is kept of what a watched page asks for", async () => {
  const heard: string[] = [];
  page.on("request", (request) => heard.push(request.url()));
  const ask = (name: string): Promise<number> =>
    page.evaluate(async (url) => (await fetch(url)).status, name);
  await watchFootprint(page);
  expect(await ask("/again")).toBe(200);
  expect(heard).toEqual([]);
});

/** All that each process of the browser can reach. */
async function reachedBytes(): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const statuses = processInfo.map(({ id }) => readFileSync(`/proc/${id}/status`, "utf8"));
  return statuses.reduce((sum, status) => sum + 1024 * Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]), 0);
}

test("what the processes of a browser share counts once", async () => {
  const { residentBytes } = await (await watchFootprint(page))();
  const reached = await reachedBytes();
  expect(residentBytes).toBeGreaterThan(0.2 * reached);
  expect(residentBytes).toBeLessThan(0.9 * reached); // the program alone is 100 MB to each
});
