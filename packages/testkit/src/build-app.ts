import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SHARED_SOURCES = ["ui", "layers", "domain", "editor", "geometry", "page-build"].map(
  (name) => `packages/${name}/src`,
);

/** Builds a browser app, named by its folder, when a source is younger than its build. */
export function buildApp(name: string): void {
  const root = join(ROOT, "apps", name);
  const page = join(root, "dist/index.html");
  const built = existsSync(page) ? statSync(page).mtimeMs : 0;
  const sources = [`apps/${name}/src`, ...SHARED_SOURCES];
  const changed = Math.max(...sources.map((folder) => youngest(join(ROOT, folder))));
  if (changed > built) runBuild(root);
}

/** In a process of its own: here NODE_ENV is "test", which would put React's development build into the page. */
function runBuild(root: string): void {
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  const env = { ...process.env, NODE_ENV: "production" };
  const done = spawnSync(process.execPath, [vite, "build", "--logLevel", "error"], { cwd: root, env });
  if (done.status !== 0) throw new Error(`${root} cannot be built: ${done.stderr.toString()}`);
}

const youngest = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);
