// Brings a checkout to the point where it can start or be tested: packages, database client, browser apps.
// Plain JavaScript for Node 20, because it runs before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const modules = join(root, "node_modules");
const bin = join(modules, ".bin");
const isWindows = process.platform === "win32";

/** What Node compiled once is read from here by its next process, which need not load the compiler of TypeScript. */
export const COMPILED_FOLDER = join(modules, ".cache", "getu");

/** Says one short line about what is being prepared; standard output is kept for the ready line. */
const say = (line) => process.stderr.write(`${line}\n`);

/** What to show of a failed step: the cause stands first with npm and last with others. */
function shortened(text) {
  const lines = text.trim().split("\n");
  return lines.length <= 24 ? lines.join("\n") : [...lines.slice(0, 12), "…", ...lines.slice(-12)].join("\n");
}

/** Runs a program quietly; its output is shown only when it fails. */
function run(program, args, cwd = root) {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, shell: isWindows, stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`${[program, ...args].join(" ")} failed\n${shortened(Buffer.concat(output).toString())}`),
        );
    });
  });
}

/** The packages of a lock file that this machine must have: everything that is neither optional nor the root. */
function lockedVersions(file) {
  const { packages } = JSON.parse(readFileSync(file, "utf8"));
  return Object.entries(packages).filter(([path]) => path !== "");
}

/** True when node_modules holds what package-lock.json asks for; a touched but equal lock file is not stale. */
function isInstalled() {
  const wanted = join(root, "package-lock.json");
  const installed = join(modules, ".package-lock.json");
  if (!existsSync(installed)) return false;
  if (statSync(installed).mtimeMs >= statSync(wanted).mtimeMs) return true;
  const have = new Map(lockedVersions(installed));
  return lockedVersions(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    const found = have.get(path);
    return found ? found.version === version : Boolean(optional || devOptional || peer);
  });
}

async function install() {
  if (isInstalled()) return;
  const flags = ["--no-audit", "--no-fund", "--loglevel=error"];
  say("installing packages (npm ci)");
  try {
    await run("npm", ["ci", ...flags]);
  } catch (error) {
    // A lock file written against a registry without other platforms' packages lacks them, which `npm ci` refuses
    // everywhere; a plain install takes the same locked versions and adds what this platform needs.
    if (!/from lock file/.test(error.message)) throw error;
    say("installing packages (npm install, because the lock file names no packages of other platforms)");
    await run("npm", ["install", "--no-save", ...flags]);
  }
}

/** The Node that runs the product: the one from npm, or this one when it is new enough to run TypeScript. */
export function findNode() {
  const local = join(bin, "node");
  if (!isWindows && existsSync(local)) return local;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  throw new Error(
    `Node 24 is not among the installed packages for ${process.platform}-${process.arch}: install Node 24 on this machine`,
  );
}

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name !== "node_modules" && name !== "dist" && name !== "generated")
      yield* filesUnder(join(path, name));
  }
}

/** One hash over names and contents, so that switching branches back and forth rebuilds nothing. */
function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesUnder(join(root, path)))
      hash.update(relative(root, file)).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex");
}

/** Does `work` unless the stamp says that it was done for the same inputs; the stamp is written last. */
async function freshen({ stamp, inputs, line, work }) {
  const hash = hashOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  say(line);
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
}

const generate = () =>
  freshen({
    stamp: join(root, "packages/store/src/generated/.generated"),
    inputs: ["packages/store/prisma", "packages/store/scripts", "packages/store/package.json"],
    line: "generating the database client",
    work: () =>
      run(findNode(), [join(root, "packages/store/scripts/generate.mjs")], join(root, "packages/store")),
  });

/** What every browser app is built from; test files are none of it, but hashing them too is simpler. */
const SHARED_SOURCES = [
  ...["ui", "layers", "domain", "editor", "geometry", "api", "page-build"].map((name) => `packages/${name}`),
  "package-lock.json",
];

const buildApp = (name) =>
  freshen({
    stamp: join(root, `apps/${name}/dist/.built`),
    inputs: [`apps/${name}`, ...SHARED_SOURCES],
    line: `building the ${name} page`,
    work: () => run("npm", ["run", "build", "--workspace", `@getu/${name}`]),
  });

/** The apps that a browser loads are those that Vite builds. */
const browserApps = () =>
  readdirSync(join(root, "apps")).filter((name) => existsSync(join(root, "apps", name, "vite.config.ts")));

/** Installs, generates and (with `build`) builds whatever is missing or stale; throws an Error that says what failed. */
export async function prepare({ build }) {
  await install();
  await generate();
  if (build) await Promise.all(browserApps().map(buildApp));
}
