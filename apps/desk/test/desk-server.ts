import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const DESK = fileURLToPath(new URL("..", import.meta.url));
const MAIN = fileURLToPath(new URL("../../server/src/main.ts", import.meta.url));
const CLI = fileURLToPath(new URL("../../server/src/cli.ts", import.meta.url));
const BOTH_LINES = /ready (\S+)\n[^\n]*begins at (\S+)\n/;

/** The real server with a made-up street, as its first start leaves it. */
export type DeskServer = {
  origin: string;
  /** The link for the first administrator. */
  setUpLink: string;
  stop(): Promise<void>;
};

/** Brings a small street with so many incidents into an empty home. */
function seed(settings: Readonly<Record<string, string>>, incidents: number): void {
  const args = [CLI, "seed", "--scale", "tiny", "--incidents", String(incidents)];
  const { status, stderr } = spawnSync(process.execPath, args, { env: { ...process.env, ...settings } });
  if (status !== 0) throw new Error(stderr.toString().slice(-2000));
}

/** Builds the desk and starts a server on an empty home, or on one with a street of so many incidents. */
export async function startDeskServer({ incidents }: { incidents?: number } = {}): Promise<DeskServer> {
  await build({ root: DESK, logLevel: "error" });
  const home = mkdtempSync(join(tmpdir(), "getu-desk-test-"));
  chmodSync(home, 0o755); // the database's own user enters
  const settings = { PORT: "0", GETU_HOME: home, GETU_SAMPLE: "tiny", GETU_TRICKLE: "off", DATABASE_URL: "" };
  if (incidents !== undefined) seed(settings, incidents);
  const child = spawn(process.execPath, [MAIN], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...settings },
  });
  const [, origin, setUpLink] = await new Promise<RegExpExecArray>((resolve, reject) => {
    let [said, complained] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const found = BOTH_LINES.exec(said);
      if (found) resolve(found);
    });
    child.stderr.on("data", (chunk: Buffer) => (complained += chunk.toString()));
    child.once("exit", () => reject(new Error(complained.slice(-2000))));
  });
  return {
    origin: origin!, // both groups are in every match
    setUpLink: setUpLink!,
    async stop() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
