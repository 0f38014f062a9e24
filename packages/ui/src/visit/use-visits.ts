import type { Visit, VisitCoverage, VisitedCluster } from "@getu/domain";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTRPC } from "../trpc.ts";

const LOOK_AGAIN_MS = 5 * 60_000;

/** Household clusters, the most overdue first; `total` counts those too that are too many to be listed. */
export type ClusterList = { clusters: readonly VisitedCluster[]; total: number };

/** The household clusters of a grid, or (null) of all that one may see. */
export function useClusters({
  territoryId,
  gridId,
}: {
  territoryId: number;
  gridId: number | null;
}): UseQueryResult<ClusterList> {
  const trpc = useTRPC();
  const input = { territoryId, ...(gridId !== null && { gridId }) };
  return useQuery(
    trpc.visit.clusters.queryOptions(input, { refetchInterval: LOOK_AGAIN_MS }),
  ) as UseQueryResult<ClusterList>;
}

/** A household cluster with its latest visits, newest first. */
export type VisitHistory = { cluster: VisitedCluster; visits: readonly Visit[] };

/** The visits of a household cluster. */
export function useVisitHistory(key: {
  territoryId: number;
  clusterId: number;
}): UseQueryResult<VisitHistory> {
  return useQuery(useTRPC().visit.history.queryOptions(key)) as UseQueryResult<VisitHistory>;
}

/** How far visits keep their rhythm, and the way to set it. */
export type VisitsOfTier = {
  coverage: UseQueryResult<VisitCoverage>;
  /** `gridId` null = the whole territory, `everyDays` null = as the grid above. */
  setRhythm: (given: { gridId: number | null; everyDays: number | null }) => Promise<void>;
};

/** How far visits keep their rhythm, by the grids of one tier; the numbers of the tier before stay up while these load. */
export function useVisitCoverage(key: { territoryId: number; tier: number }): VisitsOfTier {
  const trpc = useTRPC();
  const client = useQueryClient();
  const coverage = useQuery(
    trpc.visit.coverage.queryOptions(key, {
      placeholderData: keepPreviousData,
      refetchInterval: LOOK_AGAIN_MS,
    }),
  ) as UseQueryResult<VisitCoverage>;
  const rhythm = useMutation(trpc.visit.rhythm.mutationOptions());
  return {
    coverage,
    async setRhythm(given) {
      await rhythm.mutateAsync({ territoryId: key.territoryId, ...given });
      await client.invalidateQueries(trpc.visit.pathFilter());
    },
  };
}
