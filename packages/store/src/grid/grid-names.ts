import { foldAddress } from "@getu/domain";
import type { FoundAddress } from "@getu/domain";
import type { Db } from "../db.ts";
import { toPosition } from "../position.ts";
import type { PositionRow } from "../position.ts";
import { getVersion } from "./territory.ts";
import { createVersionCache } from "./version-cache.ts";

/** A grid as an address search knows it: by its name and its code, as these are compared. */
export type GridName = { id: number; folded: readonly [name: string, code: string]; address: FoundAddress };

/** Names of the grids in force, read and folded once for each version instead of at every letter that is typed. */
export async function listGridNames(db: Db, territoryId: number): Promise<GridName[]> {
  return namesOfVersion({ db, territoryId, version: await getVersion(db.pool, territoryId) });
}

const namesOfVersion = createVersionCache(readNames);

async function readNames(db: Db, territoryId: number): Promise<GridName[]> {
  const { rows } = await db.pool.query<PositionRow & { id: number; name: string; code: string }>(
    `SELECT grid_id AS id, name, code, anchor_lng AS lng, anchor_lat AS lat FROM grid_state
     WHERE territory_id = $1 AND valid_to IS NULL`,
    [territoryId],
  );
  return rows.map(({ id, name, code, ...position }) => ({
    id,
    folded: [foldAddress(name), foldAddress(code)],
    address: { kind: "grid", name, note: code, position: toPosition(position) },
  }));
}
