import type { IncidentRecord } from "@getu/domain";
import pg from "pg";
import type { RunOptions } from "../benchmark.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { FinishedRecord } from "../finished-records.ts";
import type { MadeUpCity } from "../made-up-city.ts";
import { backendClock } from "./backend-seconds.ts";
import { startDebianPostgres } from "./debian-postgres.ts";
import type { Absent } from "./debian-postgres.ts";

type Writer = (records: readonly IncidentRecord[]) => Promise<number>;

/** Incidents that PostGIS places while it stores them. */
export type SqlAssignment = {
  /** With all that a row of ours knows of its place: owner, distance to the border, neighbour, near the border. */
  writePlaced: Writer;
  /** With the owner alone. */
  writeOwned: Writer;
  /** The same write of rows that know their place already: what is left of it is what assignment costs. */
  writeFinished(records: readonly FinishedRecord[]): Promise<number>;
  /** CPU seconds that the server has worked for us. */
  seconds: () => number;
  close(): Promise<void>;
};

type Corner = readonly [lng: number, lat: number];

/** The plane that PostGIS measures in: metres about a corner of the city. */
const [WEST, SOUTH, METRES_PER_DEGREE] = [120.4, 31.2, 111_195];
const EAST_METRES_PER_DEGREE = METRES_PER_DEGREE * Math.cos(((SOUTH + 0.165) * Math.PI) / 180);

const inPlane = ([lng, lat]: Corner): string =>
  `${(lng - WEST) * EAST_METRES_PER_DEGREE} ${(lat - SOUTH) * METRES_PER_DEGREE}`;

const POINT = `ST_MakePoint((lng - ${WEST}) * ${EAST_METRES_PER_DEGREE}, (lat - ${SOUTH}) * ${METRES_PER_DEGREE})`;

const COLUMNS = `territory_id, external_id, category, condition, severity, channel, status, summary,
    lng, lat, morton, occurred_at, reported_at, closed_at`;
const VALUES = `1, external_id, 'category', 'condition', 'minor', 'hotline', 'closed', '',
    (lng * 1e7)::integer, (lat * 1e7)::integer, 0, at, at, at + interval '3 days'`;
const ROWS = `unnest($1::text[], $2::timestamptz[], $3::float8[], $4::float8[]) AS new(external_id, at, lng, lat)
  CROSS JOIN LATERAL (SELECT ${POINT} AS place) AS placed
  LEFT JOIN LATERAL (SELECT id FROM area WHERE ST_Covers(shape, place) LIMIT 1) AS owner ON true`;

const PLACE = "grid_at_occurrence, grid_current, distance_to_border_metres, neighbour_grid_id, near_border";

const FINISHED = `INSERT INTO incident (${COLUMNS}, ${PLACE})
  SELECT ${VALUES}, owner, owner, metres, neighbour, near
  FROM unnest($1::text[], $2::timestamptz[], $3::float8[], $4::float8[], $5::integer[], $6::float8[], $7::integer[],
    $8::boolean[]) AS new(external_id, at, lng, lat, owner, metres, neighbour, near)`;

/** The table demands a distance with each owner: zero stands for the one that is not measured. */
const OWNED = `INSERT INTO incident (${COLUMNS}, grid_at_occurrence, grid_current, distance_to_border_metres, near_border)
  SELECT ${VALUES}, owner.id, owner.id, CASE WHEN owner.id IS NOT NULL THEN 0 END, false FROM ${ROWS}`;

/** An area has half a dozen borders, one for each neighbour: their distances say how far and who at once. */
const PLACED = `INSERT INTO incident (${COLUMNS}, ${PLACE})
  SELECT ${VALUES}, owner.id, owner.id, border.metres, coalesce(border.neighbour, nearest.id),
    coalesce(border.metres, nearest.metres) < 10
  FROM ${ROWS}
  LEFT JOIN LATERAL (
    SELECT neighbour, ST_Distance(line, place) AS metres FROM border WHERE border.id = owner.id ORDER BY 2 LIMIT 1
  ) AS border ON true
  LEFT JOIN LATERAL (
    SELECT id, shape <-> place AS metres FROM area WHERE owner.id IS NULL ORDER BY shape <-> place LIMIT 1
  ) AS nearest ON true`;

/** The product's incident table as statements: its columns with their defaults and all that is checked of them, then its indexes. */
async function tableOf({ db }: BenchDatabase): Promise<string[]> {
  const select = async (sql: string): Promise<string[]> =>
    (await db.pool.query<{ text: string }>(sql)).rows.map(({ text }) => text);
  const columns = await select(
    `SELECT attname || ' ' || CASE attname WHEN 'id' THEN 'bigserial' ELSE format_type(atttypid, atttypmod) END
       || CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END
       || CASE WHEN attname <> 'id' THEN coalesce(' DEFAULT ' || pg_get_expr(adbin, adrelid), '') ELSE '' END AS text
     FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
     WHERE attrelid = 'incident'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
  );
  const checks = await select(
    "SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conrelid = 'incident'::regclass AND contype = 'c'",
  );
  const indexes = await select("SELECT indexdef AS text FROM pg_indexes WHERE tablename = 'incident'");
  return [`CREATE TABLE incident (${[...columns, ...checks].join(", ")}) WITH (fillfactor = 85)`, ...indexes];
}

const ringOf = ({ coordinates }: MadeUpCity["areas"][number]): Corner[] =>
  (coordinates[0] ?? []).map(([lng = 0, lat = 0]): Corner => [lng, lat]);

const edgesOf = (ring: readonly Corner[]): [string, string][] =>
  ring.slice(1).map((corner, i) => [inPlane(ring[i]!), inPlane(corner)]); // one corner before each

type Border = { id: number; neighbour: number | null; line: string };

/** The borders of each area, one for each neighbour and one for the edge of the city. */
function bordersOf(rings: readonly Corner[][]): Border[] {
  const owners = new Map<string, number>();
  for (const [i, ring] of rings.entries()) for (const [a, b] of edgesOf(ring)) owners.set(`${a}|${b}`, i + 1);
  return rings.flatMap((ring, i) => {
    const pieces = Map.groupBy(edgesOf(ring), ([a, b]) => owners.get(`${b}|${a}`) ?? null);
    return [...pieces].map(([neighbour, edges]) => {
      const line = `MULTILINESTRING(${edges.map((edge) => `(${edge.join(",")})`).join(",")})`;
      return { id: i + 1, neighbour, line };
    });
  });
}

async function fill(client: pg.Client, { areas }: MadeUpCity): Promise<void> {
  await client.query("CREATE TABLE area (id integer PRIMARY KEY, shape geometry)");
  await client.query("CREATE TABLE border (id integer, neighbour integer, line geometry)");
  const rings = areas.map(ringOf);
  await client.query(
    "INSERT INTO area SELECT row_number() OVER (), ST_GeomFromText(shape) FROM unnest($1::text[]) AS shape",
    [rings.map((ring) => `POLYGON((${ring.map(inPlane).join(",")}))`)],
  );
  const borders = bordersOf(rings);
  await client.query(
    `INSERT INTO border SELECT id, neighbour, ST_LineMerge(ST_GeomFromText(line))
     FROM unnest($1::integer[], $2::integer[], $3::text[]) AS border(id, neighbour, line)`,
    [borders.map(({ id }) => id), borders.map(({ neighbour }) => neighbour), borders.map(({ line }) => line)],
  );
  await client.query("CREATE INDEX ON area USING gist (shape)");
  await client.query("CREATE INDEX ON border (id)");
  await client.query("ANALYZE area");
  await client.query("ANALYZE border");
}

const BATCH_ROWS = 1000;

const recordColumns = (records: readonly IncidentRecord[]): unknown[][] => [
  records.map(({ externalId }) => externalId),
  records.map(({ occurredAt }) => occurredAt),
  records.map(({ position }) => position[0]),
  records.map(({ position }) => position[1]),
];

const finishedColumns = (finished: readonly FinishedRecord[]): unknown[][] => [
  ...recordColumns(finished.map(({ record }) => record)),
  finished.map(({ owner }) => owner),
  finished.map(({ metres }) => metres),
  finished.map(({ neighbour }) => neighbour),
  finished.map(({ isNear }) => isNear),
];

const writerOf =
  <T>(client: pg.Client, insert: string, columnsOf: (rows: readonly T[]) => unknown[][]) =>
  async (rows: readonly T[]): Promise<number> => {
    for (let from = 0; from < rows.length; from += BATCH_ROWS)
      await client.query(insert, columnsOf(rows.slice(from, from + BATCH_ROWS)));
    return rows.length;
  };

/** Starts a PostGIS with the city's grids, or says why there is none. */
export async function openSqlAssignment(
  city: MadeUpCity,
  database: BenchDatabase,
  { installPeers }: RunOptions,
): Promise<SqlAssignment | Absent> {
  const server = await startDebianPostgres(installPeers);
  if ("reason" in server) return server;
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query("CREATE EXTENSION postgis");
  for (const statement of await tableOf(database)) await client.query(statement);
  await fill(client, city);
  return {
    writePlaced: writerOf(client, PLACED, recordColumns),
    writeOwned: writerOf(client, OWNED, recordColumns),
    writeFinished: writerOf(client, FINISHED, finishedColumns),
    seconds: await backendClock(client),
    async close() {
      await client.end();
      server.stop();
    },
  };
}
