import { configDefaults, defineConfig } from "vitest/config";

declare module "vitest" {
  interface ProvidedContext {
    /** What the tests run for: some of them try less at every push than they do at night. */
    gate: "push" | "night";
  }
}

/** What is waited for comes at once or, on a busy machine, in its time: without this a poll gives up after a second. */
const POLL_MS = 30_000;

/**
 * The files of a project share their process: loading what they import, starting PostgreSQL and drawing the demo street
 * anew for each took longer than most tests. The order only keeps apart projects of different numbers of workers.
 */
const shared = (groupOrder: number) => ({
  expect: { poll: { timeout: POLL_MS } },
  isolate: false,
  sequence: { groupOrder },
  provide: { gate: "push" as const },
});

/** Tests of apps that ask neither a page nor a server: they do not wait for a turn with the browser. */
const WITHOUT_BROWSER = [
  "apps/desk/test/{action-fields,filter-days}.test.ts",
  "apps/leader/test/!(leader).test.ts",
  "apps/planner/test/**/*.test.ts",
  "apps/resident/test/{stage,words}.test.ts",
  "apps/wall/test/{awake,away,cameras-around,kept-restarts,kept-rotation,leaders-panel,lost-colours,page-watch,title-bar,wall-settings}.test.ts",
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "packages/*/test/**/*.test.ts", ...WITHOUT_BROWSER],
          exclude: ["packages/{store,api}/**"],
          testTimeout: 60_000, // a timeout finds what hangs; how fast a machine is it does not tell
          execArgv: ["--experimental-eventsource", "--disable-warning=UNDICI-ES"], // every browser has it
          ...shared(1),
        },
      },
      {
        test: {
          name: "database",
          include: ["packages/{store,api}/**/*.test.ts", "apps/server/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...shared(2),
        },
      },
      {
        test: {
          name: "browser",
          include: ["apps/!(server)/**/*.test.ts", "apps/server/test/**/*.browser.ts"],
          exclude: [...configDefaults.exclude, ...WITHOUT_BROWSER],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          ...shared(3),
        },
      },
    ],
  },
});
