export { closeDb, databaseNow, openDb } from "./db.ts";
export type { Db } from "./db.ts";
export { findRunningPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from "./embedded-postgres.ts";
export { migrate } from "./migrate.ts";
