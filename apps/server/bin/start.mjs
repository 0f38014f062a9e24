// `npm start`: prepares what is missing, then hands over to the server under Node 24.
// Plain JavaScript for Node 20, because it runs before anything is installed.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { findNode, prepare } from "./prepare.mjs";

/**
 * Room for what is young in memory. Node's own choice grows to over 100 MB that are never given back: with 8 MB a server
 * of 1,000 listeners takes 195 MB instead of 246, and answers as many requests.
 */
const NODE_FLAGS = ["--max-semi-space-size=8"];

const main = join(dirname(dirname(fileURLToPath(import.meta.url))), "src", "main.ts");

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
  const child = spawn(findNode(), [...NODE_FLAGS, main], { stdio: ["inherit", "inherit", "inherit", "ipc"] });
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
