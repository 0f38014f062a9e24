import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { BasemapSource, Catalogue, Territory } from "@getu/domain";
import { useEffect, useState } from "react";
import { ALONE, useTRPC } from "./trpc.ts";

const LOOK_AGAIN_MS = 60_000;

/** A server may have been started again with other rules, names or ground; no change tells of it. */
export const RULES_AGAIN_MS = 10 * 60_000;

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
  const options = { refetchInterval: RULES_AGAIN_MS };
  return useQuery(trpc.catalogue.get.queryOptions({ territoryId }, options)) as UseQueryResult<Catalogue>;
}

/** What the ground below the grids is drawn from. */
export const useBasemap = (territoryId: number): BasemapSource | null =>
  useGround(territoryId)?.basemap ?? null;

/** Layers of other ground come in one after the other. */
const GROUND_STANDS_MS = 10_000;

/** The same, with a name that is another one once it is drawn from elsewhere or other ground has been imported. */
export function useGround(territoryId: number): { basemap: BasemapSource; name: string } | null {
  const trpc = useTRPC();
  const options = { refetchInterval: RULES_AGAIN_MS, trpc: { context: ALONE } }; // no map before it is there
  const { data } = useQuery(trpc.map.config.queryOptions({ territoryId }, options));
  const name = useStanding(data ? JSON.stringify(data) : null, GROUND_STANDS_MS);
  return data && name !== null ? { basemap: data.basemap, name } : null;
}

/** A value once it has been the same for so long; the first at once. */
function useStanding<Value>(value: Value | null, ms: number): Value | null {
  const [standing, setStanding] = useState(value);
  if (standing === null && value !== null) setStanding(value);
  useEffect(() => {
    const timer = setTimeout(() => setStanding(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return standing ?? value;
}
