import type { DayCounts } from "@getu/domain";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { freshFor } from "./fresh-for.ts";
import { ALONE, useTRPC } from "./trpc.ts";

/** A day that has passed still changes: what phones deliver late belongs to the day on which it happened. */
export const DAY_REFETCH_MS: number = 5 * 60_000;

/** The incidents of a day of the territory's calendar, `2026-11-26`, counted slot by slot. */
export function useDayCounts(territoryId: number, day: string): UseQueryResult<DayCounts> {
  const trpc = useTRPC();
  const options = {
    staleTime: freshFor(DAY_REFETCH_MS), // a scene that comes round is mounted for less than that
    refetchInterval: DAY_REFETCH_MS,
    trpc: { context: ALONE },
  };
  return useQuery(trpc.summary.day.queryOptions({ territoryId, day }, options)) as UseQueryResult<DayCounts>;
}
