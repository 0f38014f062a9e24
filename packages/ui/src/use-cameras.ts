import type { Camera } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { applyToCameras } from "./live/apply-change.ts";
import { changeLog } from "./live/change-log.ts";
import type { Bounds } from "./map/map-types.ts";
import { useTRPC, useTRPCClient } from "./trpc.ts";
import type { Backend } from "./trpc.ts";

/** Which cameras a screen shows: all, those of a box, or none yet. */
export type CameraReach = "all" | "none" | { bbox: Bounds };

type CameraInput = { territoryId: number; bbox?: [number, number, number, number] };

/** Cameras of a territory, kept up to date by `useLive`; those of the last box stay while another one comes in. */
export function useCameras(territoryId: number, reach: CameraReach): UseQueryResult<Camera[]> {
  const trpc = useTRPC();
  const client = useTRPCClient();
  return useQuery(camerasQuery({ trpc, client }, { territoryId, reach })) as UseQueryResult<Camera[]>;
}

/** The question of `useCameras`. */
export function camerasQuery(
  { trpc, client }: { trpc: ReturnType<typeof useTRPC>; client: Backend },
  { territoryId, reach }: { territoryId: number; reach: CameraReach },
) {
  const input: CameraInput = { territoryId, ...(typeof reach === "object" && { bbox: [...reach.bbox] }) };
  return {
    queryKey: trpc.camera.list.queryKey(input),
    queryFn: () => fetchCameras(client, input),
    enabled: reach !== "none",
    ...(reach !== "none" && { placeholderData: keepPreviousData }), // nobody keeps up to date what is not asked for
  };
}

/** Cameras as the server has them, and as changes have come in while its answer was on its way. */
export async function fetchCameras(client: Backend, input: CameraInput): Promise<Camera[]> {
  const { answer, missed } = await changeLog.during(() => client.camera.list.query(input));
  return [...missed.reduce<readonly Camera[]>((cameras, change) => applyToCameras(cameras, change), answer)];
}

/** Nobody turns more pages. */
export const MOST_CAMERAS_LISTED = 500;

/** The cameras that came last to a state, the last first; asked for again after a change. */
export function useCamerasInStatus(territoryId: number, status: Camera["status"]): UseQueryResult<Camera[]> {
  const trpc = useTRPC();
  const input = { territoryId, status, limit: MOST_CAMERAS_LISTED };
  return useQuery(trpc.camera.inStatus.queryOptions(input)) as UseQueryResult<Camera[]>;
}
