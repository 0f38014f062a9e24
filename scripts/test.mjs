// The whole check of the repository, from an empty machine: `npm test`. Plain JavaScript: it runs before anything is installed.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { prepare } from "../apps/server/bin/prepare.mjs";
import { ensureBrowser } from "./ensure-browser.mjs";
import { root, runProgram } from "./run-program.mjs";

const report = join(root, "test-output", "vitest.json");

const steps = [
  ["formatting", "oxfmt", ["--check"]],
  ["lint", "oxlint", ["--type-aware", "--deny-warnings"]],
  ["unused code", "knip", []],
  ["boundaries", "turbo", ["boundaries", "--no-color"]],
  ["types", "tsc", ["--noEmit", "-p", "tsconfig.json"]],
  [
    "tests",
    "vitest",
    ["run", "--reporter=default", "--reporter=json", `--outputFile=${report}`, ...process.argv.slice(2)],
  ],
];

async function main() {
  await prepare({ build: true });
  await ensureBrowser();
  mkdirSync(dirname(report), { recursive: true });
  const failed = [];
  for (const [name, program, args] of steps) {
    const started = Date.now();
    const code = await runProgram(program, args);
    console.log(
      `${code === 0 ? "ok    " : "FAILED"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
    );
    if (code !== 0) failed.push(name);
  }
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, "utf8"));
    console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
  }
  if (failed.length > 0) {
    console.error(`npm test failed: ${failed.join(", ")}`);
    process.exitCode = 1;
  }
}

await main();
