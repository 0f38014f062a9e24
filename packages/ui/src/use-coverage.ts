import type { CameraViews, Coverage } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { freshFor } from "./fresh-for.ts";
import { ALONE, useTRPC } from "./trpc.ts";
import type { CameraReach } from "./use-cameras.ts";

// Incidents come in, and those of ninety days ago no longer count.
const REFETCH_MS = 60_000;

/** A city takes seconds to be counted. */
const COUNTING_MS = 2_000;

type Counted = { isOutdated: boolean } | null | undefined;

type Asked = { state: { data?: unknown; dataUpdatedAt: number } };

const intervalOf = ({ state }: Asked): number => {
  const answer = state.data as Counted;
  return answer === null || answer?.isOutdated === true ? COUNTING_MS : REFETCH_MS;
};

/** At the latest when its scene comes round again: that is shown for less than the interval. */
const ASKED_AGAIN = {
  staleTime: (asked: Asked): number => freshFor(intervalOf(asked))(asked),
  refetchInterval: intervalOf,
};

/** How far cameras see; null while it is being counted. `useLive` has it asked for again when a camera changes. */
export function useCoverage(territoryId: number): UseQueryResult<Coverage | null> {
  const trpc = useTRPC();
  return useQuery(
    trpc.coverage.get.queryOptions(
      { territoryId },
      {
        placeholderData: keepPreviousData,
        ...ASKED_AGAIN,
        trpc: { context: ALONE },
      },
    ),
  ) as UseQueryResult<Coverage | null>;
}

/** What each camera sees, of all or of a box; null while it is being counted. */
export function useCameraViews(territoryId: number, reach: CameraReach): UseQueryResult<CameraViews | null> {
  const trpc = useTRPC();
  const box = typeof reach === "object" ? { bbox: [...reach.bbox] as [number, number, number, number] } : {};
  return useQuery(
    trpc.coverage.views.queryOptions(
      { territoryId, ...box },
      {
        enabled: reach !== "none",
        ...(reach !== "none" && { placeholderData: keepPreviousData }),
        ...ASKED_AGAIN,
        trpc: { context: ALONE },
      },
    ),
  ) as UseQueryResult<CameraViews | null>;
}
