import { setTimeout as sleep } from "node:timers/promises";
import { closeDb, findRunningPostgres, openDb, prepareDatabase, startEmbeddedPostgres } from "@getu/store";
import type { DatabaseAddress, Db } from "@getu/store";
import { readConfiguration } from "./configuration.ts";
import { findHomeHolder, takeHome } from "./home-lock.ts";
import { StartError, systemCode } from "./start-error.ts";

/** An open database and how to leave it. */
export type OpenDatabase = { db: Db; url: string; close(): Promise<void> };

type Progress = (line: string) => void;

/** How long a command waits for a server of the same home that is still starting. */
const WAIT_FOR_SERVER_MS = 60_000;

/** Migrates a database and opens it as the application; throws one line when it cannot be reached. */
async function openMigratedDatabase(address: DatabaseAddress, onProgress?: Progress): Promise<Db> {
  try {
    await prepareDatabase(address, onProgress ? { onProgress } : {});
    return await openDb(address.url);
  } catch (error) {
    const reason = reasonOf(error);
    throw new StartError(`the database cannot be used: ${reason}${hintAt(reason, address)}`, {
      cause: error,
    });
  }
}

/** What helps where the tables of a new version are to be made by a role that may not. */
const hintAt = (reason: string, { url, ownerUrl }: DatabaseAddress): string =>
  url === ownerUrl && /permission denied/.test(reason)
    ? "; the tables are to be changed, which their owner alone can: set DATABASE_OWNER_URL"
    : "";

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
  const db = await openMigratedDatabase(postgres, onProgress).catch(async (error: unknown) => {
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

/** Opens a database that somebody else runs. */
export async function connectDatabase(
  address: DatabaseAddress,
  onProgress?: Progress,
): Promise<OpenDatabase> {
  const db = await openMigratedDatabase(address, onProgress);
  return { db, url: address.url, close: () => closeDb(db) };
}

/** How the database is reached that another process runs on this home; null = none runs. */
async function findRunningDatabase(home: string): Promise<DatabaseAddress | null> {
  const deadline = Date.now() + WAIT_FOR_SERVER_MS;
  while (findHomeHolder(home)?.kind === "server" && Date.now() < deadline) {
    const running = await findRunningPostgres({ home });
    if (running) return running;
    await sleep(250); // the server is still starting
  }
  return null;
}

/**
 * The database that the environment names: `DATABASE_URL`, else the embedded one of `GETU_HOME`,
 * joined when a server of the same home runs and started for this command alone when none does.
 */
export async function openDatabaseFromEnvironment(onProgress?: Progress): Promise<OpenDatabase> {
  const { database: given, home } = readConfiguration(process.env);
  if (given !== null) return connectDatabase(given, onProgress);
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
