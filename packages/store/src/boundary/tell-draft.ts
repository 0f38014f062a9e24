import { writeChanges } from "../change/change.ts";
import type { Transaction } from "../db.ts";
import { gridPath } from "../grid/grid-tree.ts";
import type { DraftKey } from "./boundary-draft.ts";

/**
 * Writes down who has drawn on a draft or moved it along, by the name in the log, and has screens look at it again. Neither
 * who nor what is told: of those who hear of the grids that it is held to, not everybody may read it.
 */
export async function tellDraft(
  tx: Transaction,
  { territoryId, draftId, by }: DraftKey & { by: string },
): Promise<void> {
  const { rows } = await tx.query<{ path: string }>(
    `WITH draft AS (UPDATE boundary_draft SET last_by = $3 WHERE territory_id = $1 AND id = $2
       RETURNING territory_id, part)
     SELECT DISTINCT coalesce(place.path, '') AS path FROM draft
     LEFT JOIN LATERAL unnest(draft.part) AS held(grid_id) ON true
     LEFT JOIN LATERAL (${gridPath("draft.territory_id", "held.grid_id")}) AS place ON true`,
    [territoryId, draftId, by],
  );
  const change = { topic: "draft", draftId } as const;
  await writeChanges(
    tx,
    rows.map(({ path }) => ({ territoryId, gridPath: path, change })),
  );
}
