import type { Place } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { ALONE, useTRPC } from "./trpc.ts";

const REFETCH_MS = 30 * 60_000;

/** Every place of a territory. */
export function usePlaces(territoryId: number): UseQueryResult<Place[]> {
  const trpc = useTRPC();
  const options = {
    placeholderData: keepPreviousData,
    refetchInterval: REFETCH_MS,
    trpc: { context: ALONE },
  };
  return useQuery(trpc.place.list.queryOptions({ territoryId }, options)) as UseQueryResult<Place[]>;
}
