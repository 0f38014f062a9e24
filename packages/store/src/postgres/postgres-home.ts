import { createHash, createHmac, randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DatabaseAddress } from "./application-grants.ts";
import { cacheFolder } from "./cache-folder.ts";
import { findBinaries } from "./postgres-binaries.ts";
import { canEnter, findPostgresUser } from "./postgres-user.ts";
import type { PostgresUser } from "./postgres-user.ts";

/** Where the database of a home lives and how it is reached; decided once and remembered in the home. */
export type PostgresHome = {
  home: string;
  user: PostgresUser | null;
  binaries: string;
  /** Holds `data`, the log and nothing else; in the home, or in the cache folder. */
  folder: string;
  password: string;
  port: number;
};

type Remembered = { folder: string | null; password: string; port: number };

const settingsFile = (home: string): string => join(home, "postgres.json");

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivately(file: string, content: string): void {
  const half = `${file}.${process.pid}`;
  writeFileSync(half, content, { mode: 0o600 });
  renameSync(half, file);
}

function readSettings(home: string): Remembered | null {
  if (!existsSync(settingsFile(home))) return null;
  try {
    return JSON.parse(readFileSync(settingsFile(home), "utf8")) as Remembered;
  } catch (error) {
    throw new Error(`cannot read ${settingsFile(home)}: ${(error as Error).message}`, { cause: error });
  }
}

/** Null = in the home itself, so that a home can be moved; else the folder outside that the database's user can enter. */
function chooseFolder(home: string, user: PostgresUser | null): string | null {
  if (!user || canEnter(home, user)) return null;
  return join(cacheFolder(), createHash("sha256").update(home).digest("hex").slice(0, 16));
}

function prepareFolder(folder: string, user: PostgresUser | null): void {
  mkdirSync(folder, { recursive: true, mode: user ? 0o755 : 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
}

/** Opens a home, creating it when it is new; throws one clear line when it cannot be written. */
export function openPostgresHome(path: string): PostgresHome {
  const home = resolve(path);
  try {
    mkdirSync(home, { recursive: true });
    const user = findPostgresUser();
    const settings = readSettings(home) ?? {
      folder: chooseFolder(home, user),
      password: randomBytes(24).toString("hex"),
      port: 0,
    };
    writePrivately(settingsFile(home), JSON.stringify(settings)); // also tells whether the home can be written
    const folder = settings.folder ?? join(home, "postgres");
    prepareFolder(folder, user);
    if (user && !canEnter(folder, user))
      throw new Error(`the database user ${user.name} can no longer enter ${folder}: give it access again`);
    return { ...settings, home, user, folder, binaries: findBinaries(user) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    const reason = { EROFS: "it is read-only", EACCES: "no permission", ENOSPC: "the disk is full" }[code];
    throw new Error(`cannot write to the folder ${home}: ${reason ?? (error as Error).message}`, {
      cause: error,
    });
  }
}

/** Remembers the port the database listens on, so that it stays the same from start to start. */
export function rememberPort(opened: PostgresHome, port: number): PostgresHome {
  const settings = readSettings(opened.home);
  writePrivately(settingsFile(opened.home), JSON.stringify({ ...settings, port }));
  return { ...opened, port };
}

/** Where the database keeps its files. */
export const dataFolderOf = ({ folder }: PostgresHome): string => join(folder, "data");

/** Where the database says what went wrong. */
export const logFileOf = ({ folder }: PostgresHome): string => join(folder, "postgres.log");

/** The address of one of the home's databases, for the owner of everything in it. */
export const ownerUrlOf = ({ password, port }: PostgresHome, database: string): string =>
  `postgresql://getu:${password}@127.0.0.1:${port}/${database}`;

/** The role of the application, which owns nothing. */
export const APPLICATION_ROLE = "getu_application";

/** Follows from the owner's password, so that homes have nothing more to keep, and does not give it away. */
export const applicationPasswordOf = ({ password }: PostgresHome): string =>
  createHmac("sha256", password).update(APPLICATION_ROLE).digest("hex");

/** How one of the home's databases is reached. */
export const addressOf = (opened: PostgresHome, database: string): DatabaseAddress => ({
  url: `postgresql://${APPLICATION_ROLE}:${applicationPasswordOf(opened)}@127.0.0.1:${opened.port}/${database}`,
  ownerUrl: ownerUrlOf(opened, database),
});

/** How a program is run as the database's user. */
export const asUser = ({ user }: PostgresHome): { uid?: number; gid?: number } =>
  user ? { uid: user.uid, gid: user.gid } : {};
