import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { BasemapSource, Catalogue, Territory } from "@getu/domain";
import { useTRPC } from "./trpc.ts";

const LOOK_AGAIN_MS = 60_000;

/** The territories this screen may see; looked for again every minute, so that an import shows by itself. */
export function useTerritories(): UseQueryResult<Territory[]> {
  const trpc = useTRPC();
  return useQuery(trpc.territory.list.queryOptions({}, { refetchInterval: LOOK_AGAIN_MS })) as UseQueryResult<
    Territory[]
  >;
}

/** Areas of work and categories of incidents. */
export function useCatalogue(territoryId: number): UseQueryResult<Catalogue> {
  const trpc = useTRPC();
  return useQuery(trpc.catalogue.get.queryOptions({ territoryId })) as UseQueryResult<Catalogue>;
}

/** What the ground below the grids is drawn from. */
export function useBasemap(territoryId: number): BasemapSource | null {
  const trpc = useTRPC();
  return useQuery(trpc.map.config.queryOptions({ territoryId })).data?.basemap ?? null;
}
