import type { GridsAround, Incident, Place } from "@getu/domain";
import { skipToken, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { queueKey } from "../queue/use-queue.ts";
import { useTRPC, useTRPCClient } from "../trpc.ts";
import type { Backend, Question } from "../trpc.ts";

const LOOK_AGAIN_MS = 5 * 60_000;
/** More than a leader can look through on a phone. */
const MOST_INCIDENTS = 100;

/** A grid that somebody answers for; null = none in particular. */
export type OwnGrid = { territoryId: number; gridId: number | null };

/** One's grid with its neighbours, asked for again now and then: boundaries change. */
export function useGridsAround({ territoryId, gridId }: OwnGrid): UseQueryResult<GridsAround> {
  const trpc = useTRPC();
  const input = gridId === null ? skipToken : { territoryId, gridId };
  return useQuery(
    trpc.grid.around.queryOptions(input, { refetchInterval: LOOK_AGAIN_MS }),
  ) as UseQueryResult<GridsAround>;
}

/** The places in and around a grid; no grid = none are asked for. */
export function usePlacesAround({ territoryId, gridId }: OwnGrid): UseQueryResult<Place[]> {
  const trpc = useTRPC();
  const input = gridId === null ? skipToken : { territoryId, gridId };
  return useQuery(trpc.place.around.queryOptions(input)) as UseQueryResult<Place[]>;
}

/** What is open in one's grid, whoever reported it, newest first; kept up to date by `useLive`. */
export function useGridIncidents({ territoryId, gridId }: OwnGrid): UseQueryResult<Incident[]> {
  const client = useTRPCClient();
  return useQuery({
    ...gridIncidentsQuestion(client, { territoryId, gridId }),
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** The question for what is open in a grid, as `useGridIncidents` puts it. */
export const gridIncidentsQuestion = (
  client: Backend,
  { territoryId, gridId }: OwnGrid,
): Question<Incident[]> => ({
  queryKey: [...queueKey(territoryId), "grid", gridId],
  queryFn: async ({ signal }) => {
    const asked = { territoryId, open: true, limit: MOST_INCIDENTS, ...(gridId !== null && { gridId }) };
    return (await client.incident.list.query(asked, { signal })).incidents;
  },
});
