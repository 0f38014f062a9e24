#!/usr/bin/env node
// The getu command. Plain JavaScript that Node 20 accepts: it hands over to the Node 24 that npm has installed.
import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { COMPILED_FOLDER, findNode } from "./prepare.mjs";

const cli = join(dirname(dirname(realpathSync(fileURLToPath(import.meta.url)))), "src", "cli.ts");

function handOver() {
  const env = { NODE_COMPILE_CACHE: COMPILED_FOLDER, ...process.env };
  const child = spawn(findNode(), [cli, ...process.argv.slice(2)], { stdio: "inherit", env });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    // Ctrl-C in a terminal reaches the child by itself; sent twice it would mean "at once".
    process.on(signal, () => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

try {
  process.exitCode = await handOver();
} catch (error) {
  process.stderr.write(`getu: ${error.message}\n`);
  process.exitCode = 1;
}
