import { buildSegmentHere } from "./build-segment.ts";
import type { BuildSegment } from "./build-segment.ts";
import { createHeatCounter } from "./count-heat.ts";
import type { HeatAnswer } from "./count-heat.ts";
import type { HeatPlan } from "./count-run.ts";
import { createHeatKinds } from "./heat-kinds.ts";
import type { HeatIncident, HeatPoint } from "./heat-point.ts";
import type { HeatRefusal } from "./heat-refusal.ts";
import type { HeatRequest } from "./heat-request.ts";
import type { HeatRoot } from "./heat-root.ts";
import { MATRIX_FROM_ROWS } from "./heat-run.ts";
import { rowsOfSegment } from "./heat-segment.ts";
import { restoreState, takeSnapshot } from "./heat-snapshot.ts";
import type { HeatSnapshot } from "./heat-snapshot.ts";
import { bytesOf, putIncident, rowsOf } from "./heat-state.ts";
import type { HeatState } from "./heat-state.ts";
import { createHeatTail, rowsOfTail } from "./heat-tail.ts";
import { loadPoints } from "./load-points.ts";
import type { HeatLoad, PointBatches } from "./load-points.ts";
import { MERGE_POLICY } from "./merge-plan.ts";
import type { MergePolicy } from "./merge-plan.ts";
import { createOutsideRows } from "./outside-rows.ts";
import { createSettler } from "./settle.ts";

/** How an index is set up; what is left out has a measured default. */
export type HeatIndexOptions = {
  root: HeatRoot;
  /** IANA name of the territory's zone, for hours of the week. */
  timeZone: string;
  /** Beyond it incidents are refused and the index stops answering; merging takes up to as much again for a while. */
  memoryLimitBytes?: number;
  /** Builds segments; by default in this thread, see `createMergeHost` for a worker. */
  build?: BuildSegment;
  onBuildError?: (error: unknown) => void;
  tailRows?: number;
  policy?: MergePolicy;
  matrixFromRows?: number;
  /** What an earlier index held, e.g. from `readHeatFolder`. */
  snapshot?: HeatSnapshot;
};

/** Numbers for an operator. */
export type HeatStats = {
  /** Rows in segments and tail, withdrawn ones included. */
  rows: number;
  /** Rows of each segment, oldest first. */
  segments: number[];
  tailRows: number;
  /** Rows outside the root, before 1970 or after 2106: counted all the same, one by one. */
  outsideRows: number;
  bytes: number;
  refused: Partial<Record<HeatRefusal["code"], number>>;
  /** Why the index does not answer; null = it does. */
  incomplete: HeatRefusal | null;
  /** Builds that failed so far; their rows stayed in the tail and count all the same. */
  failedBuilds: number;
  /** Seconds since 1970 of the earliest and the latest incident ever put in (up to 2106); a latest in the future shows a wrong clock. */
  extent: { earliest: number; latest: number } | null;
};

/**
 * Counts incidents per cell for any window, view and filter, from memory, exactly. It holds what it was told and nothing
 * else: the database stays the truth, and whoever feeds the index says each incident once and withdraws what changed.
 *
 *     add, withdraw ──► tail ──(when 32,768 rows long, in a worker)──► segments, at most four, each ≥ 8 × the next
 *                        scanned                                       matrices above 50,000 rows, else scanned
 *
 *     count = tail + segments + rows outside the root
 */
export type HeatIndex = {
  /** Counts an incident from now on; times come in any order, the future included. */
  add(incident: HeatIncident | HeatPoint): HeatRefusal | null;
  /** Stops counting an incident that was added just so. */
  withdraw(incident: HeatIncident | HeatPoint): HeatRefusal | null;
  /** An incident changed: its status, its time, its place. What could not be taken is returned. */
  correct(before: HeatIncident | HeatPoint, after: HeatIncident | HeatPoint): HeatRefusal[];
  /** Takes in a whole history, faster than one by one. */
  load(batches: PointBatches): Promise<HeatLoad>;
  count(request: HeatRequest, plan?: HeatPlan): HeatAnswer;
  stats(): HeatStats;
  /** Sets another limit, where several indexes share one memory. */
  limitMemory(bytes: number): void;
  /** What the index holds at this moment; later changes do not touch it. */
  snapshot(): HeatSnapshot;
  /** Builds the tail into a segment now. */
  flush(): Promise<void>;
  /** Resolves when no build is under way. */
  whenIdle(): Promise<void>;
};

const UNLIMITED = Number.POSITIVE_INFINITY;

function createState(options: HeatIndexOptions): HeatState {
  const { root, snapshot, memoryLimitBytes = UNLIMITED, matrixFromRows = MATRIX_FROM_ROWS } = options;
  const state: HeatState = {
    run: { root, matrixFromRows },
    memoryLimitBytes,
    kinds: createHeatKinds(snapshot?.categories),
    segments: [],
    segmentBytes: 0,
    tail: createHeatTail(),
    outside: createOutsideRows(),
    extent: null,
    refused: new Map(),
    incomplete: null,
    failedBuilds: 0,
  };
  if (snapshot) restoreState(state, snapshot);
  return state;
}

const statsOf = (state: HeatState): HeatStats => ({
  rows: rowsOf(state),
  segments: state.segments.map(rowsOfSegment),
  tailRows: rowsOfTail(state.tail),
  outsideRows: state.outside.size,
  bytes: bytesOf(state),
  refused: Object.fromEntries(state.refused),
  incomplete: state.incomplete,
  failedBuilds: state.failedBuilds,
  extent: state.extent,
});

/** An index without incidents, or with those of a snapshot. */
export function createHeatIndex(options: HeatIndexOptions): HeatIndex {
  const state = createState(options);
  const settler = createSettler(state, {
    build: options.build ?? buildSegmentHere,
    policy: options.policy ?? MERGE_POLICY,
    tailRows: options.tailRows ?? 32_768,
    onError: options.onBuildError ?? (() => undefined),
  });
  const counter = createHeatCounter(state, options.timeZone);
  const put = (incident: HeatIncident | HeatPoint, sign: 1 | -1): HeatRefusal | null => {
    const refusal = putIncident(state, incident, sign);
    settler.settleWhenDue();
    return refusal;
  };
  return {
    add: (incident) => put(incident, 1),
    withdraw: (incident) => put(incident, -1),
    correct: (before, after) => [put(before, -1), put(after, 1)].filter((refusal) => refusal !== null),
    load: (batches) => loadPoints(state, batches, (added) => settler.absorb(added)),
    count: (request, plan = "auto") => counter(request, plan),
    stats: () => statsOf(state),
    limitMemory(bytes) {
      state.memoryLimitBytes = bytes;
    },
    snapshot: () => takeSnapshot(state),
    flush: () => settler.flush(),
    whenIdle: () => settler.whenIdle(),
  };
}
