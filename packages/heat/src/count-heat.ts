import { createCellCounter } from "./cell-counter.ts";
import type { CellCounts } from "./cell-counter.ts";
import { countRun } from "./count-run.ts";
import type { HeatPlan } from "./count-run.ts";
import type { HeatRefusal } from "./heat-refusal.ts";
import type { HeatRequest } from "./heat-request.ts";
import { isColumnTime } from "./heat-point.ts";
import { finestLevelOf } from "./heat-root.ts";
import type { HeatState } from "./heat-state.ts";
import { countTail } from "./heat-tail.ts";
import { countOutside, isWithin } from "./outside-rows.ts";
import { createDescentScratch } from "./wavelet-matrix.ts";
import { createZoneClock } from "./weekly-hours.ts";
import type { TimeRange, ZoneClock } from "./weekly-hours.ts";

/** Cells with their counts, or why the index cannot say. */
export type HeatAnswer =
  | {
      kind: "cells";
      level: number;
      cells: CellCounts;
      /** Cells in which more was withdrawn than added: the feed did not match, so rebuild from the database. */
      negativeCells: number;
    }
  | { kind: "refused"; refusal: HeatRefusal };

/** Counts cells over everything a state holds. */
export type HeatCounter = (request: HeatRequest, plan: HeatPlan) => HeatAnswer;

/** The window in parts: whole, or its chosen hours within the times that the index has rows of. */
function timesOf({ window, hoursOfWeek }: HeatRequest, state: HeatState, clock: ZoneClock): TimeRange[] {
  if (!hoursOfWeek) return window.from < window.to ? [window] : [];
  if (!state.extent) return [];
  const from = Math.max(window.from, state.extent.earliest);
  const to = Math.min(window.to, state.extent.latest + 1);
  return clock.rangesOf({ from, to }, new Set(hoursOfWeek));
}

/** Tells for a single time whether it is asked for; those that columns cannot hold lie outside `times`. */
function createTimeTest(
  { window, hoursOfWeek }: HeatRequest,
  { clock, times }: { clock: ZoneClock; times: readonly TimeRange[] },
): (seconds: number) => boolean {
  const hours = hoursOfWeek && new Set(hoursOfWeek);
  return (seconds) => {
    if (!hours || isColumnTime(seconds)) return isWithin(times, seconds);
    if (seconds < window.from || seconds >= window.to) return false;
    return clock.rangesOf({ from: seconds, to: seconds + 1 }, hours).length > 0;
  };
}

/** Why the state cannot answer, or null when it can. */
function refusalOf({ view }: HeatRequest, { incomplete, run }: HeatState): HeatRefusal | null {
  const finest = finestLevelOf(run.root);
  if (view.level > finest) return { code: "LEVEL_TOO_FINE", level: view.level, finest };
  return incomplete;
}

/** A counter over a state; `timeZone` says what an hour of the week is. */
export function createHeatCounter(state: HeatState, timeZone: string): HeatCounter {
  const clock = createZoneClock(timeZone);
  const scratch = createDescentScratch();
  return (request, plan) => {
    const refusal = refusalOf(request, state);
    if (refusal) return { kind: "refused", refusal };
    const counter = createCellCounter(request.view);
    const times = timesOf(request, state, clock);
    const count = {
      root: state.run.root,
      times,
      wanted: state.kinds.wantedBy(request),
      counter,
      plan,
      scratch,
    };
    for (const { added, withdrawn } of state.segments) {
      countRun(added, count, 1);
      countRun(withdrawn, count, -1);
    }
    countTail(state.tail, count);
    const holdsTime = createTimeTest(request, { clock, times });
    countOutside(state.outside, { ...count, holdsTime });
    return { kind: "cells", level: request.view.level, ...counter.finish() };
  };
}
