import type { HeatCells, HeatQuery, Scope } from "@getu/domain";
import { cellAt, cellOfMorton } from "@getu/geometry";
import type { Db } from "../db.ts";
import { inScope } from "../grid/grid-tree.ts";

const FINEST_LEVEL = 26;

/** In a Morton code the bits of x are the even ones and those of y the odd ones. */
const X_BITS = BigInt("0x5555555555555");
const Y_BITS = BigInt("0xAAAAAAAAAAAAA");

/** Puts a zero before every bit: keeps the order, so columns and rows of cells compare inside the code itself. */
function spread(value: bigint): bigint {
  let bits = 0n;
  for (let bit = 0n; bit < BigInt(FINEST_LEVEL); bit += 1n) bits |= ((value >> bit) & 1n) << (2n * bit);
  return bits;
}

/** First and last Morton bits of a run of cells along one axis. */
function spreadRun(first: number, last: number, level: number): [bigint, bigint] {
  const shift = BigInt(FINEST_LEVEL - level);
  return [spread(BigInt(first) << shift), spread(((BigInt(last) + 1n) << shift) - 1n)];
}

/** 0 = Monday 00:00 to 01:00, in the territory's zone. */
const HOUR_OF_WEEK = `(SELECT 24 * (extract(isodow FROM local) - 1) + extract(hour FROM local)
  FROM (SELECT occurred_at AT TIME ZONE (SELECT time_zone FROM territory WHERE id = $1) AS local) AS clock)::integer`;

/**
 * Incidents that occurred in `[from, to)`, counted in each cell of the level that the box touches; cells are whole,
 * so neighbouring boxes agree on the cell they share.
 */
export async function countHeat(
  db: Db,
  { territoryId, within, query }: Scope & { query: HeatQuery },
): Promise<HeatCells> {
  const { level, bbox } = query;
  const [northWest, southEast] = [cellAt([bbox[0], bbox[3]], level), cellAt([bbox[2], bbox[1]], level)];
  const [west, east] = spreadRun(northWest.x, southEast.x, level);
  const [north, south] = spreadRun(northWest.y, southEast.y, level);
  const { rows } = await db.pool.query<{ as_of: Date; cells: string[]; counts: string[] }>(
    `SELECT now() AS as_of, coalesce(array_agg(cell ORDER BY cell), '{}') AS cells,
       coalesce(array_agg(count ORDER BY cell), '{}') AS counts
     FROM (
       SELECT morton >> $4 AS cell, count(*) AS count FROM incident
       WHERE territory_id = $1 AND occurred_at >= $2 AND occurred_at < $3
         AND (morton & ${X_BITS}) BETWEEN $5 AND $6 AND (morton & ${Y_BITS}) BETWEEN $7 AND $8
         AND ($9::text[] IS NULL OR category = ANY ($9)) AND ($10::text[] IS NULL OR severity = ANY ($10))
         AND ($11::text[] IS NULL OR status = ANY ($11))
         AND ${inScope("grid_current", { territory: "$1", within: "$12" })}
         AND ($13::integer[] IS NULL OR ${HOUR_OF_WEEK} = ANY ($13))
       GROUP BY 1
     ) AS heat`,
    [
      territoryId,
      query.from,
      query.to,
      2 * (FINEST_LEVEL - level),
      west,
      east,
      north << 1n,
      south << 1n,
      query.categories ?? null,
      query.severities ?? null,
      query.statuses ?? null,
      within,
      query.hoursOfWeek ?? null,
    ],
  );
  const { as_of: asOf, cells, counts } = rows[0]!; // an aggregate without GROUP BY gives one row
  const places = cells.map((cell) => cellOfMorton(Number(cell) * 4 ** (FINEST_LEVEL - level), level));
  return {
    level,
    x: places.map(({ x }) => x),
    y: places.map(({ y }) => y),
    count: counts.map(Number),
    asOf: asOf.toISOString(),
  };
}
