import type { Incident } from "@getu/domain";
import type { AppRouter } from "@getu/api/types";
import type { TRPCClient } from "@trpc/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { applyToIncidents } from "./live/apply-change.ts";
import type { IncidentListRule } from "./live/apply-change.ts";
import { changeLog } from "./live/change-log.ts";
import { ALONE, useTRPCClient } from "./trpc.ts";

export type { IncidentListRule } from "./live/apply-change.ts";

/** Incidents, newest report first, as the database had them at `asOf` and as changes have come in since. */
export type IncidentList = { incidents: readonly Incident[]; asOf: string };

const PAGE = 500;
const REFETCH_MS = 5 * 60_000; // changes come by /live; this only mends what a fault there may have missed

/** Key of every list of incidents of one territory; a list's own key ends in its rule. */
export const incidentListKey = (territoryId: number): readonly unknown[] => ["incidents", territoryId];

/** Incidents of one territory, kept up to date by `useLive`. */
export function useIncidents(territoryId: number, rule: IncidentListRule): UseQueryResult<IncidentList> {
  const client = useTRPCClient();
  return useQuery({
    queryKey: [...incidentListKey(territoryId), rule],
    queryFn: async ({ signal }) => {
      const { answer, missed } = await changeLog.during(() =>
        fetchIncidents(client, { territoryId, rule, signal }),
      );
      const incidents = missed.reduce((all, change) => applyToIncidents(all, change, rule), answer.incidents);
      return { ...answer, incidents };
    },
    refetchInterval: REFETCH_MS,
    placeholderData: keepPreviousData,
  });
}

/** Asks page by page until the rule's limit or the end; `asOf` is the first page's, the oldest. */
async function fetchIncidents(
  client: TRPCClient<AppRouter>,
  { territoryId, rule, signal }: { territoryId: number; rule: IncidentListRule; signal: AbortSignal },
): Promise<IncidentList> {
  const incidents: Incident[] = [];
  let asOf: string | null = null;
  while (incidents.length < rule.limit) {
    const limit = Math.min(PAGE, rule.limit - incidents.length);
    const before = incidents.at(-1)?.id;
    const page = await client.incident.list.query(
      { territoryId, limit, ...(rule.open && { open: true }), ...(before !== undefined && { before }) },
      { signal, context: ALONE },
    );
    asOf ??= page.asOf;
    incidents.push(...page.incidents);
    if (page.incidents.length < limit) break;
  }
  return { incidents, asOf: asOf ?? new Date(0).toISOString() };
}
