import { createGridIndex } from "@getu/domain";
import type { GridArea, GridIndex } from "@getu/domain";
import type { Transaction } from "../db.ts";
import { isSameArea } from "./grid-draft.ts";
import type { GridDraft, GridState } from "./grid-draft.ts";
import type { PublishedGrid } from "./grid-publish.ts";
import { updateRows } from "../incident/ingest.ts";
import { placeIncident } from "../incident/placed-incident.ts";
import type { IncidentPlace } from "../incident/placed-incident.ts";
import { toPosition } from "../position.ts";
import type { PositionRow } from "../position.ts";

type Box = Pick<GridState, "west" | "south" | "east" | "north">;

/** Points that stand somewhere and belong to the grid that holds them. */
const POINT_TABLES = ["camera", "place", "household_cluster"] as const;

const ANY_POINT = POINT_TABLES.map((table) => `SELECT FROM ${table} WHERE territory_id = $1`).join(
  " UNION ALL ",
);

/** Cameras, places and addresses are few: all of them are placed by the new lines at once, where there are any. */
export async function placeStandingAnew(
  tx: Transaction,
  { territoryId, published }: { territoryId: number; published: readonly PublishedGrid[] },
): Promise<void> {
  const { rowCount } = await tx.query(`${ANY_POINT} LIMIT 1`, [territoryId]);
  if (rowCount === 0) return;
  const owners = published.flatMap(({ id, state }): GridArea[] =>
    state.area ? [{ id, area: state.area }] : [],
  );
  const index = createGridIndex(owners.sort((a, b) => a.id - b.id));
  for (const table of POINT_TABLES) await placePointsAnew(tx, { table, territoryId, index });
}

/**
 * Grids whose incidents may have a new owner, or a new neighbour across the border: the redrawn ones and all that
 * touch them. Boxes are enough: testing one grid too many costs little, one too few is wrong.
 */
export function touchedGrids(
  inForce: ReadonlyMap<string, GridDraft>,
  published: readonly PublishedGrid[],
): number[] {
  const boxes = redrawnBoxes(published);
  return [...inForce.values()].flatMap(({ id, state }) =>
    id !== null && state?.area && boxes.some((box) => meet(box, state)) ? [id] : [],
  );
}

/** Boxes around every outline that came, went or moved. */
function redrawnBoxes(published: readonly PublishedGrid[]): Box[] {
  return published.flatMap(({ before, state }) => {
    if (isSameArea(before?.area ?? null, state.area)) return [];
    return [...(before?.area ? [before] : []), ...(state.area ? [state] : [])];
  });
}

const meet = (a: Box, b: Box): boolean =>
  a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;

type PointRow = PositionRow & { id: number; grid_id: number | null };

type Points = { table: (typeof POINT_TABLES)[number]; territoryId: number; index: GridIndex };

/** Only rows whose grid differs are written. */
async function placePointsAnew(tx: Transaction, { table, territoryId, index }: Points): Promise<void> {
  const { rows } = await tx.query<PointRow>(
    `SELECT id, lng, lat, grid_id FROM ${table} WHERE territory_id = $1`,
    [territoryId],
  );
  const moved = rows.flatMap((row) => {
    const gridId = index.gridAt(toPosition(row));
    return gridId === row.grid_id ? [] : [{ id: row.id, gridId }];
  });
  await updateRows(tx, moved, {
    table,
    territoryId,
    columns: [
      { name: "id", type: "integer", valueOf: ({ id }) => id },
      { name: "grid_id", type: "integer", valueOf: ({ gridId }) => gridId },
    ],
  });
}

/** An incident with where it stands. */
export type PlacedRow = PositionRow & {
  id: string;
  accuracy_metres: number | null;
  grid_current: number | null;
  distance_to_border_metres: number | null;
  neighbour_grid_id: number | null;
  near_border: boolean;
};

/** The columns of it. */
export const PLACED =
  "id, lng, lat, accuracy_metres, grid_current, distance_to_border_metres, neighbour_grid_id, near_border";

/** An incident with where it is to stand. */
export type MovedIncident = IncidentPlace & { id: string };

/** Incidents that stand elsewhere by an index than their rows say. */
export function movedOf(rows: readonly PlacedRow[], index: GridIndex): MovedIncident[] {
  return rows.flatMap((row) => {
    const place = placeIncident(index, toPosition(row), row.accuracy_metres);
    const isSame =
      place.gridCurrent === row.grid_current &&
      place.distanceToBorderMetres === row.distance_to_border_metres &&
      place.neighbourGridId === row.neighbour_grid_id &&
      place.nearBorder === row.near_border;
    return isSame ? [] : [{ id: row.id, ...place }];
  });
}

/** What changes of an incident that is placed anew. */
export const PLACE_COLUMNS = [
  { name: "grid_current", type: "integer", valueOf: (moved: MovedIncident) => moved.gridCurrent },
  {
    name: "distance_to_border_metres",
    type: "double precision",
    valueOf: (moved: MovedIncident) => moved.distanceToBorderMetres,
  },
  { name: "neighbour_grid_id", type: "integer", valueOf: (moved: MovedIncident) => moved.neighbourGridId },
  { name: "near_border", type: "boolean", valueOf: (moved: MovedIncident) => moved.nearBorder },
] as const;
