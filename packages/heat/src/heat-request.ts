import type { HeatQuery } from "@getu/domain";
import type { KindFilter } from "./heat-kinds.ts";
import type { CellView } from "./heat-root.ts";
import { cellsOfBbox } from "./root-of-bbox.ts";
import type { HourOfWeek, TimeRange } from "./weekly-hours.ts";

/** What to count: a window of time, the cells of a view, and which incidents. */
export type HeatRequest = KindFilter & {
  /** `[from, to)`; an empty or reversed window holds nothing. */
  window: TimeRange;
  view: CellView;
  /** Only incidents of these local hours; left out = all. */
  hoursOfWeek?: readonly HourOfWeek[] | undefined;
};

/** A screen's question as the index takes it: cells that touch the box are counted whole, times are cut to the second. */
export function toHeatRequest(query: HeatQuery): HeatRequest {
  const { categories, severities, statuses, hoursOfWeek } = query;
  const [from, to] = [query.from, query.to].map((time) => Math.floor(Date.parse(time) / 1000));
  return {
    window: { from: from!, to: to! }, // two in, two out
    view: cellsOfBbox(query.bbox, query.level),
    categories,
    severities,
    statuses,
    hoursOfWeek,
  };
}
