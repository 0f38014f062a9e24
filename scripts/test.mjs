// The whole check of the repository, from an empty machine: `npm test`. Plain JavaScript: it runs before anything is installed.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { prepare } from "../apps/server/bin/prepare.mjs";
import { ensureBrowser } from "./ensure-browser.mjs";
import { failedOf, root, runSteps, sayAloud } from "./run-program.mjs";

const output = join(root, "test-output");
const filters = process.argv.slice(2);

const reportOf = (lane) => join(output, `vitest-${lane}.json`);

const PAGES = ["pages", "node", ["scripts/build-pages.mjs"]];

/** What asks no page. */
const CHECKS = [
  ["formatting", "oxfmt", ["--check"]],
  ["lint and types", "oxlint", ["--type-aware", "--type-check", "--deny-warnings"]],
  ["unused code", "knip", []],
  ["boundaries", "turbo", ["boundaries", "--no-color"]],
];

/**
 * Two rows of tests of about the same length, side by side: a browser waits for its pages, and a database for its disk, often
 * enough for the other to be done meanwhile. More at a time took as long on two cores, and each of them twice.
 */
const LANES = { browser: ["unit", "browser"], database: ["database"] };

const testsOf = (lane) => [
  `${lane} tests`,
  "vitest",
  [
    "run",
    ...LANES[lane].map((project) => `--project=${project}`),
    "--reporter=default",
    "--reporter=json",
    `--outputFile=${reportOf(lane)}`,
    ...(filters.length > 0 ? ["--passWithNoTests", ...filters] : []),
  ],
];

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
  const reports = Object.keys(LANES).map(reportOf).filter(existsSync);
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
  await prepare({ build: false });
  await ensureBrowser();
  mkdirSync(output, { recursive: true });
  for (const lane of Object.keys(LANES)) rmSync(reportOf(lane), { force: true });
  const held = holdBack();
  const pages = runSteps([PAGES], held.write);
  const browsers = pages.then(() => runSteps([testsOf("browser")], held.write));
  const checks = await runSteps(CHECKS, sayAloud);
  await pages; // some of the others start a server, which serves them
  const databases = await runSteps([testsOf("database")], sayAloud);
  held.letOut();
  const failed = failedOf([...checks, ...databases, ...(await pages), ...(await browsers)]);
  if (tellOutcome() === 0) failed.push("no test was run");
  if (failed.length > 0) {
    console.error(`npm test failed: ${failed.join(", ")}`);
    process.exitCode = 1;
  }
}

await main();
