// The tests that take too long for every push, from an empty machine: `npm run test:nightly`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { prepare } from "../apps/server/bin/prepare.mjs";
import { ensureBrowser } from "./ensure-browser.mjs";
import { root, runProgram, sayAloud } from "./run-program.mjs";

const output = join(root, "test-output");

await prepare({ build: true });
await ensureBrowser();
mkdirSync(output, { recursive: true });
const args = [
  "run",
  "--config=vitest.nightly.config.ts",
  "--reporter=default",
  "--reporter=json",
  `--outputFile=${join(output, "vitest-nightly.json")}`,
  ...process.argv.slice(2),
];
process.exitCode = await runProgram("vitest", args, sayAloud);
