import pg from "pg";
import type { Db } from "../db.ts";
import { connect } from "./postgres-owner.ts";

/**
 * How a database is reached: by the application, and by the owner of its tables, who alone migrates it. The same twice
 * where nobody has set the two apart.
 */
export type DatabaseAddress = { url: string; ownerUrl: string };

/** Where the queue of jobs keeps its tables, which its library makes and changes by itself. */
export const QUEUE_SCHEMA = "graphile_worker";

/** What only ever grows is what the trigger guards: no list of it is kept anywhere else. */
const HISTORY = `SELECT oid, relowner, oid::regclass::text AS name FROM pg_class
  WHERE oid IN (SELECT tgrelid FROM pg_trigger WHERE tgfoid = 'refuse_change_of_history'::regproc)`;

/** A right to change rows, to take them away, or to do away with the trigger, which an owner has for ever. */
const mayChange = (role: string): string => `(has_any_column_privilege(${role}, oid, 'UPDATE')
  OR has_table_privilege(${role}, oid, 'DELETE, TRUNCATE, TRIGGER') OR pg_has_role(${role}, relowner, 'MEMBER'))`;

/** The role of these connections, and what it could change of what only ever grows; null = none of it. */
export async function findHistoryRisk({
  pool,
}: Pick<Db, "pool">): Promise<{ role: string; tables: readonly string[] } | null> {
  const { rows } = await pool.query<{ role: string; name: string }>(
    `SELECT current_user::text AS role, name FROM (${HISTORY}) AS history WHERE ${mayChange("current_user")} ORDER BY name`,
  );
  return rows[0] ? { role: rows[0].role, tables: rows.map(({ name }) => name) } : null;
}

/** Lets the application do its work in the database and add to history, and nothing else; what is granted already stays. */
export async function grantApplication({ url, ownerUrl }: DatabaseAddress): Promise<void> {
  const role = await withConnection(url, currentRole);
  await withConnection(ownerUrl, async (owner) => {
    // Several servers of one database may start at once.
    await owner.query("BEGIN; SELECT pg_advisory_xact_lock(hashtext('getu grants'))");
    const standing = await readStanding(owner, role);
    if (!standing.isOwner && !standing.isGranted) await grantTables(owner, role, standing.history);
    if (!standing.isOwner && !standing.hasQueue) await grantQueue(owner, role);
    await owner.query("COMMIT");
  });
}

async function withConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function currentRole(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ role: string }>("SELECT current_user::text AS role");
  return rows[0]!.role; // SELECT without FROM returns one row
}

type Standing = {
  /** The application can act as the owner, and nothing that is taken away from it would be gone. */
  isOwner: boolean;
  isGranted: boolean;
  hasQueue: boolean;
  history: string[];
};

async function readStanding(owner: pg.Client, role: string): Promise<Standing> {
  const { rows } = await owner.query<Standing>(
    `SELECT pg_has_role($1::name, current_user, 'MEMBER') AS "isOwner",
       NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
           AND NOT has_table_privilege($1::name, oid, 'SELECT'))
         AND NOT EXISTS (SELECT FROM (${HISTORY}) AS history WHERE ${mayChange("$1::name")}) AS "isGranted",
       coalesce(has_schema_privilege($1::name, to_regnamespace('${QUEUE_SCHEMA}')::oid, 'CREATE'), false) AS "hasQueue",
       ARRAY (SELECT name FROM (${HISTORY}) AS history) AS history`,
    [role],
  );
  return rows[0]!; // SELECT without FROM returns one row
}

async function grantTables(owner: pg.Client, role: string, history: readonly string[]): Promise<void> {
  const application = pg.escapeIdentifier(role);
  await owner.query(`
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${application};
    GRANT USAGE ON SCHEMA public TO ${application};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${application};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${application};
    REVOKE UPDATE, DELETE ON ${history.join(", ")} FROM ${application};
    REVOKE INSERT, UPDATE, DELETE ON _prisma_migrations FROM ${application}`);
}

/**
 * The queue's tables are the application's own: they admit nobody but who made them. A queue that somebody else made is
 * begun anew; its jobs are occasions to look and carry nothing. The library makes its schema and this one table by
 * itself only where it may create schemas.
 */
async function grantQueue(owner: pg.Client, role: string): Promise<void> {
  const application = pg.escapeIdentifier(role);
  await owner.query(`
    DROP SCHEMA IF EXISTS ${QUEUE_SCHEMA} CASCADE;
    CREATE SCHEMA ${QUEUE_SCHEMA};
    CREATE TABLE ${QUEUE_SCHEMA}.migrations (
      id integer PRIMARY KEY, ts timestamptz NOT NULL DEFAULT now(), breaking boolean NOT NULL DEFAULT false);
    GRANT USAGE, CREATE ON SCHEMA ${QUEUE_SCHEMA} TO ${application};
    GRANT SELECT, INSERT ON ${QUEUE_SCHEMA}.migrations TO ${application}`);
}
