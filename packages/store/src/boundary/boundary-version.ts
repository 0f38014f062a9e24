import type { GridEdges } from "@getu/domain";
import type { BoundaryVersion, PlanGrid } from "@getu/domain/redraw";
import { toDegrees, toSharedArcs } from "@getu/geometry";
import { toPlanGrid } from "./boundary-plan.ts";
import type { Db } from "../db.ts";
import { readDraftsAt } from "../grid/grid-draft.ts";

type VersionRow = {
  number: number;
  effective_from: Date;
  published_at: Date;
  west: number;
  south: number;
  east: number;
  north: number;
  draft_id: number | null;
  restores: number | null;
  asked: string | null;
  moved: string | null;
  started_at: Date | null;
  ended_at: Date | null;
};

/** Every published set of boundaries, the newest first. */
export async function listVersions(
  db: Db,
  { territoryId }: { territoryId: number },
): Promise<BoundaryVersion[]> {
  const { rows } = await db.pool.query<VersionRow>(
    `SELECT version.*, asked, moved, started_at, ended_at FROM territory_version AS version
     LEFT JOIN boundary_reassignment AS placed ON placed.territory_id = version.territory_id AND placed.version = number
     WHERE version.territory_id = $1 ORDER BY number DESC`,
    [territoryId],
  );
  return rows.map((row) => ({
    number: row.number,
    effectiveFrom: row.effective_from.toISOString(),
    publishedAt: row.published_at.toISOString(),
    bbox: [toDegrees(row.west), toDegrees(row.south), toDegrees(row.east), toDegrees(row.north)],
    draftId: row.draft_id,
    restores: row.restores,
    reassignment: row.started_at && {
      asked: Number(row.asked),
      moved: Number(row.moved),
      startedAt: row.started_at.toISOString(),
      endedAt: row.ended_at?.toISOString() ?? null,
    },
  }));
}

/** A version's outlines as unique shared lines, and every grid of every tier that it had. */
export type VersionContent = { edges: GridEdges; grids: PlanGrid[] };

/** What a version holds; null when there is none of this number. */
export async function findVersionContent(
  db: Db,
  { territoryId, version }: { territoryId: number; version: number },
): Promise<VersionContent | null> {
  const drafts = [...(await readDraftsAt(db.pool, { territoryId, version })).values()];
  if (drafts.length === 0) return null;
  const owned = drafts.flatMap(({ id, state }) =>
    id !== null && state?.area ? [{ id, area: state.area }] : [],
  );
  return {
    edges: {
      version,
      gridIds: owned.map(({ id }) => id),
      arcs: toSharedArcs(owned.map(({ area }) => area)).arcs,
    },
    grids: drafts.flatMap((draft) => (draft.id === null ? [] : [toPlanGrid(draft.id, draft)])),
  };
}
