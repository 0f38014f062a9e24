import { defineConfig } from "vitest/config";

/** One file after the other: each of them wants the machine for itself. */
export default defineConfig({
  test: {
    include: [
      "{apps,packages}/*/test/**/*.nightly.ts",
      "apps/server/test/{hostile-input,made-up-calls}.test.ts",
    ],
    provide: { hostileInputs: 10_000 },
    testTimeout: 30 * 60_000,
    hookTimeout: 5 * 60_000,
    fileParallelism: false,
  },
});
