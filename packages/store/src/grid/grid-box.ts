import type { Scope } from "@getu/domain";
import { toDegrees } from "@getu/geometry";
import type { Bbox } from "@getu/geometry";
import type { Db } from "../db.ts";
import { gridsBelow, inScope } from "./grid-tree.ts";
import { REACH_UNITS } from "./grids-around.ts";

/** A box that somebody asks for, who sees the grids of a scope. */
type BoxQuestion = Scope & { gridId: number };

/**
 * The box of a grid in force with 200 metres around it, as far as its neighbours are shown; null = there is none, or
 * it neither is of the scope nor has something of the scope below it.
 */
export async function findGridBox(
  db: Db,
  { territoryId, within, gridId }: BoxQuestion,
): Promise<Bbox | null> {
  const { rows } = await db.pool.query<Record<"west" | "south" | "east" | "north", number>>(
    `SELECT west, south, east, north FROM grid_state
     WHERE territory_id = $1 AND grid_id = $2 AND valid_to IS NULL
       AND (${inScope("grid_id", { territory: "$1", within: "$3" })}
         OR EXISTS (SELECT FROM (${gridsBelow("$1", "ARRAY[$2::integer]")}) AS below WHERE below.id = ANY ($3)))`,
    [territoryId, gridId, within],
  );
  const box = rows[0];
  if (!box) return null;
  return [
    toDegrees(box.west - REACH_UNITS),
    toDegrees(box.south - REACH_UNITS),
    toDegrees(box.east + REACH_UNITS),
    toDegrees(box.north + REACH_UNITS),
  ];
}
