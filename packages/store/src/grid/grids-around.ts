import type { GridsAround, Scope } from "@getu/domain";
import type { Db } from "../db.ts";
import { inScope } from "./grid-tree.ts";
import { getVersion } from "./territory.ts";

/** Neighbours begin within 0.002 degrees of a grid, some 200 metres: farther than any position is off. */
export const REACH_UNITS = 20_000;

type AroundQuestion = Scope & { gridId: number };

/** A grid of the scope with its parts and neighbours by the boundaries in force; null = the scope has no such grid. */
export async function findGridsAround(db: Db, question: AroundQuestion): Promise<GridsAround | null> {
  for (;;) {
    const version = await getVersion(db.pool, question.territoryId);
    const found = await readAround(db, question);
    // Boundaries published while we read would give new outlines under an old number.
    if ((await getVersion(db.pool, question.territoryId)) === version) return found && { version, ...found };
  }
}

async function readAround(
  db: Db,
  { territoryId, within, gridId }: AroundQuestion,
): Promise<Omit<GridsAround, "version"> | null> {
  const { rows: named } = await db.pool.query<{ name: string }>(
    `SELECT name FROM grid_state WHERE territory_id = $1 AND grid_id = $2 AND valid_to IS NULL
       AND ${inScope("grid_id", { territory: "$1", within: "$3" })}`,
    [territoryId, gridId, within],
  );
  if (!named[0]) return null;
  const { rows } = await db.pool.query<GridsAround["grids"][number]>(
    `WITH own AS (
       SELECT grid_id, west, south, east, north FROM grid_state
       WHERE territory_id = $1 AND valid_to IS NULL AND area IS NOT NULL
         AND ${inScope("grid_id", { territory: "$1", within: "$2" })})
     SELECT grid_id AS id, name, area, EXISTS (SELECT FROM own WHERE own.grid_id = state.grid_id) AS "isOwn"
     FROM grid_state AS state
     WHERE territory_id = $1 AND valid_to IS NULL AND area IS NOT NULL
       AND EXISTS (SELECT FROM own WHERE state.west <= own.east + $3 AND state.east >= own.west - $3
         AND state.south <= own.north + $3 AND state.north >= own.south - $3)
     ORDER BY grid_id`,
    [territoryId, [gridId], REACH_UNITS],
  );
  return { name: named[0].name, grids: rows };
}
