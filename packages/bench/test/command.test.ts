import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const COMMAND = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const DOCUMENT = fileURLToPath(new URL("../../../docs/performance.md", import.meta.url));

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "getu-bench-command-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => spawnSync(process.execPath, [COMMAND, ...args], { encoding: "utf8" });

test("a benchmark that is not there is named, and nothing runs", () => {
  const { status, stderr } = run("--only", "dragging", "--only", "no-such-thing");
  expect(status).toBe(2);
  expect(stderr).toBe('bench: there is no benchmark "no-such-thing"\nAdd --help to see the options.\n');
});

test.each([
  [["--json"], /^bench: .*--json/],
  [["--json", "/no/such/folder/rows.json"], /^bench: --json .*ENOENT/],
])("%j is answered with what is wrong with it before anything is measured", (args, line) => {
  const { status, stderr } = run("--only", "dragging", "--quick", ...args);
  expect(status).toBe(2);
  expect(stderr).toMatch(line);
  expect(stderr).not.toMatch(/^dragging$|\n {4}at /m);
});

test("one benchmark alone writes its rows to the file that is named, and leaves the documentation as it is", () => {
  const [file, before] = [join(folder, "rows.json"), readFileSync(DOCUMENT, "utf8")];
  const { status, stdout, stderr } = run("--only", "dragging", "--quick", "--json", file);
  expect(status).toBe(0);
  const { rows, machine, seconds } = JSON.parse(readFileSync(file, "utf8")) as {
    seconds: Record<string, number>;
    rows: { name: string; value: number }[];
    machine: { description: string };
  };
  expect(rows.length).toBeGreaterThan(0);
  for (const { name, value } of rows) {
    expect(value).toBeGreaterThan(0);
    expect(stdout).toContain(name);
  }
  expect(stdout).toContain(machine.description);
  expect(stderr).toContain(`dragging: ${seconds["dragging"]} s`);
  expect(readFileSync(DOCUMENT, "utf8")).toBe(before);
}, 60_000);
