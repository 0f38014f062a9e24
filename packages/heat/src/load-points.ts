import { createGrowingColumns, sliceColumns } from "./columns.ts";
import type { GrowingColumns, HeatColumns } from "./columns.ts";
import type { HeatIncident, HeatPoint } from "./heat-point.ts";
import type { HeatRefusal } from "./heat-refusal.ts";
import { memoryRefusalOf, noteRefusal, placePoint, widenExtent } from "./heat-state.ts";
import type { HeatState, PlacedPoint } from "./heat-state.ts";
import type { OutsideRow } from "./outside-rows.ts";

/** Pages of incidents, as a database cursor or a file brings them; in any order of time. */
export type PointBatches =
  | Iterable<readonly (HeatIncident | HeatPoint)[]>
  | AsyncIterable<readonly (HeatIncident | HeatPoint)[]>;

/** What a load did. */
export type HeatLoad = {
  /** Incidents counted from now on, those outside the root included. */
  taken: number;
  outside: number;
  /** How many were not taken, by reason. */
  refused: Partial<Record<HeatRefusal["code"], number>>;
  /** Set when the index can no longer answer: what was loaded does not fit. */
  stopped: HeatRefusal | null;
};

/** Rows read so far, not yet part of the index. */
type Loading = { inside: GrowingColumns; outside: OutsideRow[]; load: HeatLoad };

function takePoint(state: HeatState, { inside, outside, load }: Loading, placed: PlacedPoint): void {
  const { point, kind, row } = placed;
  widenExtent(state, point.seconds);
  load.taken++;
  if (row) inside.push(row);
  else outside.push({ time: point.seconds, x: point.x, y: point.y, kind, count: 1 });
}

function refuse(state: HeatState, { load }: Loading, refusal: HeatRefusal): void {
  noteRefusal(state, refusal);
  load.refused[refusal.code] = (load.refused[refusal.code] ?? 0) + 1;
}

/** Reads all batches, then hands the rows over at once; a load that does not fit hands over nothing. */
export async function loadPoints(
  state: HeatState,
  batches: PointBatches,
  absorb: (added: HeatColumns) => Promise<void>,
): Promise<HeatLoad> {
  const load: HeatLoad = { taken: 0, outside: 0, refused: {}, stopped: null };
  const loading: Loading = { inside: createGrowingColumns(2 ** 16), outside: [], load };
  const { inside, outside } = loading;
  for await (const batch of batches) {
    for (const given of batch) {
      const placed = placePoint(state, given);
      if ("code" in placed) refuse(state, loading, placed);
      else takePoint(state, loading, placed);
    }
    load.stopped = state.incomplete ?? memoryRefusalOf(state, inside.rows);
    if (load.stopped) return { ...load, taken: 0, stopped: noteRefusal(state, load.stopped) };
  }
  await absorb(sliceColumns(inside.columns, { count: inside.rows }));
  for (const row of outside) state.outside.add(row);
  return { ...load, outside: outside.length };
}
