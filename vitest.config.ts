import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "packages/*/test/**/*.test.ts"],
          exclude: ["packages/{store,api}/**"],
        },
      },
      {
        test: {
          name: "database",
          provide: { hostileInputs: 1000 },
          include: ["packages/{store,api}/**/*.test.ts", "apps/server/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: [
            "apps/{wall,resident,desk,leader,planner}/test/**/*.test.ts",
            "apps/server/test/**/*.browser.ts",
          ],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
    maxWorkers: 2,
  },
});
