import { launchBrowser } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";
import { ask, joinAs } from "./join-as.ts";
import { idsShown, listNewestFirst } from "./queue-rows.ts";

const INCIDENTS = 100_000;
const PAGE = 50;

let server: DeskServer;
let browser: Browser;
let page: Page;
let newestFirst: number[];

beforeAll(async () => {
  server = await startDeskServer({ incidents: INCIDENTS });
  browser = await launchBrowser();
  const desk = await joinAs(browser, { server, role: "dispatcher" });
  page = await desk.newPage();
  const [territory] = await ask<{ id: number }[]>(desk.request, {
    server,
    path: "territory.list",
    input: {},
  });
  const place = { server, territoryId: territory!.id }; // one was seeded
  newestFirst = (await listNewestFirst(desk.request, place)).map(({ id }) => id);
  await page.goto(`${server.origin}/desk/#/queue`);
  await page.getByRole("tab", { name: /^全部/ }).click();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test("a queue of 100,000 rows shows each page's rows in order, and holds one page at a time", async () => {
  expect(newestFirst.length).toBe(INCIDENTS);
  const took: number[] = [];
  for (let from = 0; from < INCIDENTS; from += PAGE) {
    const begun = performance.now();
    await page.locator(`[data-row-key="${newestFirst[from]}"]`).waitFor();
    took.push(performance.now() - begun);
    expect(await idsShown(page)).toEqual(newestFirst.slice(from, from + PAGE));
    await page.keyboard.press("n");
  }
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor(sorted.length * share)]!.toFixed(0); // below its length
  process.stdout.write(`${sorted.length} pages: median ${at(0.5)} ms, p95 ${at(0.95)} ms each\n`);
});
