import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { APPLICATION_ROLE, applicationPasswordOf, asUser, dataFolderOf } from "./postgres-home.ts";
import type { PostgresHome } from "./postgres-home.ts";
import { lastLine } from "./postgres-log.ts";
import { alreadyRuns } from "./postgres-owner.ts";
import { isAlive } from "./process-life.ts";

/** The database of ours on the server. */
export const DATABASE = "getu";

/** Removes what a killed creation left; one that still runs in another process is left alone. */
export function removeHalfCreated({ folder }: PostgresHome): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = /^data\.new\.(\d+)/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Creates the data folder, whole or not at all. */
export function initialise(opened: PostgresHome): void {
  const unique = `${process.pid}.${randomUUID()}`;
  const half = `${dataFolderOf(opened)}.new.${unique}`;
  const passwordFile = join(opened.folder, `password.${unique}`);
  writeFileSync(passwordFile, opened.password, { mode: 0o600 });
  try {
    if (opened.user) spawnSync("chown", [`${opened.user.uid}:${opened.user.gid}`, passwordFile]);
    const done = spawnSync(
      join(opened.binaries, "bin", "initdb"),
      [
        ["-D", half, "-U", "getu", `--pwfile=${passwordFile}`],
        ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"],
      ].flat(),
      { cwd: "/", encoding: "utf8", ...asUser(opened) },
    );
    if (done.status !== 0) {
      const reason = done.error?.message ?? whyInitFailed(done.stderr);
      throw new Error(`cannot create the database in ${opened.folder}: ${reason}`);
    }
    if (existsSync(dataFolderOf(opened))) throw alreadyRuns(opened);
    renameSync(half, dataFolderOf(opened)); // so that a kill half-way leaves nothing that looks whole
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(half, { recursive: true, force: true });
  }
}

/** What initdb says last is only that it cleans up after itself. */
const whyInitFailed = (text: string): string =>
  lastLine(text.replaceAll(/^initdb: removing .*$/gm, "")) || lastLine(text);

/** Creates our database on a server that has none yet. */
export async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
}

/** Creates the role of the application on a server that has none yet; one that an older version made has none. */
export async function ensureApplicationRole(client: pg.Client, opened: PostgresHome): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [APPLICATION_ROLE]);
  if (rowCount !== 0) return;
  const password = client.escapeLiteral(applicationPasswordOf(opened));
  await client.query(`CREATE ROLE ${APPLICATION_ROLE} LOGIN PASSWORD ${password}`);
}
