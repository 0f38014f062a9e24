import type { QueueEntry } from "@getu/domain";
import { openActions } from "./next-action.ts";
import type { Entry } from "./outbox/entry.ts";
import { isStuckAt, pendingActs } from "./outbox/outbox.ts";
import type { Work } from "./work.ts";

/** One's open work: what one can do something about, and what waits for others. */
export type OwnWork = Record<"toDo" | "elsewhere", readonly QueueEntry[]>;

/** Parts one's work by who is to act; what stands still in the outbox, or the phone knows too little of, is one's own to look at. */
export function partWork(
  { mine, my, duties }: Pick<Work, "mine" | "my" | "duties">,
  entries: readonly Entry[],
): OwnWork {
  const isElsewhere = ({ id }: QueueEntry): boolean => {
    const found = my.cases.get(id);
    if (!found || isStuckAt(entries, id)) return false;
    const pending = pendingActs(entries, { incidentId: id, steps: found.steps.length });
    return pending.length === 0 && openActions(found, pending, duties).length === 0;
  };
  const { toDo = [], elsewhere = [] } = Object.groupBy(mine ?? [], (entry) =>
    isElsewhere(entry) ? "elsewhere" : "toDo",
  );
  return { toDo, elsewhere };
}
