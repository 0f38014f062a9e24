import type { Incident } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { applyToIncidents } from "./live/apply-change.ts";
import type { IncidentListRule } from "./live/apply-change.ts";
import { changeLog } from "./live/change-log.ts";
import { ALONE, useTRPCClient } from "./trpc.ts";

export type { IncidentListRule } from "./live/apply-change.ts";

/** Incidents, newest report first, as the database had them at `asOf` and as changes have come in since. */
export type IncidentList = { incidents: readonly Incident[]; asOf: string };

const REFETCH_MS = 5 * 60_000; // changes come by /live; this only mends what a fault there may have missed

/** Key of every list of incidents of one territory; a list's own key ends in its rule. */
export const incidentListKey = (territoryId: number): readonly unknown[] => ["incidents", territoryId];

/** Incidents of one territory, kept up to date by `useLive`. */
export function useIncidents(territoryId: number, rule: IncidentListRule): UseQueryResult<IncidentList> {
  const client = useTRPCClient();
  return useQuery({
    queryKey: [...incidentListKey(territoryId), rule],
    queryFn: async ({ signal }) => {
      const input = { territoryId, limit: rule.limit, ...(rule.open && { open: true }) };
      const { answer, missed } = await changeLog.during(() =>
        client.incident.list.query(input, { signal, context: ALONE }),
      );
      const incidents = missed.reduce<readonly Incident[]>(
        (all, change) => applyToIncidents(all, change, rule),
        answer.incidents,
      );
      return { ...answer, incidents };
    },
    refetchInterval: REFETCH_MS,
    placeholderData: keepPreviousData,
  });
}
