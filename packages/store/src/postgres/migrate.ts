import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DiffTarget, MigrationList } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { withSchemaEngine } from "./schema-engine.ts";

const PRISMA_FOLDER = fileURLToPath(new URL("../../prisma", import.meta.url));
const MIGRATIONS_FOLDER = join(PRISMA_FOLDER, "migrations");
const NO_FILTER = { externalTables: [], externalEnums: [] };

/** The migrations of the folder as Prisma's engine wants them, oldest first. */
async function listMigrations(): Promise<MigrationList> {
  const entries = await readdir(MIGRATIONS_FOLDER, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const lockfile = await readFile(join(MIGRATIONS_FOLDER, "migration_lock.toml"), "utf8");
  return {
    baseDir: MIGRATIONS_FOLDER,
    lockfile: { path: "migration_lock.toml", content: lockfile },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => {
        const value = await readFile(join(MIGRATIONS_FOLDER, path, "migration.sql"), "utf8");
        return { path, migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value } } };
      }),
    ),
  };
}

/** Prisma's view of the tables, `schema.prisma`. */
export const readDatamodel = (): Promise<string> => readFile(join(PRISMA_FOLDER, "schema.prisma"), "utf8");

type Recorded = { name: string; checksum: string; isDone: boolean };

async function listRecorded(url: string): Promise<Recorded[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query<Recorded>(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isDone"
       FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    return rows;
  } finally {
    await client.end();
  }
}

/** Every migration of the folder, as it stands there, is recorded as done, and no other is recorded. */
async function isUpToDate(url: string, { migrationDirectories }: MigrationList): Promise<boolean> {
  const recorded = await listRecorded(url).catch(() => []); // an empty database; the engine names other reasons
  const done = new Map(recorded.filter(({ isDone }) => isDone).map(({ name, checksum }) => [name, checksum]));
  return (
    recorded.length === migrationDirectories.length &&
    migrationDirectories.every(
      ({ path, migrationFile: { content } }) =>
        content.tag === "ok" && done.get(path) === createHash("sha256").update(content.value).digest("hex"),
    )
  );
}

/** Brings the database to the newest schema and returns the names of the migrations applied now. */
export async function migrate(
  url: string,
  { onProgress }: { onProgress?: (message: string) => void } = {},
): Promise<readonly string[]> {
  const migrationsList = await listMigrations();
  // The engine takes memory and a moment that a start without a new migration can spare.
  if (await isUpToDate(url, migrationsList)) return [];
  const applied = await withSchemaEngine({ url, datamodel: await readDatamodel() }, async (engine) => {
    const result = await engine.applyMigrations({ migrationsList, filters: NO_FILTER });
    return result.appliedMigrationNames;
  });
  for (const name of applied) onProgress?.(`applied migration ${name}`);
  return applied;
}

const asTarget = (datamodel: string | null): DiffTarget =>
  datamodel === null
    ? { tag: "empty" }
    : { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: datamodel }] };

/**
 * SQL that leads from one Prisma schema to another (null = nothing yet); `url` is only connected to.
 * Schemas are compared, not databases: the adapter cannot read PostgreSQL's own catalogue ("char" columns).
 */
export async function diffSchemas(url: string, from: string | null, to: string): Promise<string> {
  const targets = { from: asTarget(from), to: asTarget(to) };
  const result = await withSchemaEngine({ url, datamodel: to }, (engine) =>
    engine.diff({ ...targets, script: true, exitCode: null, filters: NO_FILTER }),
  );
  return result.stdout ?? "";
}
