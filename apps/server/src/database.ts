import { setTimeout as sleep } from "node:timers/promises";
import { closeDb, findRunningPostgres, migrate, openDb, startEmbeddedPostgres } from "@getu/store";
import type { Db } from "@getu/store";
import { readConfiguration } from "./configuration.ts";
import { findHomeHolder, takeHome } from "./home-lock.ts";
import { StartError, systemCode } from "./start-error.ts";

/** An open database and how to leave it. */
export type OpenDatabase = { db: Db; url: string; close(): Promise<void> };

type Progress = (line: string) => void;

/** How long a command waits for a server of the same home that is still starting. */
const WAIT_FOR_SERVER_MS = 60_000;

/** Opens and migrates the database at `url`; throws one line when it cannot be reached. */
async function openMigratedDatabase(url: string, onProgress?: Progress): Promise<Db> {
  try {
    await migrate(url, onProgress ? { onProgress } : {});
    return await openDb(url);
  } catch (error) {
    throw new StartError(`the database cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}

/** First line of what went wrong, without the password that an address may carry. */
const reasonOf = (error: unknown): string => {
  const text =
    error instanceof Error && error.message !== "" ? error.message : (systemCode(error) ?? String(error));
  return text.split("\n")[0]!.replace(/\/\/[^@\s]*@/g, "//"); // split gives at least one line
};

/** Who hears what goes on; who wants to hear of outages gets a database that is started again when it ends by itself. */
type Listeners = { onProgress?: Progress | undefined; onOutage?: Progress | undefined };

/** Starts the embedded database of a home that the caller has taken. */
export async function startDatabase(
  home: string,
  { onProgress, onOutage }: Listeners = {},
): Promise<OpenDatabase> {
  const given = { home, ...(onProgress && { onProgress }), ...(onOutage && { onOutage }) };
  const postgres = await startEmbeddedPostgres(given).catch((error: unknown) => {
    throw new StartError(reasonOf(error), { cause: error });
  });
  const db = await openMigratedDatabase(postgres.url, onProgress).catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });
  return {
    db,
    url: postgres.url,
    async close() {
      await closeDb(db);
      await postgres.stop();
    },
  };
}

/** Opens the database that `DATABASE_URL` names. */
export async function connectDatabase(url: string, onProgress?: Progress): Promise<OpenDatabase> {
  const db = await openMigratedDatabase(url, onProgress);
  return { db, url, close: () => closeDb(db) };
}

/** The address of the database that another process runs on this home; null = none runs. */
async function findRunningDatabase(home: string): Promise<string | null> {
  const deadline = Date.now() + WAIT_FOR_SERVER_MS;
  while (findHomeHolder(home)?.kind === "server" && Date.now() < deadline) {
    const running = await findRunningPostgres({ home });
    if (running) return running.url;
    await sleep(250); // the server is still starting
  }
  return null;
}

/**
 * The database that the environment names: `DATABASE_URL`, else the embedded one of `GETU_HOME`,
 * joined when a server of the same home runs and started for this command alone when none does.
 */
export async function openDatabaseFromEnvironment(onProgress?: Progress): Promise<OpenDatabase> {
  const { databaseUrl, home } = readConfiguration(process.env);
  if (databaseUrl !== null) return connectDatabase(databaseUrl, onProgress);
  const running = await findRunningDatabase(home);
  if (running !== null) return connectDatabase(running, onProgress);
  const lock = takeHome(home, "command");
  const database = await startDatabase(home, { onProgress }).catch((error: unknown) => {
    lock.release();
    throw error;
  });
  return {
    ...database,
    async close() {
      await database.close();
      lock.release();
    },
  };
}
