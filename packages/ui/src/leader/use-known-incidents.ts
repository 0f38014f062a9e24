import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";

/** Numbers of the incidents of a territory whose histories this phone has read and keeps, whosever they are by now. */
export function useKnownIncidents(territoryId: number): number[] {
  const trpc = useTRPC();
  const client = useQueryClient();
  const known = client.getQueryCache().findAll(trpc.incident.history.queryFilter({ territoryId }));
  return known.flatMap(({ queryKey, state }) => {
    const { input } = queryKey[1] as { input: { id: number } }; // as the filter asks
    return state.data === undefined ? [] : input.id;
  });
}
