import { byVisitDue, isVisitDue, toLocalTime, visitStanding } from "@getu/domain";
import type { VisitedCluster, VisitStanding } from "@getu/domain";
import type { Entry, VisitWork } from "../outbox/entry.ts";
import { isSent } from "../outbox/outbox.ts";

/** A household cluster as the phone shows it. */
export type ClusterLine = {
  cluster: VisitedCluster;
  standing: VisitStanding;
  /** True while a visit to it waits to be sent. */
  isPending: boolean;
};

/** By which day and clock clusters stand as they do. */
export type VisitMoment = { now: Date; timeZone: string };

/** The day of a moment in a time zone, as `2026-11-26`. */
const dayOf = (ms: number, timeZone: string): string =>
  toLocalTime(new Date(ms).toISOString(), timeZone).slice(0, 10);

/**
 * How clusters stand once what this phone has noted is in: what was refused, or where nobody was at home, counts for
 * nothing. The most overdue first.
 */
export function standOf(
  clusters: readonly VisitedCluster[],
  entries: readonly Entry[],
  { now, timeZone }: VisitMoment,
): ClusterLine[] {
  const today = dayOf(now.getTime(), timeZone);
  const own = Map.groupBy(entries.flatMap(toOwnVisit), ({ work }) => work.clusterId);
  const lines = clusters.map((cluster): ClusterLine => {
    const visits = own.get(cluster.id) ?? [];
    const met = visits.filter(({ work }) => work.outcome !== "away");
    const days = met.map(({ work }) => dayOf(work.seenAtMs, timeZone));
    const last = [cluster.lastVisitedOn ?? "", ...days].toSorted().at(-1)!; // there is one at least
    const visited = { ...cluster, lastVisitedOn: last === "" ? null : last };
    const isPending = visits.some(({ entry }) => !isSent(entry));
    return { cluster: visited, standing: visitStanding(visited, today), isPending };
  });
  return lines.toSorted((a, b) => byVisitDue(a.cluster, b.cluster));
}

function toOwnVisit(entry: Entry): { entry: Entry; work: VisitWork }[] {
  const { work, state } = entry;
  const isLost = state.kind === "refused" || state.kind === "conflict";
  return work.kind === "visit" && !isLost ? [{ entry, work }] : [];
}

/** What is shown as due: what is due, and what has just been noted and not yet been sent. */
export const isOnToday = ({ standing, isPending }: ClusterLine): boolean => isPending || isVisitDue(standing);
