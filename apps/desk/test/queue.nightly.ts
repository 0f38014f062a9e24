import type { QueueCursor, QueuePage } from "@getu/domain";
import { launchBrowser } from "@getu/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDeskServer } from "./desk-server.ts";
import type { DeskServer } from "./desk-server.ts";
import { ask, joinAs } from "./join-as.ts";
import { idsShown, listNewestFirst } from "./queue-rows.ts";

const INCIDENTS = 100_000;
const PAGE = 50;
const PAGES = INCIDENTS / PAGE;
/** So many pages are looked at in the browser at the front, in the middle and at the end. */
const LOOKED_AT = 100;

let server: DeskServer;
let browser: Browser;
let page: Page;
let territoryId: number;
let newestFirst: number[];
/** Where each page begins; the first one, at the very front, has no cursor. */
const begins: (QueueCursor | null)[] = [null];

beforeAll(async () => {
  server = await startDeskServer({ incidents: INCIDENTS });
  browser = await launchBrowser();
  const desk = await joinAs(browser, { server, role: "dispatcher" });
  page = await desk.newPage();
  [{ id: territoryId }] = await ask<[{ id: number }]>(desk.request, {
    server,
    path: "territory.list",
    input: {},
  });
  newestFirst = (await listNewestFirst(desk.request, { server, territoryId })).map(({ id }) => id);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const rowsOf = (at: number): number[] => newestFirst.slice(at * PAGE, (at + 1) * PAGE);

function tell(what: string, took: readonly number[]): void {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor(sorted.length * share)]!.toFixed(0); // below its length
  process.stdout.write(`${what}: ${sorted.length} pages, median ${at(0.5)} ms, p95 ${at(0.95)} ms each\n`);
}

/** Lets the desk ask for what lies behind this cursor when it is asked for its next page: as if one had paged there. */
async function jumpTo(after: QueueCursor): Promise<void> {
  const isQueue = ({ pathname }: URL): boolean => pathname === "/trpc/incident.queue";
  const options = { times: 1 };
  await page.route(
    isQueue,
    (route) => {
      const asked = route.request().postDataJSON() as object;
      return route.continue({ postData: JSON.stringify({ ...asked, after }) });
    },
    options,
  );
  await page.keyboard.press("n");
}

describe("a queue of 100,000 rows", () => {
  test("is told whole and in order, page by page", async () => {
    expect(newestFirst.length).toBe(INCIDENTS);
    const told: number[] = [];
    const took: number[] = [];
    const asked = { territoryId, queue: "all", order: "reported", filter: {}, limit: PAGE };
    for (let at = 0; at < begins.length; at += 1) {
      const after = begins[at] ?? null; // the first begins at the very front
      const begun = performance.now();
      const { entries, next } = await ask<QueuePage>(page.context().request, {
        server,
        path: "incident.queue",
        input: { ...asked, ...(after !== null && { after }) },
      });
      took.push(performance.now() - begun);
      told.push(...entries.map(({ id }) => id));
      if (next !== null) begins.push(next);
    }
    expect(took.length).toBe(PAGES);
    expect(told).toEqual(newestFirst);
    tell("the server", took);
  });

  test.each([
    { where: "at the front", from: 0 },
    { where: "in the middle", from: PAGES / 2 },
    { where: "at the end", from: PAGES - LOOKED_AT },
  ])("shows each page's rows and no other $where", async ({ where, from }) => {
    await page.goto("about:blank"); // a page opened anew begins at the front
    await page.goto(`${server.origin}/desk/#/queue`);
    await page.getByRole("tab", { name: /^全部/ }).click();
    await page.locator(`[data-row-key="${newestFirst[0]}"]`).waitFor();
    if (from > 0) await jumpTo(begins[from]!); // the server told where each page begins
    const took: number[] = [];
    for (let at = from; at < from + LOOKED_AT; at += 1) {
      const begun = performance.now();
      await page.locator(`[data-row-key="${rowsOf(at)[0]}"]`).waitFor();
      took.push(performance.now() - begun);
      expect(await idsShown(page)).toEqual(rowsOf(at));
      await page.keyboard.press("n");
    }
    tell(where, took);
  });
});
