// Everything that a release is held to, from an empty machine: `npm run test:release`. It takes hours.
import { failedOf, runSteps, sayAloud } from "./run-program.mjs";

/** One after the other: each of them wants the machine for itself. */
const GATES = [
  ["what every push is held to", "npm", ["test"]],
  ["what takes longer", "npm", ["run", "test:nightly"]],
  ["how fast it has to be", "npm", ["run", "bench", "--", "--check"]],
];

const outcomes = await runSteps(GATES, sayAloud);
console.log(`\n${outcomes.map(({ line }) => line).join("")}`);
if (failedOf(outcomes).length > 0) process.exitCode = 1;
