import type { DraftEntry } from "@getu/domain/redraw";
import type { History } from "./history.ts";

/** What has to be added to a draft's log to come from one state of a plan to another: what is taken back, then what is done. */
export function entriesBetween(before: History, after: History): DraftEntry[] {
  let same = 0;
  while (same < before.done.length && before.done[same] === after.done[same]) same++;
  const undone = before.done
    .slice(same)
    .flatMap(({ steps }) => steps.map((): DraftEntry => ({ kind: "undo" })));
  return [...undone, ...after.done.slice(same).flatMap(({ steps }) => steps)];
}
