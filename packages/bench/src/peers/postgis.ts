import pg from "pg";
import type { RunOptions } from "../benchmark.ts";
import type { MadeUpCity } from "../made-up-city.ts";
import type { Contender } from "../measure.ts";
import { backendClock } from "./backend-seconds.ts";
import { startDebianPostgres } from "./debian-postgres.ts";
import type { Absent } from "./debian-postgres.ts";

/** PostGIS with a city and points in it. */
export type Postgis = {
  /** The two plans there are: points outer, and polygons outer over an index on the points. */
  createJoins(city: MadeUpCity, lngLats: Float64Array): Promise<Contender[]>;
  close(): Promise<void>;
};

const SCHEMA = `
  DROP TABLE IF EXISTS area, point;
  CREATE TABLE area (id integer PRIMARY KEY, shape geometry);
  CREATE TABLE point (id integer PRIMARY KEY, at geometry)`;

const INDEXES = `
  CREATE INDEX ON area USING gist (shape);
  CREATE INDEX ON point USING gist (at);
  VACUUM ANALYZE area; VACUUM ANALYZE point`;

const JOINS = {
  "PostGIS, points outer": `SELECT count(owner.id) FROM point
    CROSS JOIN LATERAL (SELECT id FROM area WHERE ST_Contains(shape, at) LIMIT 1) AS owner`,
  "PostGIS, polygons outer": `SELECT count(point.id) FROM area
    CROSS JOIN LATERAL (SELECT id FROM point WHERE ST_Contains(shape, at) OFFSET 0) AS point`,
};

async function fill(client: pg.Client, { areas }: MadeUpCity, lngLats: Float64Array): Promise<void> {
  await client.query(SCHEMA);
  for (let from = 0; from < areas.length; from += 1000) {
    const shapes = areas.slice(from, from + 1000).map((area) => JSON.stringify(area));
    await client.query(
      "INSERT INTO area SELECT $1 + row_number() OVER (), ST_GeomFromGeoJSON(shape) FROM unnest($2::text[]) AS shape",
      [from, shapes],
    );
  }
  for (let from = 0; from < lngLats.length; from += 20_000) {
    const some = [...lngLats.subarray(from, from + 20_000)];
    const [lngs, lats] = [some.filter((_, i) => i % 2 === 0), some.filter((_, i) => i % 2 === 1)];
    await client.query(
      `INSERT INTO point SELECT $1 + row_number() OVER (), ST_SetSRID(ST_MakePoint(lng, lat), 4326)
       FROM unnest($2::float8[], $3::float8[]) AS position(lng, lat)`,
      [from, lngs, lats],
    );
  }
  for (const statement of INDEXES.split(";")) await client.query(statement);
}

/** Starts a PostGIS of our own, or says why there is none. */
export async function openPostgis({ installPeers, say }: RunOptions): Promise<Postgis | Absent> {
  const server = await startDebianPostgres(installPeers);
  if ("reason" in server) return server;
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query("CREATE EXTENSION postgis");
  const seconds = await backendClock(client);
  return {
    async createJoins(city, lngLats) {
      say("assignment: filling PostGIS");
      await fill(client, city, lngLats);
      return Object.entries(JOINS).map(([name, sql]) => ({
        name,
        seconds,
        async round() {
          await client.query(sql);
          return lngLats.length / 2;
        },
      }));
    },
    async close() {
      await client.end();
      server.stop();
    },
  };
}
