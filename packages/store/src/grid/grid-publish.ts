import type { Transaction } from "../db.ts";
import { isSameArea } from "./grid-draft.ts";
import type { GridDraft, GridState } from "./grid-draft.ts";
import { childrenOf } from "./grid-parents.ts";
import { shapeOfArea, shapeOfChildren, shapeOfState } from "./grid-shape.ts";
import type { GridShape } from "./grid-shape.ts";
import { insertRows } from "../incident/ingest.ts";
import type { Column } from "../binary-rows.ts";
import { getVersion } from "./territory.ts";

/** A grid as it is published. */
export type PublishedGrid = { id: number; externalId: string; before: GridState | null; state: GridState };

/** A grid with its shape settled, before it has an id. */
type ShapedGrid = { draft: GridDraft; state: Omit<GridState, "parentId"> };

/** Where a version comes from, and from when on it is in force at the earliest; left out: an import, from now on. */
export type VersionOrigin = { draftId?: number; restores?: number; effectiveAt?: Date };

/** What is to be in force, and which grids are not any more. */
export type Publication = VersionOrigin & {
  territoryId: number;
  drafts: ReadonlyMap<string, GridDraft>;
  retired?: readonly number[];
};

/** Puts the drafts into force as a new version; null, and nothing written, when they are in force already. */
export async function publishGrids(
  tx: Transaction,
  { territoryId, drafts, retired = [], ...origin }: Publication,
): Promise<{ version: number; grids: PublishedGrid[] } | null> {
  const shaped = shapeGrids(drafts);
  if (retired.length === 0 && shaped.every((grid) => isInForce(grid, drafts))) return null;
  const idOf = await insertIdentities(tx, territoryId, [...drafts.values()]);
  const grids = shaped.map(({ draft, state }) => ({
    id: idOf(draft.externalId),
    externalId: draft.externalId,
    before: draft.state,
    state: { ...state, parentId: draft.parentExternalId === null ? null : idOf(draft.parentExternalId) },
  }));
  const { version, effectiveFrom } = await insertVersion(tx, { territoryId, grids, origin });
  const changed = grids.filter(({ before, state }) => before === null || !isSameState(before, state));
  await replaceStates(tx, { territoryId, effectiveFrom, grids: changed });
  await retireGrids(tx, { territoryId, effectiveFrom, retired, revived: changed.map(({ id }) => id) });
  return { version, grids };
}

/** Outlines stay with grids without children; a parent's own is kept aside and its shape follows from its children. */
function shapeGrids(drafts: ReadonlyMap<string, GridDraft>): ShapedGrid[] {
  const children = childrenOf(drafts.values());
  const shapes = new Map<string, GridShape>();
  const shapeOf = (draft: GridDraft): GridShape => {
    const known = shapes.get(draft.externalId);
    if (known) return known;
    const below = children.get(draft.externalId);
    const shape = below ? shapeOfChildren(below.map(shapeOf)) : ownShape(draft);
    shapes.set(draft.externalId, shape);
    return shape;
  };
  return [...drafts.values()].map((draft) => {
    const { code, name, leaderName, households, householdsEstimated } = draft;
    const said = { code, name, leaderName, households, householdsEstimated };
    const outline = children.has(draft.externalId)
      ? { area: null, sourceArea: draft.area }
      : { area: draft.area, sourceArea: null };
    return { draft, state: { ...said, ...outline, ...shapeOf(draft) } };
  });
}

/** The shape in force is taken over when the outline is the same: finding a place for the label is slow. */
function ownShape({ area, state, externalId }: GridDraft): GridShape {
  if (!area) throw new Error(`grid "${externalId}" has no outline`); // the merge refuses such grids
  return state?.area && isSameArea(state.area, area) ? shapeOfState(state) : shapeOfArea(area);
}

/** In force already, with the same parent: ids of new grids are not given out before something changed. */
function isInForce({ draft, state }: ShapedGrid, drafts: ReadonlyMap<string, GridDraft>): boolean {
  if (!draft.state) return false;
  const parent = draft.parentExternalId === null ? null : drafts.get(draft.parentExternalId);
  const parentId = parent === null ? null : (parent?.id ?? -1); // -1 = a new grid, equal to none
  return isSameState(draft.state, { ...state, parentId });
}

const PLAIN_FIELDS = [
  "code",
  "name",
  "parentId",
  "leaderName",
  "households",
  "householdsEstimated",
  "anchorLng",
  "anchorLat",
  "west",
  "south",
  "east",
  "north",
  "areaSquareMetres",
] as const satisfies readonly (keyof GridState)[];

const isSameState = (a: GridState, b: GridState): boolean =>
  PLAIN_FIELDS.every((field) => a[field] === b[field]) &&
  isSameArea(a.area, b.area) &&
  isSameArea(a.sourceArea, b.sourceArea);

/** Gives new grids their ids, in the order of the file: where outlines overlap, the oldest id owns. */
async function insertIdentities(
  tx: Transaction,
  territoryId: number,
  drafts: readonly GridDraft[],
): Promise<(externalId: string) => number> {
  const fresh = drafts.filter(({ id }) => id === null);
  const inserted = await insertRows<GridDraft, { id: number; external_id: string }>(tx, fresh, {
    table: "grid",
    columns: [
      { name: "territory_id", type: "integer", valueOf: () => territoryId },
      { name: "external_id", type: "text", valueOf: ({ externalId }) => externalId },
      { name: "tier", type: "integer", valueOf: ({ tier }) => tier },
    ],
    returning: "id, external_id",
  });
  const ids = new Map(inserted.map((row) => [row.external_id, row.id]));
  for (const { externalId, id } of drafts) if (id !== null) ids.set(externalId, id);
  return (externalId) => ids.get(externalId)!; // every draft has its id now, and parents are drafts
}

async function insertVersion(
  tx: Transaction,
  args: { territoryId: number; grids: readonly PublishedGrid[]; origin: VersionOrigin },
): Promise<{ version: number; effectiveFrom: string }> {
  const { territoryId, grids, origin } = args;
  const version = (await getVersion(tx, territoryId)) + 1;
  const edge = (key: "west" | "south" | "east" | "north", sign: 1 | -1): number =>
    sign * grids.reduce((least, { state }) => Math.min(least, sign * state[key]), Infinity);
  // Text keeps the microseconds that a Date would lose; two versions never begin at the same instant.
  const { rows } = await tx.query<{ effective_from: string }>(
    `INSERT INTO territory_version (territory_id, number, effective_from, west, south, east, north, draft_id, restores)
     SELECT $1, $2, greatest(coalesce($7::timestamptz, clock_timestamp()), max(effective_from) + interval '1 microsecond'),
       $3, $4, $5, $6, $8, $9
     FROM territory_version WHERE territory_id = $1 RETURNING effective_from::text`,
    [
      territoryId,
      version,
      edge("west", 1),
      edge("south", 1),
      edge("east", -1),
      edge("north", -1),
      origin.effectiveAt,
      origin.draftId,
      origin.restores,
    ],
  );
  return { version, effectiveFrom: rows[0]!.effective_from }; // an aggregate without GROUP BY gives one row
}

/** Ends what was in force and begins the new states at the same instant. */
async function replaceStates(
  tx: Transaction,
  args: { territoryId: number; effectiveFrom: string; grids: readonly PublishedGrid[] },
): Promise<void> {
  const { territoryId, effectiveFrom, grids } = args;
  await tx.query(
    `UPDATE grid_state SET valid_to = $2
     WHERE territory_id = $1 AND valid_to IS NULL AND grid_id = ANY ($3::integer[])`,
    [territoryId, effectiveFrom, grids.map(({ id }) => id)],
  );
  await insertRows(tx, grids, {
    table: "grid_state",
    columns: [
      { name: "territory_id", type: "integer", valueOf: () => territoryId },
      { name: "valid_from", type: "timestamptz", valueOf: () => effectiveFrom },
      ...STATE_COLUMNS,
    ],
  });
}

type Retirement = {
  territoryId: number;
  effectiveFrom: string;
  retired: readonly number[];
  revived: readonly number[];
};

/** A grid that goes keeps its id and its past; one that an older version brings back is what it was. */
async function retireGrids(
  tx: Transaction,
  { territoryId, effectiveFrom, ...ids }: Retirement,
): Promise<void> {
  await tx.query(
    `WITH ended AS (
       UPDATE grid_state SET valid_to = $2 WHERE territory_id = $1 AND valid_to IS NULL AND grid_id = ANY ($3::integer[])
     ) UPDATE grid SET retired_at = CASE WHEN id = ANY ($3) THEN $2::timestamptz END
       WHERE territory_id = $1 AND (id = ANY ($3) OR id = ANY ($4::integer[]) AND retired_at IS NOT NULL)`,
    [territoryId, effectiveFrom, ids.retired, ids.revived],
  );
}

const asJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

const STATE_COLUMNS: readonly Column<PublishedGrid>[] = [
  { name: "grid_id", type: "integer", valueOf: ({ id }) => id },
  { name: "code", type: "text", valueOf: ({ state }) => state.code },
  { name: "name", type: "text", valueOf: ({ state }) => state.name },
  { name: "parent_id", type: "integer", valueOf: ({ state }) => state.parentId },
  { name: "leader_name", type: "text", valueOf: ({ state }) => state.leaderName },
  { name: "households", type: "integer", valueOf: ({ state }) => state.households },
  { name: "households_estimated", type: "boolean", valueOf: ({ state }) => state.householdsEstimated },
  { name: "area", type: "jsonb", valueOf: ({ state }) => asJson(state.area) },
  { name: "source_area", type: "jsonb", valueOf: ({ state }) => asJson(state.sourceArea) },
  { name: "anchor_lng", type: "integer", valueOf: ({ state }) => state.anchorLng },
  { name: "anchor_lat", type: "integer", valueOf: ({ state }) => state.anchorLat },
  { name: "west", type: "integer", valueOf: ({ state }) => state.west },
  { name: "south", type: "integer", valueOf: ({ state }) => state.south },
  { name: "east", type: "integer", valueOf: ({ state }) => state.east },
  { name: "north", type: "integer", valueOf: ({ state }) => state.north },
  { name: "area_square_metres", type: "double precision", valueOf: ({ state }) => state.areaSquareMetres },
];
