import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { copyDemoHome } from "./demo-home.ts";
import { createHome, startServerProcess } from "./server-process.ts";

/** The real server with its own database and a small made-up street. */
export type AppServer = {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** Its GETU_HOME, which `getu` commands may join. */
  home: string;
  /** The process itself, to be paused or killed by a test. */
  process: ChildProcess;
  /** Resolves with the link for the first administrator, where there are no accounts yet. */
  setUpLink: () => Promise<string>;
  /** Asks the server itself, beside the page. */
  ask: <Answer>(procedure: string, input: object) => Promise<Answer>;
  stop: () => Promise<void>;
};

/**
 * Starts the server on a free port; a made-up incident comes in every few seconds. Its home goes with it: a copy of the
 * demo street's, an empty one where the environment wants another sample or database, or the one that is given.
 */
export async function startAppServer({
  trickleSeconds,
  environment = {},
  home: given,
}: {
  trickleSeconds: number;
  environment?: Readonly<Record<string, string>>;
  home?: string;
}): Promise<AppServer> {
  const isDemo = environment["GETU_SAMPLE"] === undefined && environment["DATABASE_URL"] === undefined;
  const home = given ?? (isDemo ? await copyDemoHome() : createHome());
  const server = startServerProcess({
    GETU_HOME: home,
    GETU_SAMPLE: "tiny",
    GETU_TRICKLE: "on",
    GETU_OPEN_READING: "all",
    GETU_TRICKLE_SECONDS: String(trickleSeconds),
    ...environment,
  });
  const port = await server.hear(/ready http:\/\/localhost:(\d+)/);
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    home,
    process: server.process,
    setUpLink: () => server.hear(/begins at (\S+)\n/),
    async ask<Answer>(procedure: string, input: object) {
      const query = new URLSearchParams({ input: JSON.stringify(input) });
      const response = await fetch(`${origin}/trpc/${procedure}?${query}`);
      const body = (await response.json()) as { result: { data: Answer } };
      return body.result.data;
    },
    async stop() {
      await server.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The server over a database that a test has filled: nothing is made up, and everybody has to sign in. */
export async function startServerOver(
  { url }: { url: string },
  environment: Readonly<Record<string, string>> = {},
): Promise<AppServer> {
  const server = await startAppServer({
    trickleSeconds: 3600,
    environment: {
      DATABASE_URL: url,
      GETU_SAMPLE: "none",
      GETU_TRICKLE: "off",
      GETU_OPEN_READING: "none",
      ...environment,
    },
  });
  await server.setUpLink(); // making it withdraws invitations that came before
  return server;
}
