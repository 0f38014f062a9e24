import type { HeatWeek } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { ALONE, useTRPC } from "./trpc.ts";

/** The week's pattern over months hardly moves. */
const REFETCH_MS = 10 * 60_000;

/** Incidents of a window by local hour of the week and by grid; the old ones stay while another window comes in. */
export function useHeatWeek(
  territoryId: number,
  { from, to }: { from: Date; to: Date },
): UseQueryResult<HeatWeek> {
  const trpc = useTRPC();
  const input = { territoryId, from: from.toISOString(), to: to.toISOString() };
  return useQuery(
    trpc.heat.week.queryOptions(input, {
      placeholderData: keepPreviousData,
      refetchInterval: REFETCH_MS,
      trpc: { context: ALONE },
    }),
  ) as UseQueryResult<HeatWeek>;
}
