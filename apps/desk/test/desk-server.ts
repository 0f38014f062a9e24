import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildApp, createHome, startAppServer } from "@getu/testkit";

const CLI = fileURLToPath(new URL("../../server/src/cli.ts", import.meta.url));

/** The real server with a made-up street, as its first start leaves it. */
export type DeskServer = {
  origin: string;
  /** The link for the first administrator. */
  setUpLink: string;
  stop(): Promise<void>;
};

/** A home with a small street of so many incidents. */
function seedHome(incidents: number): string {
  const home = createHome();
  const args = [CLI, "seed", "--scale", "tiny", "--incidents", String(incidents)];
  const env = { ...process.env, GETU_HOME: home, DATABASE_URL: "" };
  const { status, stderr } = spawnSync(process.execPath, args, { env });
  if (status !== 0) throw new Error(stderr.toString().slice(-2000));
  return home;
}

/** Builds the desk where it has changed and starts a server on the demo street, or on a street of so many incidents. */
export async function startDeskServer({ incidents }: { incidents?: number } = {}): Promise<DeskServer> {
  buildApp("desk");
  const server = await startAppServer({
    trickleSeconds: 3600,
    environment: { GETU_TRICKLE: "off", GETU_OPEN_READING: "demo" },
    ...(incidents !== undefined && { home: seedHome(incidents) }),
  });
  const setUpLink = await server.setUpLink();
  // A browser that came in by the link is signed in at the link's host alone.
  return { origin: new URL(setUpLink).origin, setUpLink, stop: () => server.stop() };
}
