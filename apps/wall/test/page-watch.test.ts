import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { filesOf, moduleOf, watchPage } from "../src/page-watch.ts";
import type { WatchedPage } from "../src/page-watch.ts";

/** A page as it is built. */
const pageOf = (module: string): string => `<!doctype html>
  <head>
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="canonical" href="/elsewhere" />
    <script type="module" crossorigin src="${module}"></script>
    <link rel="modulepreload" crossorigin href="/assets/deck.js">
    <link href="/assets/wall.css" crossorigin rel="stylesheet">
    <link rel="stylesheet" href="https://fonts.example/wall.css">
  </head>
  <body><script>begin()</script><script async src="/assets/guard.js"></script></body>`;

const ADDRESS = "http://wall.example/";
const PARTS = ["deck.js", "wall.css", "guard.js"].map((name) => `${ADDRESS}assets/${name}`);

let reloads: string[];
let stop: () => void;
let skippedMs: number;

/** Watches a page of the module "old" whose server has these pages, one after the other. */
function watch(given: Partial<WatchedPage>): void {
  stop = watchPage({
    now: () => Date.now() + skippedMs,
    onForMs: () => performance.now(),
    isHidden: () => false,
    hasOpened: () => true,
    ask: async () => pageOf("/assets/old.js"),
    ownModule: "/assets/old.js",
    address: ADDRESS,
    hasFile: async () => true,
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

test("T14, T19 it does so within a minute on a machine whose clock was set back by eight hours", async () => {
  let html = pageOf("/assets/old.js");
  watch({ ask: async () => html });
  await vi.advanceTimersByTimeAsync(40_000);
  skippedMs = -8 * 3_600_000;
  html = pageOf("/assets/new.js");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reloads[0]).toBe("upgraded");
});

test("T14, T20 a page that never opens reloads on such a machine as well", async () => {
  watch({ hasOpened: () => false });
  skippedMs = -8 * 3_600_000;
  await vi.advanceTimersByTimeAsync(40_000);
  expect(reloads[0]).toBe("did not open");
});

const STAYS: readonly (readonly [string, Partial<WatchedPage>])[] = [
  ["still has the same page", { ask: async () => pageOf("/assets/old.js") }],
  ["is away", { ask: async () => null }],
  ["answers with something else", { ask: async () => "<h1>Bad gateway</h1>" }],
  ...[`${ADDRESS}assets/new.js`, ...PARTS].map(
    (missing) =>
      [
        `has the new page without its ${missing}`,
        { ask: async () => pageOf("/assets/new.js"), hasFile: async (file: string) => file !== missing },
      ] as const,
  ),
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

/** Lets the page stand still for longer than it may. */
async function standStill(): Promise<void> {
  skippedMs += 31_000;
  await vi.advanceTimersByTimeAsync(5_000);
}

test("T20 a page that stood still while the server is away stays, and reloads within ten seconds once the server has it whole again", async () => {
  let [html, hasFiles]: [string | null, boolean] = [null, false];
  watch({ ask: async () => html, hasFile: async () => hasFiles });
  await standStill();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(reloads).toEqual([]);
  html = "<h1>Bad gateway</h1>";
  await vi.advanceTimersByTimeAsync(10_000);
  html = pageOf("/assets/old.js");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(reloads).toEqual([]);
  hasFiles = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(reloads[0]).toBe("frozen");
});

test("T20 a server that is long in answering is asked by one question at a time", async () => {
  let [asked, answered] = [0, 0];
  const ask = async (): Promise<null> => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 9_000));
    answered += 1;
    return null;
  };
  watch({ ask });
  await standStill();
  for (let second = 0; second < 120; second += 1) {
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked - answered).toBeLessThan(2);
  }
  expect(answered).toBeGreaterThan(8);
});

test("T20 a page whose program drew nothing within thirty seconds reloads once the server has the program", async () => {
  let hasFiles = false;
  watch({ hasOpened: () => false, hasFile: async () => hasFiles });
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(reloads).toEqual([]);
  hasFiles = true;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(reloads).toEqual(["did not open"]);
});

test("T20 a page that is slow to open but does so in time, or just after its server was asked in vain, does not reload", async () => {
  let [opened, hasFiles] = [false, true];
  watch({ hasOpened: () => opened, hasFile: async () => hasFiles });
  await vi.advanceTimersByTimeAsync(30_000);
  hasFiles = false;
  await vi.advanceTimersByTimeAsync(30_000);
  [opened, hasFiles] = [true, true];
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(reloads).toEqual([]);
});

test("T20 a page that opens while its files are still asked for does not reload", async () => {
  let opened = false;
  const hasFile = async (): Promise<boolean> => {
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    opened = true;
    return true;
  };
  watch({ hasOpened: () => opened, hasFile });
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect([opened, reloads]).toEqual([true, []]);
});

test("T20 files are asked for one at a time, and none beyond the first that cannot be had", async () => {
  let [asking, most] = [0, 0];
  const asked: string[] = [];
  const hasFile = async (file: string): Promise<boolean> => {
    asked.push(file);
    asking += 1;
    most = Math.max(most, asking);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    asking -= 1;
    return file !== PARTS[1];
  };
  watch({ hasFile });
  await standStill();
  await vi.advanceTimersByTimeAsync(4_000);
  expect([most, asked]).toEqual([1, [`${ADDRESS}assets/old.js`, PARTS[0], PARTS[1]]]);
});

test("the files that a page needs are its scripts, stylesheets and preloaded parts, from its own server alone", () => {
  expect(filesOf(pageOf("/assets/old.js"), `${ADDRESS}pair?scene=overdue`)).toEqual([
    `${ADDRESS}assets/old.js`,
    ...PARTS,
  ]);
  expect(filesOf("<html></html>", ADDRESS)).toEqual([]);
});

test("the module is read from the page as it is built", () => {
  expect(moduleOf(pageOf("/assets/index-abc123.js"))).toBe("/assets/index-abc123.js");
  expect(moduleOf("<html></html>")).toBeNull();
});
