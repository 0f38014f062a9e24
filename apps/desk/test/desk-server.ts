import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const DESK = fileURLToPath(new URL("..", import.meta.url));
const MAIN = fileURLToPath(new URL("../../server/src/main.ts", import.meta.url));
const BOTH_LINES = /ready (\S+)\n[^\n]*begins at (\S+)\n/;

/** The real server with a made-up street, as its first start leaves it. */
export type DeskServer = {
  origin: string;
  /** The link for the first administrator. */
  setUpLink: string;
  stop(): Promise<void>;
};

/** Builds the desk and starts a server on an empty home. */
export async function startDeskServer(): Promise<DeskServer> {
  await build({ root: DESK, logLevel: "error" });
  const home = mkdtempSync(join(tmpdir(), "getu-desk-test-"));
  chmodSync(home, 0o755); // the database's own user enters
  const settings = { PORT: "0", GETU_HOME: home, GETU_SAMPLE: "tiny", GETU_TRICKLE: "off", DATABASE_URL: "" };
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
