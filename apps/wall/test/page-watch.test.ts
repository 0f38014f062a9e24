import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { moduleOf, watchPage } from "../src/page-watch.ts";
import type { WatchedPage } from "../src/page-watch.ts";

const pageOf = (module: string): string =>
  `<!doctype html><head><script type="module" crossorigin src="${module}"></script></head>`;

let reloads: string[];
let stop: () => void;
let skippedMs: number;

/** Watches a page of the module "old" whose server has these pages, one after the other. */
function watch(given: Partial<WatchedPage>): void {
  stop = watchPage({
    now: () => Date.now() + skippedMs,
    isHidden: () => false,
    ask: async () => pageOf("/assets/old.js"),
    ownModule: "/assets/old.js",
    hasModule: async () => true,
    reload: (reason) => reloads.push(reason),
    ...given,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  [reloads, skippedMs] = [[], 0];
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

test("T19 a page whose place another one has taken on the server reloads within a minute", async () => {
  watch({ ask: async () => pageOf("/assets/new.js") });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reloads[0]).toBe("upgraded");
});

const STAYS: readonly (readonly [string, Partial<WatchedPage>])[] = [
  ["still has the same page", { ask: async () => pageOf("/assets/old.js") }],
  ["is away", { ask: async () => null }],
  ["answers with something else", { ask: async () => "<h1>Bad gateway</h1>" }],
  [
    "has only half of the new page",
    { ask: async () => pageOf("/assets/new.js"), hasModule: async () => false },
  ],
];

test.each(STAYS)("T19 a page stays as it is while the server %s", async (_case, given) => {
  watch(given);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(reloads).toEqual([]);
});

test("T20 a page that stood still for more than thirty seconds reloads, a shorter hitch is no reason", async () => {
  watch({});
  skippedMs = 20_000;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reloads).toEqual([]);
  skippedMs += 31_000;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reloads).toEqual(["frozen"]);
});

test("T20 a page that nobody can see, and that its browser therefore slows down, does not reload, nor when it is seen again", async () => {
  let isHidden = true;
  watch({ isHidden: () => isHidden });
  skippedMs = 55_000;
  await vi.advanceTimersByTimeAsync(5_000);
  isHidden = false;
  skippedMs += 55_000;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reloads).toEqual([]);
  skippedMs += 55_000;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reloads).toEqual(["frozen"]);
});

test("the module is read from the page as it is built", () => {
  expect(moduleOf(pageOf("/assets/index-abc123.js"))).toBe("/assets/index-abc123.js");
  expect(moduleOf("<html></html>")).toBeNull();
});
