import type { HeatRow } from "./columns.ts";
import { hasState } from "./heat-kinds.ts";
import type { HeatKinds } from "./heat-kinds.ts";
import { isColumnTime, refusalOf, toHeatPoint } from "./heat-point.ts";
import type { HeatIncident, HeatPoint } from "./heat-point.ts";
import type { HeatRefusal } from "./heat-refusal.ts";
import { finestLevelOf, POSITION_LEVEL, rootHolds } from "./heat-root.ts";
import type { HeatRoot } from "./heat-root.ts";
import { runBytesOf } from "./heat-run.ts";
import type { RunOptions } from "./heat-run.ts";
import { bytesOfSegment, rowsOfSegment } from "./heat-segment.ts";
import type { HeatSegment } from "./heat-segment.ts";
import { bytesOfTail, pushToTail, rowsOfTail } from "./heat-tail.ts";
import type { HeatTail } from "./heat-tail.ts";
import { BYTES_PER_OUTSIDE_ROW } from "./outside-rows.ts";
import type { OutsideRows } from "./outside-rows.ts";

/** Everything an index holds. */
export type HeatState = {
  readonly run: RunOptions;
  memoryLimitBytes: number;
  readonly kinds: HeatKinds;
  /** Oldest and largest first; replaced as a whole by `replaceSegments`, never changed in place. */
  segments: readonly HeatSegment[];
  /** What they take in memory: asked for with every incident, so it is kept. */
  segmentBytes: number;
  readonly tail: HeatTail;
  readonly outside: OutsideRows;
  /** From the earliest to the latest time ever put in, of those that columns can hold; null = none yet. */
  extent: { earliest: number; latest: number } | null;
  /** How many incidents were refused, by reason. */
  readonly refused: Map<HeatRefusal["code"], number>;
  /** Set once a valid incident had to be left out: from then on no count would be right. */
  incomplete: HeatRefusal | null;
  /** Builds that failed so far; their rows stayed where they were. */
  failedBuilds: number;
};

/** Rows of columns an index holds, withdrawn ones included. */
export const rowsOf = ({ segments, tail }: HeatState): number =>
  segments.reduce((sum, segment) => sum + rowsOfSegment(segment), rowsOfTail(tail));

/** What an index takes in memory; while segments are merged it takes up to as much again. */
export const bytesOf = ({ segmentBytes, tail, outside }: HeatState): number =>
  segmentBytes + bytesOfTail(tail) + outside.size * BYTES_PER_OUTSIDE_ROW;

/** Puts other segments in the place of those there are. */
export function replaceSegments(state: HeatState, segments: readonly HeatSegment[]): void {
  state.segments = segments;
  state.segmentBytes = segments.reduce((sum, segment) => sum + bytesOfSegment(segment), 0);
}

/** Why so many further rows in one segment would not fit, or null when they do. */
export function memoryRefusalOf(state: HeatState, furtherRows: number): HeatRefusal | null {
  const neededBytes = Math.ceil(bytesOf(state) + runBytesOf(furtherRows, state.run));
  const limitBytes = state.memoryLimitBytes;
  if (neededBytes <= limitBytes) return null;
  return { code: "MEMORY_LIMIT", rows: rowsOf(state) + furtherRows, neededBytes, limitBytes };
}

/** The database would count these incidents, so an index without them must not answer. */
const leavesOut: ReadonlySet<HeatRefusal["code"]> = new Set([
  "MEMORY_LIMIT",
  "TOO_MANY_CATEGORIES",
  "UNKNOWN_STATE",
]);

/** Notes a refusal; one that leaves a valid incident out makes the index incomplete. */
export function noteRefusal(state: HeatState, refusal: HeatRefusal): HeatRefusal {
  state.refused.set(refusal.code, (state.refused.get(refusal.code) ?? 0) + 1);
  if (leavesOut.has(refusal.code)) state.incomplete ??= refusal;
  return refusal;
}

/** Makes the extent hold the time, unless the columns cannot. */
export function widenExtent(state: HeatState, seconds: number): void {
  if (!isColumnTime(seconds)) return;
  const { earliest, latest } = state.extent ?? { earliest: seconds, latest: seconds };
  if (state.extent && seconds >= earliest && seconds <= latest) return;
  state.extent = { earliest: Math.min(earliest, seconds), latest: Math.max(latest, seconds) };
}

/** A point with its place: a row of columns, or one kept apart (outside the root, or of another century). */
export type PlacedPoint = { point: HeatPoint; kind: number; row: HeatRow | null };

/** Checks an incident and works out its row; or why it has none. */
export function placePoint(state: HeatState, given: HeatIncident | HeatPoint): PlacedPoint | HeatRefusal {
  const point = "seconds" in given ? given : toHeatPoint(given);
  if ("code" in point) return point;
  const refusal = refusalOf(point);
  if (refusal) return refusal;
  const { category, severity, status } = point;
  if (!hasState(point)) return { code: "UNKNOWN_STATE", severity, status };
  const kind = state.kinds.numberOf(point);
  if (kind === null) return { code: "TOO_MANY_CATEGORIES", category };
  return { point, kind, row: rowOf(state.run.root, point, kind) };
}

function rowOf(root: HeatRoot, { seconds, x, y }: HeatPoint, kind: number): HeatRow | null {
  if (!rootHolds(root, { x, y }) || !isColumnTime(seconds)) return null;
  const shift = POSITION_LEVEL - finestLevelOf(root);
  return { time: seconds, x: (x - root.x) >>> shift, y: (y - root.y) >>> shift, kind };
}

/** Counts an incident from now on (`sign` 1), or no longer (-1). */
export function putIncident(
  state: HeatState,
  given: HeatIncident | HeatPoint,
  sign: 1 | -1,
): HeatRefusal | null {
  const placed = placePoint(state, given);
  if ("code" in placed) return noteRefusal(state, placed);
  if (state.incomplete) return noteRefusal(state, state.incomplete);
  const full = memoryRefusalOf(state, 0);
  if (full) return noteRefusal(state, full);
  const { point, kind, row } = placed;
  widenExtent(state, point.seconds);
  if (row) pushToTail(state.tail, row, sign);
  else state.outside.add({ time: point.seconds, x: point.x, y: point.y, kind, count: sign });
  return null;
}
