import type { GridRecord } from "@getu/domain";
import { importGrids } from "@getu/store";
import type { QuietStreet } from "./quiet-street.ts";

/** Has another version of the boundaries come into force: a community has another name. */
export async function renameCommunity({
  db,
  territoryId,
}: Pick<QuietStreet, "db" | "territoryId">): Promise<void> {
  const { rows } = await db.pool.query<Pick<GridRecord, "externalId" | "code" | "name">>(
    `SELECT external_id AS "externalId", code, name FROM grid
     JOIN grid_state AS state ON state.territory_id = grid.territory_id AND grid_id = id AND valid_to IS NULL
     WHERE grid.territory_id = $1 AND tier = 0 ORDER BY id LIMIT 1`,
    [territoryId],
  );
  const rest = { tier: 0, parentExternalId: null, leaderName: null, households: null, area: null };
  const records = rows.map((row) => ({ ...row, ...rest, name: `新${row.name}` }));
  await importGrids(db, { territoryId, records, file: "renamed" });
}
