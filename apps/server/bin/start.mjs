// `npm start`: prepares what is missing, then hands over to the server under Node 24.
// Plain JavaScript for Node 20, because it runs before anything is installed.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { COMPILED_FOLDER, findNode, prepare } from "./prepare.mjs";

/**
 * Less room for what is young in memory and for what is not collected yet: Node's own choices take up to 100 MB that are
 * never given back, and a server of 1,000 listeners does as much work without them.
 */
const NODE_FLAGS = ["--max-semi-space-size=4", "--heap-growing-percent=15"];

const server = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(server, "src", "main.ts");

/** A killed npm takes its shell along but not us: then our parent is another one. */
function stopWithNpm(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}

/** Runs the server in the foreground; signals go to it and its exit code becomes ours. */
function serve() {
  // The fourth pipe tells the server when this process dies without a word, so that no database is left behind.
  const child = spawn(findNode(), [...NODE_FLAGS, main], {
    env: { NODE_COMPILE_CACHE: COMPILED_FOLDER, ...process.env },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  stopWithNpm(() => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

try {
  await prepare({ build: true });
  process.exitCode = await serve();
} catch (error) {
  process.stderr.write(`getu: ${error.message}\n`);
  process.exitCode = 1;
}
