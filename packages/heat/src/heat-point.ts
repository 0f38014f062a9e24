import type { Incident } from "@getu/domain";
import { cellAt } from "@getu/geometry";
import type { LngLat } from "@getu/geometry";
import type { Kind } from "./heat-kinds.ts";
import { POSITION_LEVEL } from "./heat-root.ts";
import type { HeatRefusal } from "./heat-refusal.ts";

/** What the index needs of an incident; it may lack its time when it comes from outside. */
export type HeatIncident = Pick<Incident, "category" | "severity" | "status"> & {
  position: LngLat;
  occurredAt: string | null;
};

/** The same with its numbers worked out: whole seconds since 1970, and the cell of level 26 (`cellOfMorton(morton, 26)`). */
export type HeatPoint = Kind & { seconds: number; x: number; y: number };

const CELLS_A_SIDE = 2 ** POSITION_LEVEL;
/** The columns hold times from 1970 up to here, in 2106; others are kept apart. */
const SECONDS_END = 2 ** 32;

/** True when the columns can hold the time. */
export const isColumnTime = (seconds: number): boolean => seconds >= 0 && seconds < SECONDS_END;

const isCell = (number: number): boolean => Number.isInteger(number) && number >= 0 && number < CELLS_A_SIDE;

const isPosition = ([lng, lat]: LngLat): boolean => Math.abs(lng) <= 180 && Math.abs(lat) <= 90; // false for NaN

/** An incident as a point of the index, its time cut to the second; or why it cannot be one. */
export function toHeatPoint(incident: HeatIncident): HeatPoint | HeatRefusal {
  const { position, occurredAt, category, severity, status } = incident;
  if (!isPosition(position)) return { code: "NO_CELL", position };
  const milliseconds = occurredAt === null ? Number.NaN : Date.parse(occurredAt);
  if (Number.isNaN(milliseconds)) return { code: "NO_TIME", occurredAt };
  return {
    ...cellAt(position, POSITION_LEVEL),
    seconds: Math.floor(milliseconds / 1000),
    category,
    severity,
    status,
  };
}

/** Why the index cannot hold the point, or null when it can. */
export function refusalOf({ seconds, x, y }: HeatPoint): HeatRefusal | null {
  if (!Number.isSafeInteger(seconds)) return { code: "TIME_OUT_OF_RANGE", seconds };
  return isCell(x) && isCell(y) ? null : { code: "NO_CELL", position: [x, y] };
}
