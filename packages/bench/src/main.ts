import { fork } from "node:child_process";
import { openSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { keepsFloor } from "./benchmark.ts";
import type { Benchmark, Chart, Outcome, Row } from "./benchmark.ts";
import { BENCHMARKS } from "./benchmarks.ts";
import { writeMarked } from "./documentation.ts";
import { toShort } from "./format.ts";
import { describeMachine } from "./machine.ts";
import { toMarkdown } from "./table.ts";

const DOCUMENT = fileURLToPath(new URL("../../../docs/performance.md", import.meta.url));

const OPTIONS = {
  only: { type: "string", multiple: true },
  json: { type: "string" },
  check: { type: "boolean", default: false },
  quick: { type: "boolean", default: false },
  "install-peers": { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

const USAGE = `npm run bench -- [--only NAME …] [--check] [--json FILE] [--quick] [--install-peers]
  --only NAME      ${BENCHMARKS.map(({ name }) => name).join(", ")}
  --check          exit with 1 when a row is below its floor
  --json FILE      write all rows there
  --quick          small and short, for development; nothing is written to docs/performance.md
  --install-peers  install PostGIS from Debian when it is absent
A whole run, without --only and --quick, writes its table and its charts to docs/.
`;

/** A command line that cannot be read. */
class UsageError extends Error {}

type Flags = ReturnType<typeof parseFlags>;

function parseFlags() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Opens the file for the rows before anything is measured: a place that takes none is told at once. */
function openRows(path: string): number {
  try {
    return openSync(path, "w");
  } catch (error) {
    throw new UsageError(`--json ${path}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Runs a benchmark in a process of its own; a failure becomes a line of what was left out and a row that fails. */
function runApart({ name }: Benchmark, flags: Flags): Promise<Outcome & { failed: boolean }> {
  const args = [name, flags.quick ? "quick" : "whole", flags["install-peers"] ? "install" : "as-is"];
  const execArgv = ["--expose-gc", "--max-old-space-size=8192"];
  const child = fork(fileURLToPath(new URL("run-one.ts", import.meta.url)), args, { execArgv });
  let outcome: Outcome | null = null;
  child.on("message", (message) => (outcome = message as Outcome));
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      if (code === 0 && outcome) resolve({ ...outcome, failed: false });
      else
        resolve({ rows: [], leftOut: [`${name}: the benchmark itself failed (exit ${code})`], failed: true });
    });
  });
}

function chosen(names: readonly string[] | undefined): readonly Benchmark[] {
  const unknown = names?.filter((name) => BENCHMARKS.every((benchmark) => benchmark.name !== name)) ?? [];
  if (unknown.length > 0) throw new UsageError(`there is no benchmark "${unknown.join('", "')}"`);
  return names ? BENCHMARKS.filter(({ name }) => names.includes(name)) : BENCHMARKS;
}

type Report = {
  date: string;
  machine: ReturnType<typeof describeMachine>;
  rows: Row[];
  leftOut: string[];
  /** How long each benchmark took, what it prepares included. */
  seconds: Record<string, number>;
};

/** The report as it stands in the documentation. */
function toDocument({ date, machine, rows, leftOut }: Report): string {
  const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`);
  const left = leftOut.length === 0 ? "" : `\n\nLeft out: ${leftOut.join("; ")}.`;
  return `Measured ${date} on ${machine.description}. ${versions.join(", ")}.\n\n${toMarkdown(rows)}${left}`;
}

/** Table and charts are of one run. */
function document(report: Report, charts: readonly Chart[]): void {
  writeMarked(DOCUMENT, toDocument(report));
  for (const { file, svg } of charts) writeFileSync(join(dirname(DOCUMENT), file), svg);
}

async function main(): Promise<void> {
  const flags = parseFlags();
  if (flags.help) return void process.stdout.write(USAGE);
  const benchmarks = chosen(flags.only);
  const rowsFile = flags.json === undefined ? null : openRows(flags.json);
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    rows: [],
    leftOut: [],
    seconds: {},
  };
  const charts: Chart[] = [];
  let failed = false;
  for (const benchmark of benchmarks) {
    process.stderr.write(`${benchmark.name}\n`);
    const started = performance.now();
    const outcome = await runApart(benchmark, flags);
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stderr.write(`${benchmark.name}: ${seconds} s\n`);
    report.seconds[benchmark.name] = seconds;
    report.rows.push(...outcome.rows);
    report.leftOut.push(...outcome.leftOut);
    charts.push(...(outcome.charts ?? []));
    failed ||= outcome.failed;
  }
  process.stdout.write(`${toDocument(report)}\n`);
  if (rowsFile !== null) writeFileSync(rowsFile, `${JSON.stringify(report, null, 2)}\n`);
  if (!flags.quick && !flags.only && !failed) document(report, charts);
  const below = report.rows.filter((row) => !keepsFloor(row));
  for (const { name, peer, value, floor, unit } of below) {
    process.stderr.write(
      `below the floor: ${name}${peer && ` against ${peer}`}: ${toShort(value)} ${unit}, floor ${floor}\n`,
    );
  }
  if (failed || (flags.check && below.length > 0)) process.exitCode = 1;
}

/** One line for a command line that cannot be read; anything else keeps its stack. */
function complain(error: unknown): void {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`bench: ${error.message}\nAdd --help to see the options.\n`);
  process.exitCode = 2;
}

await main().catch(complain);
