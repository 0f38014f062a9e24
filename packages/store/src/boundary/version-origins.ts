import type { VersionOrigin } from "@getu/domain/redraw";
import type { Db } from "../db.ts";

type OriginRow = {
  number: number;
  draft: string | null;
  actor: string | null;
  name: string | null;
  reason: string | null;
};

/** Where every published set of boundaries comes from, the newest first: an import has neither draft nor author. */
export async function listVersionOrigins(
  db: Db,
  { territoryId }: { territoryId: number },
): Promise<VersionOrigin[]> {
  const { rows } = await db.pool.query<OriginRow>(
    `SELECT number, draft.name AS draft, person.name, reason, coalesce(created_by, restored.actor) AS actor
     FROM territory_version AS version
     LEFT JOIN boundary_draft AS draft ON draft.territory_id = version.territory_id AND draft.id = draft_id
     LEFT JOIN audit_entry AS restored ON restored.action = 'boundaries.restored'
       AND restored.territory_id = version.territory_id AND restored.facts ->> 'version' = number::text
     LEFT JOIN person ON 'person:' || person.id = coalesce(created_by, restored.actor)
     WHERE version.territory_id = $1 ORDER BY number DESC`,
    [territoryId],
  );
  return rows.map(({ actor, name, ...origin }) => ({
    ...origin,
    by: actor === null ? null : { actor, name },
  }));
}
