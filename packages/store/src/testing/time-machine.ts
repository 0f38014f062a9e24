import { closeDb, openDb } from "../index.ts";
import type { Db } from "../index.ts";
import type { TestDatabase } from "./test-database.ts";

/** A database whose clock can be set: it still answers `clock_timestamp()` itself, for every program that asks it. */
export type TimeMachine = { db: Db; shift(ms: number): Promise<void>; close(): Promise<void> };

/**
 * Puts a clock of our own before PostgreSQL's on the search path of a test database, for every connection from now on,
 * so that even other processes see the time that a test wants.
 */
export async function openTimeMachine({ url, owner }: TestDatabase): Promise<TimeMachine> {
  const before = await owner.connect();
  await before.query(`CREATE SCHEMA shifted;
    CREATE TABLE shifted.clock (ahead interval NOT NULL);
    INSERT INTO shifted.clock VALUES ('0');
    GRANT USAGE ON SCHEMA shifted TO PUBLIC;
    GRANT SELECT ON shifted.clock TO PUBLIC;
    CREATE FUNCTION shifted.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
      AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM shifted.clock'`);
  await before.query(`DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET search_path = shifted, pg_catalog, public', current_database()); END $$`);
  before.release(true); // closed: it goes by PostgreSQL's clock for ever
  const db = await openDb(url);
  return {
    db,
    async shift(ms) {
      await owner.query("UPDATE shifted.clock SET ahead = $1 * interval '1 millisecond'", [ms]);
    },
    close: () => closeDb(db),
  };
}
