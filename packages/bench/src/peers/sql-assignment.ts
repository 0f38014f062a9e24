import type { IncidentRecord } from "@getu/domain";
import pg from "pg";
import type { RunOptions } from "../benchmark.ts";
import type { MadeUpCity } from "../made-up-city.ts";
import { startDebianPostgres } from "./debian-postgres.ts";
import type { Absent } from "./debian-postgres.ts";

/** Incidents whose grid PostGIS finds while it stores them. */
export type SqlAssignment = {
  write(records: readonly IncidentRecord[]): Promise<number>;
  close(): Promise<void>;
};

const SCHEMA = `
  CREATE EXTENSION postgis;
  CREATE TABLE area (id integer PRIMARY KEY, shape geometry);
  CREATE TABLE event (id bigserial PRIMARY KEY, external_id text, at timestamptz, place geometry, area integer);
  CREATE UNIQUE INDEX ON event (external_id);
  CREATE INDEX ON event (at);
  CREATE INDEX ON event (area, at)`;

const INSERT = `INSERT INTO event (external_id, at, place, area)
  SELECT new.external_id, new.at, place, owner.id
  FROM unnest($1::text[], $2::timestamptz[], $3::float8[], $4::float8[]) AS new(external_id, at, lng, lat)
  CROSS JOIN LATERAL (SELECT ST_SetSRID(ST_MakePoint(lng, lat), 4326) AS place) AS point
  LEFT JOIN LATERAL (SELECT id FROM area WHERE ST_Covers(shape, place) LIMIT 1) AS owner ON true`;

const BATCH_ROWS = 1000;

/** Starts a PostGIS with the city's grids, or says why there is none. */
export async function openSqlAssignment(
  { areas }: MadeUpCity,
  { installPeers }: RunOptions,
): Promise<SqlAssignment | Absent> {
  const server = await startDebianPostgres(installPeers);
  if ("reason" in server) return server;
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(SCHEMA);
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
