import { gridsThatStand, settleHouseholds } from "@getu/domain/redraw";
import type { Plan, PlanGrid } from "@getu/domain/redraw";
import { edgesOf, hasOwner, toAreas } from "@getu/geometry/partition";
import type { Edge, Partition } from "@getu/geometry/partition";
import { toStoredArea } from "./grid-draft.ts";
import type { GridDraft } from "./grid-draft.ts";

/** What a plan puts into force: its grids by external id, and those in force that it does without. */
export type PlannedGrids = { drafts: Map<string, GridDraft>; retired: number[] };

type Change = { before: Plan; after: Plan; inForce: ReadonlyMap<string, GridDraft>; draftId: number };

/** The name of a grid that a draft brings. */
export const externalIdOf = (draftId: number, owner: number): string => `draft-${draftId}-${owner}`;

/**
 * Turns a plan made of the boundaries in force into what is published. Outlines that did not move stay as they are stored,
 * byte by byte; households that were counted by other outlines are estimates from now on, and say so.
 */
export function planToDrafts({ before, after, inForce, draftId }: Change): PlannedGrids {
  const known = new Map([...inForce.values()].map((draft) => [draft.id, draft]));
  const standing = gridsThatStand(settleHouseholds(before, after));
  const nameOf = (id: number): string => known.get(id)?.externalId ?? externalIdOf(draftId, id);
  const redrawn = [...standing.keys()].filter(
    (id) => hasOwner(after.partition, id) && !isSameOutline(before.partition, after.partition, id),
  );
  const areas = toAreas(after.partition, redrawn);
  const toDraft = ({ id, parentId, ...plain }: PlanGrid): GridDraft => {
    const draft = known.get(id);
    const area = areas.get(id);
    return {
      ...plain,
      id: draft?.id ?? null,
      state: draft?.state ?? null,
      externalId: nameOf(id),
      parentExternalId: parentId === null ? null : nameOf(parentId),
      area: area ? toStoredArea(area) : (draft?.area ?? null),
    };
  };
  const grids = [...standing.values()].sort((a, b) => a.id - b.id).map(toDraft);
  return {
    drafts: new Map(grids.map((draft) => [draft.externalId, draft])),
    retired: [...inForce.values()].flatMap(({ id }) => (id === null || standing.has(id) ? [] : [id])),
  };
}

/** Whether a grid has the same edges, whoever is on their other side. */
function isSameOutline(before: Partition, after: Partition, owner: number): boolean {
  const sideOf = ({ a, b, left }: Edge): string => `${a} ${b} ${left === owner}`;
  const old = new Set(edgesOf(before, owner).map(sideOf));
  const now = edgesOf(after, owner);
  return old.size === now.length && now.every((edge) => old.has(sideOf(edge)));
}
