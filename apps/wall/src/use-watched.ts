import type { Incident } from "@getu/domain";
import { useIncidents } from "@getu/ui";
import { useMemo } from "react";

const OPEN = { open: true, limit: 2_000 }; // more dots than this say nothing any more; the numbers still count all
const URGENT = { ...OPEN, severity: "urgent" } as const;

/** The open incidents that a wall marks and watches. */
export type Watched = {
  /** Null = not known yet. */
  incidents: readonly Incident[] | null;
  /** True where everything urgent is among them. */
  haveAllUrgent: boolean;
  /** How many of the newest are marked where not all are; null = all are. */
  marked: number | null;
};

/** The newest of what is open; in a territory that has more of it, with everything urgent, however old. */
export function useWatched(territoryId: number) {
  const open = useIncidents(territoryId, OPEN);
  const { incidents: newest = null, isCut: isMore = false } = open.data ?? {};
  const allUrgent = useIncidents(territoryId, URGENT, { enabled: isMore });
  const urgent = allUrgent.data ?? null;
  const watched = useMemo<Watched>(() => {
    const marked = newest && isMore ? newest.length : null;
    if (!newest || !isMore || !urgent) return { incidents: newest, haveAllUrgent: !isMore, marked };
    return { incidents: join(newest, urgent.incidents), haveAllUrgent: !urgent.isCut, marked };
  }, [newest, isMore, urgent]);
  return {
    open,
    /** Null where nothing urgent could be missing of what is open. */
    urgent: isMore ? allUrgent : null,
    watched,
  };
}

/** The older ones come last. */
function join(newest: readonly Incident[], urgent: readonly Incident[]): Incident[] {
  const ids = new Set(newest.map(({ id }) => id));
  return [...newest, ...urgent.filter(({ id }) => !ids.has(id))];
}
