import type { GridRecord } from "@getu/domain";
import { toDegrees, toUnits } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import type { Db, Transaction } from "../db.ts";

/** A grid as it will be, before its shape is settled: what is in force, overlaid by what the file says. */
export type GridDraft = GridRecord &
  Pick<GridState, "householdsEstimated"> & {
    /** Null = new. */
    id: number | null;
    /** What is in force; null = new. */
    state: GridState | null;
  };

/** A row of `grid_state` without its validity. */
export type GridState = {
  code: string;
  name: string;
  parentId: number | null;
  leaderName: string | null;
  households: number | null;
  /** Worked out from a count by an older outline. */
  householdsEstimated: boolean;
  area: AreaGeometry | null;
  sourceArea: AreaGeometry | null;
  anchorLng: number;
  anchorLat: number;
  west: number;
  south: number;
  east: number;
  north: number;
  areaSquareMetres: number;
};

type DraftRow = GridState & {
  id: number;
  externalId: string;
  tier: number;
  parentExternalId: string | null;
};

const SELECT = `SELECT grid.id, grid.external_id AS "externalId", grid.tier, parent.external_id AS "parentExternalId",
    state.code, state.name, state.parent_id AS "parentId", state.leader_name AS "leaderName", state.households,
    state.households_estimated AS "householdsEstimated",
    state.area, state.source_area AS "sourceArea", state.anchor_lng AS "anchorLng", state.anchor_lat AS "anchorLat",
    state.west, state.south, state.east, state.north, state.area_square_metres AS "areaSquareMetres"
  FROM grid_state AS state
  JOIN grid ON grid.territory_id = state.territory_id AND grid.id = state.grid_id
  LEFT JOIN grid AS parent ON parent.territory_id = state.territory_id AND parent.id = state.parent_id`;

/** The grids in force by external id, in the order of their ids. */
export async function readDrafts(
  tx: Transaction | Db["pool"],
  territoryId: number,
): Promise<Map<string, GridDraft>> {
  const { rows } = await tx.query<DraftRow>(
    `${SELECT} WHERE state.territory_id = $1 AND state.valid_to IS NULL ORDER BY grid.id`,
    [territoryId],
  );
  return new Map(rows.map((row) => [row.externalId, toDraft(row)]));
}

/** The grids that a version had, the same way. */
export async function readDraftsAt(
  tx: Transaction | Db["pool"],
  { territoryId, version }: { territoryId: number; version: number },
): Promise<Map<string, GridDraft>> {
  const { rows } = await tx.query<DraftRow>(
    `${SELECT} JOIN territory_version AS version ON version.territory_id = state.territory_id AND version.number = $2
     WHERE state.territory_id = $1 AND state.valid_from <= version.effective_from
       AND (state.valid_to IS NULL OR state.valid_to > version.effective_from) ORDER BY grid.id`,
    [territoryId, version],
  );
  return new Map(rows.map((row) => [row.externalId, toDraft(row)]));
}

const toDraft = ({ id, externalId, tier, parentExternalId, ...state }: DraftRow): GridDraft => ({
  id,
  externalId,
  tier,
  code: state.code,
  name: state.name,
  parentExternalId,
  leaderName: state.leaderName,
  households: state.households,
  householdsEstimated: state.householdsEstimated,
  area: state.area ?? state.sourceArea,
  state,
});

type Rings = readonly (readonly (readonly number[])[])[];

const roundRings = (rings: Rings): number[][][] =>
  rings.map((ring) => ring.map(([lng = 0, lat = 0]) => [toDegrees(toUnits(lng)), toDegrees(toUnits(lat))]));

/** The outline as it is stored: whole units, two coordinates a point, nothing else. */
export const toStoredArea = (area: AreaGeometry): AreaGeometry =>
  area.type === "Polygon"
    ? { type: "Polygon", coordinates: roundRings(area.coordinates) }
    : { type: "MultiPolygon", coordinates: area.coordinates.map(roundRings) };

/** True when two stored outlines are the same point by point. */
export const isSameArea = (a: AreaGeometry | null, b: AreaGeometry | null): boolean =>
  a === null || b === null
    ? a === b
    : a.type === b.type && JSON.stringify(a.coordinates) === JSON.stringify(b.coordinates);

/** True when the file says nothing new about a grid. */
export const isSameRecord = (a: GridRecord, b: GridRecord): boolean =>
  a.code === b.code &&
  a.name === b.name &&
  a.parentExternalId === b.parentExternalId &&
  a.leaderName === b.leaderName &&
  a.households === b.households &&
  isSameArea(a.area, b.area);
