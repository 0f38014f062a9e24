// The whole check of the repository, from an empty machine: `npm test`. Plain JavaScript: it runs before anything is installed.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { prepare } from "../apps/server/bin/prepare.mjs";
import { ensureBrowser } from "./ensure-browser.mjs";
import { failedOf, root, runSteps, sayAloud } from "./run-program.mjs";

const output = join(root, "test-output");
const filters = process.argv.slice(2);

const reportOf = (lane) => join(output, `vitest-${lane}.json`);

const tests = (lane, projects) => [
  `${lane} tests`,
  "vitest",
  [
    "run",
    ...projects.map((project) => `--project=${project}`),
    "--reporter=default",
    "--reporter=json",
    `--outputFile=${reportOf(lane)}`,
    ...(filters.length > 0 ? ["--passWithNoTests", ...filters] : []),
  ],
];

/** Two rows of steps, side by side: a browser waits for its pages often enough for everything else to be done meanwhile. */
const lanes = {
  browser: [tests("browser", ["browser"])],
  other: [
    ["formatting", "oxfmt", ["--check"]],
    ["lint", "oxlint", ["--type-aware", "--deny-warnings"]],
    ["unused code", "knip", []],
    ["boundaries", "turbo", ["boundaries", "--no-color"]],
    ["types", "tsc", ["--noEmit", "-p", "tsconfig.json"]],
    tests("other", ["unit", "database"]),
  ],
};

/** Words that wait until they are let out, so that two lanes never speak at once. */
function holdBack() {
  let held = [];
  return {
    write: (words) => void (held ? held.push(words) : sayAloud(words)),
    letOut() {
      sayAloud(held.join(""));
      held = null;
    },
  };
}

/** The failures of a test file by their names; a file that could not be run is one. */
function failuresOf({ name, status, assertionResults }) {
  const file = relative(root, name);
  const failed = assertionResults.filter((result) => result.status === "failed");
  if (status === "failed" && failed.length === 0) return [file];
  return failed.map(({ fullName }) => `${file}: ${fullName}`);
}

/** Says what the tests of both lanes came to, each failure by its name; returns how many tests there are. */
function tellOutcome() {
  const reports = Object.keys(lanes).map(reportOf).filter(existsSync);
  const told = reports.map((report) => JSON.parse(readFileSync(report, "utf8")));
  const failures = told.flatMap(({ testResults }) => testResults).flatMap(failuresOf);
  for (const failure of failures) console.log(`failed: ${failure}`);
  const sum = (count) => told.reduce((total, report) => total + report[count], 0);
  console.log(
    `${sum("numPassedTests")} passed, ${failures.length} failed, ${sum("numPendingTests")} skipped`,
  );
  return sum("numTotalTests");
}

async function main() {
  await prepare({ build: true });
  await ensureBrowser();
  mkdirSync(output, { recursive: true });
  for (const lane of Object.keys(lanes)) rmSync(reportOf(lane), { force: true });
  const held = holdBack();
  const browsers = runSteps(lanes.browser, held.write);
  const others = await runSteps(lanes.other, sayAloud);
  held.letOut();
  const failed = failedOf([...others, ...(await browsers)]);
  if (tellOutcome() === 0) failed.push("no test was run");
  if (failed.length > 0) {
    console.error(`npm test failed: ${failed.join(", ")}`);
    process.exitCode = 1;
  }
}

await main();
