import type { Territory } from "@getu/domain";
import { closeDb, findRunningPostgres, openDb } from "@getu/store";
import { buildApp, launchBrowser, startAppServer } from "@getu/testkit";
import type { AppServer } from "@getu/testkit";
import type { Browser } from "playwright-core";
import { leaveLate } from "./late-work.ts";
import { openWall } from "./wall-page.ts";
import type { WallPage } from "./wall-page.ts";

/** The made-up street on which something is reported every few seconds. */
export type LiveStreet = {
  server: AppServer;
  browser: Browser;
  /** A wall of it as it hangs in a hall; `query` = what its address says besides. */
  openWall: (query?: string) => Promise<WallPage>;
  findTerritory: () => Promise<Territory>;
  stop: () => Promise<void>;
};

/** Starts it; its server ends when there is no browser. */
export async function startLiveStreet(): Promise<LiveStreet> {
  buildApp("wall");
  const server = await startAppServer({ trickleSeconds: 6 });
  const [browser] = await Promise.all([launchBrowser(), makeLate(server)]).catch(async (cause: unknown) => {
    await server.stop();
    throw cause;
  });
  return {
    server,
    browser,
    openWall: (query = "") =>
      openWall(browser, {
        address: `${server.origin}/${query}`,
        width: 1920,
        height: 1080,
        reducedMotion: "reduce", // rings that widen would be drawn in software all the while
      }),
    findTerritory: async () => (await server.ask<Territory[]>("territory.list", {}))[0]!, // there is the one
    async stop() {
      await browser.close();
      await server.stop();
    },
  };
}

/** Has something be late on the street of a server, whatever hour it is. */
export async function makeLate(server: Pick<AppServer, "home">): Promise<void> {
  const { url } = (await findRunningPostgres(server))!; // the server runs it
  const db = await openDb(url, { connections: 1 });
  const { rows } = await db.pool.query<{ id: number }>("SELECT id FROM territory");
  await leaveLate(db, rows[0]!.id).finally(() => closeDb(db)); // there is the one
}
