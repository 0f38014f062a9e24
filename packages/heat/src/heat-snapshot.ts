import type { HeatColumns } from "./columns.ts";
import type { HeatSegment } from "./heat-segment.ts";
import { timesOf } from "./heat-segment.ts";
import { replaceSegments, widenExtent } from "./heat-state.ts";
import type { HeatState } from "./heat-state.ts";
import { copyTail, pushToTail } from "./heat-tail.ts";
import type { OutsideRow } from "./outside-rows.ts";

/** Everything an index held at one moment. Segments are shared with it, not copied: they never change. */
export type HeatSnapshot = {
  /** Categories in the order of their numbers. */
  categories: readonly string[];
  segments: readonly HeatSegment[];
  /** The tail's rows, in the order they came. */
  tail: { added: HeatColumns; withdrawn: HeatColumns };
  outside: readonly OutsideRow[];
};

/** What a state holds now. */
export function takeSnapshot({ kinds, segments, tail, outside }: HeatState): HeatSnapshot {
  const { added, withdrawn } = copyTail(tail);
  return {
    categories: [...kinds.listCategories()],
    segments,
    tail: { added, withdrawn },
    outside: [...outside.list()],
  };
}

/** Puts a snapshot into an empty state that knows its categories. */
export function restoreState(state: HeatState, { segments, tail, outside }: HeatSnapshot): void {
  replaceSegments(state, segments);
  for (const { added, withdrawn } of segments) {
    for (const run of [added, withdrawn]) {
      const times = timesOf(run.columns);
      if (times) for (const seconds of [times.earliest, times.latest]) widenExtent(state, seconds);
    }
  }
  restoreTail(state, tail.added, 1);
  restoreTail(state, tail.withdrawn, -1);
  for (const row of outside) {
    widenExtent(state, row.time);
    state.outside.add(row);
  }
}

function restoreTail(state: HeatState, columns: HeatColumns, sign: 1 | -1): void {
  for (const [row, time] of columns.time.entries()) {
    widenExtent(state, time);
    const [x, y, kind] = [columns.x[row]!, columns.y[row]!, columns.kind[row]!]; // as long as `time`
    pushToTail(state.tail, { time, x, y, kind }, sign);
  }
}
