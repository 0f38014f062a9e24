import type { Incident } from "@getu/domain";
import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";

/** Incidents of a territory whose histories this phone has read and keeps, as it last knew them, whosever they are by now. */
export function useKnownIncidents(territoryId: number): Incident[] {
  const trpc = useTRPC();
  const client = useQueryClient();
  const known = client.getQueryCache().findAll(trpc.incident.history.queryFilter({ territoryId }));
  return known.flatMap(
    ({ state: { data } }) => (data === undefined ? [] : (data as { incident: Incident }).incident), // as the filter asks
  );
}
