// Plain JavaScript: it runs before anything is installed.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a program of node_modules/.bin in the foreground; resolves with its exit code. */
export function runProgram(program, args) {
  const path = `${join(root, "node_modules", ".bin")}:${process.env.PATH}`;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit", env: { ...process.env, PATH: path } });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
