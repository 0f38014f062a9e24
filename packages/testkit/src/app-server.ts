import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const SHARED_SOURCES = ["packages/ui/src", "packages/layers/src", "packages/domain/src"];

/** The real server with its own database and a small made-up street. */
export type AppServer = {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** Its GETU_HOME, which `getu` commands may join. */
  home: string;
  /** The process itself, to be paused or killed by a test. */
  process: ChildProcess;
  /** Asks the server itself, beside the page. */
  ask: <Answer>(procedure: string, input: object) => Promise<Answer>;
  stop: () => Promise<void>;
};

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

/** Starts the server on a free port; a made-up incident comes in every few seconds. */
export async function startAppServer({
  trickleSeconds,
  environment = {},
}: {
  trickleSeconds: number;
  environment?: Readonly<Record<string, string>>;
}): Promise<AppServer> {
  const home = mkdtempSync(join(tmpdir(), "getu-app-test-"));
  chmodSync(home, 0o755); // the database's own user enters, so the data goes when the home goes
  const child = spawn(process.execPath, [join(ROOT, "apps/server/src/main.ts")], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PORT: "0",
      GETU_HOME: home,
      GETU_SAMPLE: "tiny",
      GETU_TRICKLE: "on",
      GETU_OPEN_READING: "all",
      GETU_TRICKLE_SECONDS: String(trickleSeconds),
      DATABASE_URL: "",
      ...environment,
    },
  });
  const port = await readyPort(child);
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    home,
    process: child,
    async ask<Answer>(procedure: string, input: object) {
      const query = new URLSearchParams({ input: JSON.stringify(input) });
      const response = await fetch(`${origin}/trpc/${procedure}?${query}`);
      const body = (await response.json()) as { result: { data: Answer } };
      return body.result.data;
    },
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGCONT");
        child.kill("SIGTERM");
        await gone;
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The port of the line `ready http://localhost:PORT`; throws with what the server said instead. */
function readyPort(child: ChildProcess): Promise<number> {
  let said = "";
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const port = /ready http:\/\/localhost:(\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${said.slice(-2000)}`)));
  });
}
