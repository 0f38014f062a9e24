import { isNearBorder } from "@getu/domain";
import type { GridIndex, IncidentRecord } from "@getu/domain";
import type { LngLat } from "@getu/geometry";
import { mortonOf, toDegrees, toUnits } from "@getu/geometry";
import type { Column } from "../binary-rows.ts";

/** Where an incident stands by the boundaries in force. */
export type IncidentPlace = {
  gridCurrent: number | null;
  distanceToBorderMetres: number | null;
  neighbourGridId: number | null;
  nearBorder: boolean;
};

/** Places an incident; outside every grid it has no distance, and the nearest grid for a neighbour. */
export function placeIncident(
  index: GridIndex,
  position: LngLat,
  accuracyMetres: number | null,
): IncidentPlace {
  const placement = index.placementOf(position);
  return {
    gridCurrent: placement.gridId,
    distanceToBorderMetres: placement.gridId === null ? null : placement.distanceToBorderMetres,
    neighbourGridId: placement.neighbourGridId,
    nearBorder: isNearBorder(placement, accuracyMetres),
  };
}

/** A record with the place it was given. */
export type PlacedIncident = IncidentPlace & {
  territoryId: number;
  record: IncidentRecord;
  gridAtOccurrence: number | null;
};

/** The position as it is stored: everything derived from it must be derived from this. */
export const storedPosition = ([lng, lat]: LngLat): LngLat => [
  toDegrees(toUnits(lng)),
  toDegrees(toUnits(lat)),
];

/** Columns that come from the record; a change in one of them is a change of the incident. */
const RECORD_COLUMNS: readonly Column<PlacedIncident>[] = [
  { name: "category", type: "text", valueOf: ({ record }) => record.category },
  { name: "condition", type: "text", valueOf: ({ record }) => record.condition },
  { name: "severity", type: "text", valueOf: ({ record }) => record.severity },
  { name: "channel", type: "text", valueOf: ({ record }) => record.channel },
  { name: "status", type: "text", valueOf: ({ record }) => record.status },
  { name: "summary", type: "text", valueOf: ({ record }) => record.summary },
  { name: "lng", type: "integer", valueOf: ({ record }) => toUnits(record.position[0]) },
  { name: "lat", type: "integer", valueOf: ({ record }) => toUnits(record.position[1]) },
  { name: "accuracy_metres", type: "double precision", valueOf: ({ record }) => record.accuracyMetres },
  { name: "occurred_at", type: "timestamptz", valueOf: ({ record }) => record.occurredAt },
  { name: "reported_at", type: "timestamptz", valueOf: ({ record }) => record.reportedAt },
  { name: "due_at", type: "timestamptz", valueOf: ({ record }) => record.dueAt },
  { name: "closed_at", type: "timestamptz", valueOf: ({ record }) => record.closedAt },
];

/** Every column of a new incident. */
export const INCIDENT_COLUMNS: readonly Column<PlacedIncident>[] = [
  { name: "territory_id", type: "integer", valueOf: ({ territoryId }) => territoryId },
  { name: "external_id", type: "text", valueOf: ({ record }) => record.externalId },
  ...RECORD_COLUMNS,
  { name: "morton", type: "bigint", valueOf: ({ record }) => mortonOf(storedPosition(record.position)) },
  { name: "grid_at_occurrence", type: "integer", valueOf: (placed) => placed.gridAtOccurrence },
  { name: "grid_current", type: "integer", valueOf: (placed) => placed.gridCurrent },
  {
    name: "distance_to_border_metres",
    type: "double precision",
    valueOf: (placed) => placed.distanceToBorderMetres,
  },
  { name: "neighbour_grid_id", type: "integer", valueOf: (placed) => placed.neighbourGridId },
  { name: "near_border", type: "boolean", valueOf: (placed) => placed.nearBorder },
];

/** How an incident that came again is met. */
export const INCIDENT_UPSERT = {
  table: "incident",
  columns: INCIDENT_COLUMNS,
  compared: RECORD_COLUMNS.map(({ name }) => name),
  computed: {
    // Frozen through every redraw; only a correction of where or when it happened asks the question anew.
    grid_at_occurrence: `CASE WHEN (old.lng, old.lat, old.occurred_at) IS DISTINCT FROM
      (excluded.lng, excluded.lat, excluded.occurred_at)
      THEN excluded.grid_at_occurrence ELSE old.grid_at_occurrence END`,
  },
} as const;
