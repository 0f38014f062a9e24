import type { Summary } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { ALONE, useTRPC } from "./trpc.ts";

const REFETCH_MS = 15_000; // deadlines pass and midnight comes without any change in the feed

/** The numbers of the wall; `useLive` has them counted again after changes. */
export function useSummary(territoryId: number): UseQueryResult<Summary> {
  const trpc = useTRPC();
  const options = {
    placeholderData: keepPreviousData,
    refetchInterval: REFETCH_MS,
    trpc: { context: ALONE },
  };
  return useQuery(trpc.summary.get.queryOptions({ territoryId }, options)) as UseQueryResult<Summary>;
}
