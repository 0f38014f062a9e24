import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diffSchemas, migrate, readDatamodel } from "../src/postgres/migrate.ts";

const MIGRATIONS = fileURLToPath(new URL("../prisma/migrations", import.meta.url));

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A database without anything in it, beside the migrated one. */
async function withEmptyDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const name = `empty_${Date.now()}`;
  await database.owner.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  const url = new URL(database.ownerUrl);
  url.pathname = `/${name}`;
  try {
    return await work(url.href);
  } finally {
    await database.owner.query(`DROP DATABASE ${name} WITH (FORCE)`);
  }
}

async function read(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const COLUMNS = `SELECT table_name, column_name, udt_name, datetime_precision, is_nullable
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY 1, 2`;
const INDEXES = `SELECT indexname, regexp_replace(indexdef, ' INCLUDE .*', '') AS definition FROM pg_indexes
  WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`;

describe("migrations", () => {
  test("are recorded as Prisma records them, with the checksum of each file, and are applied once", async () => {
    const folders = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const recorded = await read(
      database.ownerUrl,
      "SELECT migration_name, checksum, finished_at IS NOT NULL AS done FROM _prisma_migrations ORDER BY 1",
    );
    const { createHash } = await import("node:crypto");
    const expected = folders.map(({ name }) => ({
      migration_name: name,
      checksum: createHash("sha256")
        .update(readFileSync(join(MIGRATIONS, name, "migration.sql")))
        .digest("hex"),
      done: true,
    }));
    expect(recorded).toEqual(expected.toSorted((a, b) => a.migration_name.localeCompare(b.migration_name)));
    expect(await migrate(database.ownerUrl)).toEqual([]);
  });

  test("lead to the tables that schema.prisma describes", async () => {
    const datamodel = await readDatamodel();
    await withEmptyDatabase(async (url) => {
      const script = await diffSchemas(url, null, datamodel);
      await read(url, script);
      const [described, migrated] = [await read(url, COLUMNS), await read(database.ownerUrl, COLUMNS)];
      expect(migrated).toEqual(described);
      const indexes = await read(database.ownerUrl, INDEXES);
      for (const index of await read(url, INDEXES)) expect(indexes).toContainEqual(index);
    });
  });

  test("the newest one was made from schema.prisma as it is", async () => {
    const newest = readdirSync(MIGRATIONS)
      .filter((name) => /^\d/.test(name))
      .sort((a, b) => a.localeCompare(b))
      .at(-1)!;
    expect(readFileSync(join(MIGRATIONS, newest, "schema.txt"), "utf8")).toBe(await readDatamodel());
  });

  test("T52 one that fails leaves nothing half done", async () => {
    await withEmptyDatabase(async (url) => {
      await read(url, "CREATE FUNCTION notify_change() RETURNS integer LANGUAGE sql AS 'SELECT 1'");
      await expect(migrate(url)).rejects.toThrow(/already exists/); // in the last statements of the first migration
      expect(await read(url, "SELECT tablename FROM pg_tables WHERE tablename = 'territory'")).toEqual([]);
    });
  });

  test("one that is recorded as begun and not as done is no finished one: the next start says so", async () => {
    await withEmptyDatabase(async (url) => {
      await migrate(url);
      expect(await migrate(url)).toEqual([]);
      await read(
        url,
        `UPDATE _prisma_migrations SET finished_at = NULL
         WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)`,
      );
      await expect(migrate(url)).rejects.toThrow(/failed migrations/);
    });
  });

  test("a server that cannot be reached is named in a clear error", async () => {
    await expect(migrate("postgresql://127.0.0.1:1/none")).rejects.toThrow(/reach database server/);
  });
});

describe("what the tables refuse", () => {
  const insert = (table: string, values: Record<string, unknown>): Promise<unknown> => {
    const names = Object.keys(values);
    return database.db.pool.query(
      `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map((_, i) => `$${i + 1}`).join(", ")})`,
      Object.values(values),
    );
  };
  const incident = {
    territory_id: 1,
    category: "noise",
    condition: "default",
    severity: "minor",
    channel: "hotline",
    status: "reported",
    summary: "",
    lng: 0,
    lat: 0,
    morton: 0,
    occurred_at: "2026-01-01",
    reported_at: "2026-01-01",
    near_border: false,
  };
  const cases: [string, Record<string, unknown>][] = [
    ["incident_severity_check", { severity: "huge" }],
    ["incident_channel_check", { channel: "rumour" }],
    ["incident_status_check", { status: "lost" }],
    ["incident_lng_check", { lng: 1_800_000_001 }],
    ["incident_lat_check", { lat: -900_000_001 }],
    ["incident_morton_check", { morton: -1 }],
    ["incident_accuracy_metres_check", { accuracy_metres: -1 }],
    ["incident_closed", { closed_at: "2026-01-02" }],
    ["incident_distance", { grid_current: 1 }],
  ];

  test.each(cases)("%s", async (constraint, wrong) => {
    await expect(insert("incident", { ...incident, ...wrong })).rejects.toThrow(constraint);
  });

  test("the good one passes, so the cases above fail for their own reason", async () => {
    await insert("incident", incident);
    const { rowCount } = await database.db.pool.query("DELETE FROM incident WHERE territory_id = 1");
    expect(rowCount).toBe(1);
  });
});
