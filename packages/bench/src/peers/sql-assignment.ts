import type { IncidentRecord } from "@getu/domain";
import pg from "pg";
import type { RunOptions } from "../benchmark.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { MadeUpCity } from "../made-up-city.ts";
import { startDebianPostgres } from "./debian-postgres.ts";
import type { Absent } from "./debian-postgres.ts";

/** Incidents whose grid PostGIS finds while it stores them. */
export type SqlAssignment = {
  write(records: readonly IncidentRecord[]): Promise<number>;
  close(): Promise<void>;
};

const INSERT = `INSERT INTO incident (territory_id, external_id, category, condition, severity, channel, status, summary,
    lng, lat, morton, occurred_at, reported_at, grid_at_occurrence, grid_current, near_border)
  SELECT 1, external_id, 'category', 'condition', 'minor', 'hotline', 'reported', '',
    (lng * 1e7)::integer, (lat * 1e7)::integer, 0, at, at, owner.id, owner.id, false
  FROM unnest($1::text[], $2::timestamptz[], $3::float8[], $4::float8[]) AS new(external_id, at, lng, lat)
  LEFT JOIN LATERAL (
    SELECT id FROM area WHERE ST_Covers(shape, ST_SetSRID(ST_MakePoint(lng, lat), 4326)) LIMIT 1
  ) AS owner ON true`;

/** The product's incident table as statements: its columns, then its indexes. */
async function tableOf({ db }: BenchDatabase): Promise<string[]> {
  const columns = await db.pool.query<{ text: string }>(
    `SELECT string_agg(attname || ' ' || CASE attname WHEN 'id' THEN 'bigserial' ELSE format_type(atttypid, atttypmod) END, ', ') AS text
     FROM pg_attribute WHERE attrelid = 'incident'::regclass AND attnum > 0 AND NOT attisdropped`,
  );
  const indexes = await db.pool.query<{ text: string }>(
    "SELECT indexdef AS text FROM pg_indexes WHERE tablename = 'incident'",
  );
  return [`CREATE TABLE incident (${columns.rows[0]?.text})`, ...indexes.rows.map(({ text }) => text)];
}

const BATCH_ROWS = 1000;

/** Starts a PostGIS with the city's grids, or says why there is none. */
export async function openSqlAssignment(
  { areas }: MadeUpCity,
  database: BenchDatabase,
  { installPeers }: RunOptions,
): Promise<SqlAssignment | Absent> {
  const server = await startDebianPostgres(installPeers);
  if ("reason" in server) return server;
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query("CREATE EXTENSION postgis");
  await client.query("CREATE TABLE area (id integer PRIMARY KEY, shape geometry)");
  for (const statement of await tableOf(database)) await client.query(statement);
  const shapes = areas.map((area) => JSON.stringify(area));
  await client.query(
    "INSERT INTO area SELECT row_number() OVER (), ST_GeomFromGeoJSON(shape) FROM unnest($1::text[]) AS shape",
    [shapes],
  );
  await client.query("CREATE INDEX ON area USING gist (shape)");
  await client.query("ANALYZE area");
  return {
    async write(records) {
      for (let from = 0; from < records.length; from += BATCH_ROWS) {
        const some = records.slice(from, from + BATCH_ROWS);
        const columns = [
          some.map(({ externalId }) => externalId),
          some.map(({ occurredAt }) => occurredAt),
          some.map(({ position }) => position[0]),
          some.map(({ position }) => position[1]),
        ];
        await client.query(INSERT, columns);
      }
      return records.length;
    },
    async close() {
      await client.end();
      server.stop();
    },
  };
}
