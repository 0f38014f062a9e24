import type { Camera } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { Bounds } from "./map/map-types.ts";
import { useTRPC } from "./trpc.ts";

/** Which cameras a screen shows: all, those of a box, or none yet. */
export type CameraReach = "all" | "none" | { bbox: Bounds };

const REFETCH_MS = 5 * 60_000;

/** Cameras of a territory, kept up to date by `useLive`; those of the last box stay while another one comes in. */
export function useCameras(territoryId: number, reach: CameraReach): UseQueryResult<Camera[]> {
  const trpc = useTRPC();
  const box = typeof reach === "object" ? { bbox: [...reach.bbox] as [number, number, number, number] } : {};
  const options = {
    enabled: reach !== "none",
    placeholderData: keepPreviousData,
    refetchInterval: REFETCH_MS,
  };
  return useQuery(trpc.camera.list.queryOptions({ territoryId, ...box }, options)) as UseQueryResult<
    Camera[]
  >;
}
