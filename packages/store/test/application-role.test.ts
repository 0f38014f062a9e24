import { randomUUID } from "node:crypto";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  closeDb,
  findHistoryRisk,
  openDb,
  prepareDatabase,
  QUEUE_SCHEMA,
  recordAudit,
} from "../src/index.ts";

const DENIED = { code: "42501" };

let database: TestDatabase;
/** What only ever grows, by the triggers that say so, each with one of its columns. */
let history: { table: string; column: string; trigger: string }[];

beforeAll(async () => {
  database = await createTestDatabase();
  const { rows } = await database.owner.query<(typeof history)[number]>(
    `SELECT event_object_table AS "table", min(trigger_name) AS trigger,
       (SELECT min(column_name) FROM information_schema.columns WHERE table_name = event_object_table) AS "column"
     FROM information_schema.triggers WHERE action_statement LIKE '%refuse_change_of_history%' GROUP BY 1 ORDER BY 1`,
  );
  history = rows;
});
afterAll(() => database.drop());

const asApplication = (sql: string): Promise<unknown> => database.db.pool.query(sql);

describe("T49 the role of the application", () => {
  test("is no superuser, makes no roles and no databases, belongs to no other and owns nothing", async () => {
    const { rows } = await database.db.pool.query(
      `SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS "isMore",
         (SELECT count(*)::integer FROM pg_auth_members WHERE member = pg_roles.oid) AS memberships,
         (SELECT count(*)::integer FROM pg_class WHERE relowner = pg_roles.oid) AS tables,
         (SELECT count(*)::integer FROM pg_proc WHERE proowner = pg_roles.oid) AS functions
       FROM pg_roles WHERE rolname = current_user`,
    );
    expect(rows).toEqual([{ isMore: false, memberships: 0, tables: 0, functions: 0 }]);
    expect(await findHistoryRisk(database.db)).toBeNull();
  });

  test("reads what only ever grows and adds to it; no statement changes, removes or empties it, locks it, or takes its guard away", async () => {
    expect(history.map(({ table }) => table)).toEqual(
      expect.arrayContaining(["audit_entry", "boundary_draft_entry", "incident_step", "need", "visit"]),
    );
    for (const { table, column, trigger } of history) {
      await asApplication(`INSERT INTO ${table} SELECT * FROM ${table} WHERE false`);
      for (const sql of [
        `UPDATE ${table} SET ${column} = ${column}`,
        `UPDATE ${table} SET ${column} = ${column} WHERE false`,
        `DELETE FROM ${table}`,
        `WITH gone AS (DELETE FROM ${table} RETURNING *) SELECT FROM gone`,
        `TRUNCATE ${table} CASCADE`,
        `INSERT INTO ${table} SELECT * FROM ${table}
         ON CONFLICT ON CONSTRAINT ${table}_pkey DO UPDATE SET ${column} = excluded.${column}`,
        `MERGE INTO ${table} USING (SELECT) AS one ON true WHEN MATCHED THEN DELETE`,
        `SELECT FROM ${table} FOR UPDATE`,
        `SELECT 1; LOCK TABLE ${table}`,
        `ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`,
        `DROP TRIGGER ${trigger} ON ${table}`,
        `CREATE TRIGGER another BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()`,
        `CREATE RULE another AS ON INSERT TO ${table} DO INSTEAD NOTHING`,
        `ALTER TABLE ${table} OWNER TO CURRENT_USER`,
        `GRANT ALL ON ${table} TO CURRENT_USER; DELETE FROM ${table}`,
        `DROP TABLE ${table}`,
        `SELECT 1; RESET ROLE; RESET SESSION AUTHORIZATION; DELETE FROM ${table}`,
        `DO $$ BEGIN EXECUTE 'DELETE FROM ${table}'; END $$`,
      ])
        await expect(asApplication(sql), sql).rejects.toMatchObject(DENIED);
    }
  });

  test.each([
    "SET session_replication_role = replica",
    "SET ROLE getu",
    "SET SESSION AUTHORIZATION getu",
    "GRANT getu TO CURRENT_USER",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "CREATE ROLE another SUPERUSER",
    `CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    "ALTER FUNCTION refuse_change_of_history() RENAME TO another",
    "DROP FUNCTION refuse_change_of_history CASCADE",
    "CREATE TABLE another (n integer)",
    "CREATE SCHEMA another",
    "ALTER TABLE incident ADD COLUMN another integer",
    "TRUNCATE incident",
    "DELETE FROM _prisma_migrations",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('postgresql.conf')",
  ])("gets nowhere by %s", async (sql) => {
    await expect(asApplication(sql)).rejects.toMatchObject(DENIED);
  });

  test("does everything else: it reads, adds, changes and removes in every other table", async () => {
    const { rows } = await database.db.pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
         AND relname <> '_prisma_migrations' AND NOT relname = ANY ($1)
         AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
           AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))`,
      [history.map(({ table }) => table)],
    );
    expect(rows).toEqual([]);
    await asApplication("SELECT nextval('incident_id_seq'), refresh_statistics('{incident,grid}')");
  });
});

describe("a database that is prepared", () => {
  /** As a version left it whose only role was the owner; the queue has been at work. */
  async function openOldDatabase(): Promise<TestDatabase> {
    const old = await createTestDatabase();
    await old.owner.query(
      `DROP OWNED BY getu_application; DROP SCHEMA ${QUEUE_SCHEMA} CASCADE; CREATE SCHEMA ${QUEUE_SCHEMA};
       CREATE TABLE ${QUEUE_SCHEMA}.migrations (id integer PRIMARY KEY)`,
    );
    await expect(old.db.pool.query("SELECT FROM audit_entry")).rejects.toMatchObject(DENIED);
    return old;
  }

  const catalogueOf = async ({ owner }: TestDatabase): Promise<unknown[]> =>
    (await owner.query("SELECT oid, xmin, relacl FROM pg_class ORDER BY oid")).rows;

  test("T52 lets the application in where an older version had one role alone, also when several servers start at once", async () => {
    const old = await openOldDatabase();
    await Promise.all([1, 2, 3].map(() => prepareDatabase(old)));
    await recordAudit(old.db, { actor: "person:1", action: "export" });
    await expect(old.db.pool.query("DELETE FROM audit_entry")).rejects.toMatchObject(DENIED);
    await old.db.pool.query(
      `CREATE TABLE ${QUEUE_SCHEMA}.made (n integer); SELECT FROM ${QUEUE_SCHEMA}.migrations`,
    );
    await old.drop();
  });

  test("a second time is left as it is, and so are the queue's tables", async () => {
    const before = await catalogueOf(database);
    expect(await prepareDatabase(database)).toEqual([]);
    expect(await catalogueOf(database)).toEqual(before);
  });

  test("lets the application into the tables of a later migration, as far as they only grow, and leaves the queue alone", async () => {
    const later = await createTestDatabase();
    await later.db.pool.query(`CREATE TABLE ${QUEUE_SCHEMA}.made (n integer)`);
    await later.owner.query(
      `CREATE TABLE later (n integer); CREATE TABLE later_log (n integer);
       CREATE TRIGGER grows BEFORE UPDATE OR DELETE OR TRUNCATE ON later_log
         FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()`,
    );
    await prepareDatabase(later);
    await later.db.pool.query("INSERT INTO later VALUES (1); UPDATE later SET n = 2; DELETE FROM later");
    await later.db.pool.query("INSERT INTO later_log VALUES (1)");
    await later.db.pool.query(`SELECT FROM ${QUEUE_SCHEMA}.made`);
    for (const sql of ["UPDATE later_log SET n = 2", "DELETE FROM later_log"])
      await expect(later.db.pool.query(sql)).rejects.toMatchObject(DENIED);
    await later.drop();
  });

  test("T49 needs no more than the two roles that the README makes, on a PostgreSQL of one's own", async () => {
    const [owner, application, name] = ["owner", "application", "own"].map(
      (what) => `${what}_${randomUUID().slice(0, 8)}`,
    ) as [string, string, string];
    for (const role of [owner, application])
      await database.owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'made-up'`);
    await database.owner.query(`CREATE DATABASE ${name} OWNER ${owner} TEMPLATE template0`);
    const addressOf = (role: string): string => {
      const { host } = new URL(database.url);
      return `postgresql://${role}:made-up@${host}/${name}`;
    };
    const applied = await prepareDatabase({ url: addressOf(application), ownerUrl: addressOf(owner) });
    expect(applied).toContain("0026_application_role");
    const db = await openDb(addressOf(application));
    await recordAudit(db, { actor: "person:1", action: "export" });
    expect(await findHistoryRisk(db)).toBeNull();
    await expect(db.pool.query("DELETE FROM audit_entry")).rejects.toMatchObject(DENIED);
    await db.pool.query("SELECT refresh_statistics('{incident,grid}')");
    await closeDb(db);
    await database.owner.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await database.owner.query(`DROP ROLE ${owner}, ${application}`);
  });

  test("takes nothing from an owner who is the application too, and says what it could change", async () => {
    const lone = await createTestDatabase();
    const before = await catalogueOf(lone);
    await prepareDatabase({ url: `${lone.ownerUrl}?application_name=another`, ownerUrl: lone.ownerUrl });
    expect(await catalogueOf(lone)).toEqual(before);
    const db = await openDb(lone.ownerUrl);
    expect(await findHistoryRisk(db)).toEqual({ role: "getu", tables: history.map(({ table }) => table) });
    await closeDb(db);
    await lone.drop();
  });

  test("with the application's address alone is used as it is, and one that is to be migrated is refused", async () => {
    const { url } = database;
    expect(await prepareDatabase({ url, ownerUrl: url })).toEqual([]);
    const behind = await createTestDatabase();
    await behind.owner.query(
      "DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)",
    );
    await expect(prepareDatabase({ url: behind.url, ownerUrl: behind.url })).rejects.toThrow(
      /permission denied/,
    );
    await behind.drop();
  });
});
