import type { Place } from "@getu/domain";
import { useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { UNSEEN, useTRPC } from "./trpc.ts";

/** The police room that is nearest to a position, in whosoever grid it stands; null = the territory has none. No address names the position: it may be a home. */
export function usePoliceRoom(
  territoryId: number,
  [lng, lat]: Place["position"],
): UseQueryResult<Place | null> {
  const trpc = useTRPC();
  const input = { territoryId, position: [lng, lat] as [number, number] };
  return useQuery(
    trpc.place.nearestPoliceRoom.queryOptions(input, { trpc: { context: UNSEEN } }),
  ) as UseQueryResult<Place | null>;
}
