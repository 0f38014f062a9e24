// Plain JavaScript: it runs before anything is installed.
import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { COMPILED_FOLDER } from "../apps/server/bin/prepare.mjs";

/** Folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Writes to standard output. */
export const sayAloud = (words) => void process.stdout.write(words);

/** Runs a program of node_modules/.bin and passes on what it says; resolves with its exit code. */
export function runProgram(program, args, write) {
  const path = `${join(root, "node_modules", ".bin")}${delimiter}${process.env.PATH}`;
  const colour = process.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const env = { NODE_COMPILE_CACHE: COMPILED_FOLDER, ...process.env, ...colour, PATH: path };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ["inherit", "pipe", "pipe"], env });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", write);
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Takes steps one after the other, whatever becomes of them, and says of each how it ended; resolves with that. */
export async function runSteps(steps, write) {
  const outcomes = [];
  for (const [name, program, args] of steps) {
    const started = Date.now();
    const code = await runProgram(program, args, write);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const line = `${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)\n`;
    write(line);
    outcomes.push({ name, line, isFailed: code !== 0 });
  }
  return outcomes;
}

/** The names of the steps that failed. */
export const failedOf = (outcomes) => outcomes.filter(({ isFailed }) => isFailed).map(({ name }) => name);
