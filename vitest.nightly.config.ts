import { defineConfig } from "vitest/config";

/** One file after the other: each of them wants the machine for itself. */
export default defineConfig({
  test: {
    include: [
      "{apps,packages}/*/test/**/*.nightly.ts",
      // At night these try more than at every push.
      "apps/server/test/{assign,hostile-input,import-dirty,made-up-calls}.test.ts",
      "packages/bench/test/agreement.test.ts",
    ],
    provide: { gate: "night" },
    expect: { poll: { timeout: 30_000 } }, // as in vitest.config.ts
    testTimeout: 30 * 60_000,
    hookTimeout: 5 * 60_000,
    fileParallelism: false,
  },
});
