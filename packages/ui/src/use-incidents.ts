import type { Incident } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { applyToIncidents } from "./live/apply-change.ts";
import type { IncidentListRule } from "./live/apply-change.ts";
import { changeLog } from "./live/change-log.ts";
import { ALONE, useTRPCClient } from "./trpc.ts";

export type { IncidentListRule } from "./live/apply-change.ts";

/** Incidents, newest report first, as the database had them at `asOf` and as changes have come in since. */
export type IncidentList = {
  incidents: readonly Incident[];
  /** True once there was no room for more: what goes from it then leaves a gap, and older ones are not known. */
  isCut: boolean;
  asOf: string;
};

/** Key of every list of incidents of one territory; a list's own key ends in its rule. */
export const incidentListKey = (territoryId: number): readonly unknown[] => ["incidents", territoryId];

/** Incidents of one territory, kept up to date by `useLive`; `enabled: false` = not asked for yet. */
export function useIncidents(
  territoryId: number,
  rule: IncidentListRule,
  { enabled = true }: { enabled?: boolean } = {},
): UseQueryResult<IncidentList> {
  const client = useTRPCClient();
  return useQuery({
    queryKey: [...incidentListKey(territoryId), rule],
    queryFn: async ({ signal }) => {
      const { open, ...rest } = rule;
      const input = { territoryId, ...rest, ...(open && { open }) };
      const { answer, missed } = await changeLog.during(() =>
        client.incident.list.query(input, { signal, context: ALONE }),
      );
      const incidents = missed.reduce<readonly Incident[]>(
        (all, change) => applyToIncidents(all, change, rule),
        answer.incidents,
      );
      return { ...answer, incidents, isCut: answer.incidents.length === rule.limit };
    },
    enabled,
    placeholderData: keepPreviousData,
  });
}
