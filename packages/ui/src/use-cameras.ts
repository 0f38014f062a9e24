import type { Camera } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTRPC } from "./trpc.ts";

const REFETCH_MS = 5 * 60_000;

/** Every camera of a territory, kept up to date by `useLive`. */
export function useCameras(territoryId: number): UseQueryResult<Camera[]> {
  const trpc = useTRPC();
  const options = { placeholderData: keepPreviousData, refetchInterval: REFETCH_MS };
  return useQuery(trpc.camera.list.queryOptions({ territoryId }, options)) as UseQueryResult<Camera[]>;
}
