import type { QueueFilter, Summary } from "@getu/domain";
import type { SummaryNumber } from "./number-buttons.tsx";

/** One of the numbers of the wall, of everything or of what lies in a grid or has climbed to a level. */
export type CountedIncidents = { number: SummaryNumber } & Pick<QueueFilter, "gridId" | "reached">;

/** What a summary says of one of its numbers; null = it does not count such a grid. */
export function countOf(summary: Summary, { number, gridId, reached }: CountedIncidents): number | null {
  if (reached !== undefined) return summary.ladder.find((rung) => rung.reached === reached)?.overdue ?? 0;
  if (gridId === undefined) return summary.total[number];
  const row = gridId === null ? outsideOf(summary) : summary.byGrid.find((each) => each.gridId === gridId);
  return row?.[number] ?? null;
}

/** What lies outside every grid: the rest of the total. */
function outsideOf({ total, byGrid }: Summary): Summary["total"] {
  const rest = (number: SummaryNumber): number =>
    byGrid.reduce((left, row) => left - row[number], total[number]);
  return {
    open: rest("open"),
    overdue: rest("overdue"),
    today: rest("today"),
    closedToday: rest("closedToday"),
  };
}
