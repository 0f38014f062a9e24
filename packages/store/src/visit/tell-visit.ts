import { writeChanges } from "../change/change.ts";
import type { Transaction } from "../db.ts";
import { gridPath } from "../grid/grid-tree.ts";

/**
 * Has screens ask again for households and what these asked for: heard by those in whose grids they lie. Not who was
 * visited or what came of it: not everybody who hears it may know.
 */
export async function tellVisit(
  tx: Transaction,
  { territoryId, clusterId }: { territoryId: number; clusterId: number },
): Promise<void> {
  const { rows } = await tx.query<{ path: string }>(
    `SELECT coalesce(place.path, '') AS path FROM household_cluster AS cluster
     LEFT JOIN LATERAL (${gridPath("cluster.territory_id", "cluster.grid_id")}) AS place ON true
     WHERE cluster.territory_id = $1 AND cluster.id = $2`,
    [territoryId, clusterId],
  );
  await writeChanges(
    tx,
    rows.map(({ path }) => ({ territoryId, gridPath: path, change: { topic: "visit" } })),
  );
}
