import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { queueQuestion } from "../queue/use-queue.ts";
import type { QueueView } from "../queue/use-queue.ts";
import { useTRPC, useTRPCClient } from "../trpc.ts";
import { gridIncidentsQuestion } from "./use-my-grid.ts";
import type { OwnGrid } from "./use-my-grid.ts";

/**
 * Asks for the work of a grid and what it is read with before any of it is shown: whoever shows it finds the answers, or
 * waits with those that are on their way. Nobody is told of what fails: who shows it asks again.
 */
export function useAskAhead(): (grid: OwnGrid, view: QueueView) => void {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  return useCallback(
    ({ territoryId, gridId }, view) => {
      void cache.prefetchQuery(queueQuestion(client, { territoryId, view, after: null }));
      void cache.prefetchQuery(gridIncidentsQuestion(client, { territoryId, gridId }));
      void cache.prefetchQuery(trpc.catalogue.get.queryOptions({ territoryId }));
      void cache.prefetchQuery(trpc.catalogue.loop.queryOptions({ territoryId }));
      const inGrid = { territoryId, ...(gridId !== null && { gridId }) };
      void cache.prefetchQuery(trpc.visit.clusters.queryOptions(inGrid));
      if (gridId !== null) void cache.prefetchQuery(trpc.grid.around.queryOptions({ territoryId, gridId }));
    },
    [trpc, client, cache],
  );
}
