import type { Assessment, Counting, Figure, Lines } from "@getu/domain";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { freshFor } from "./fresh-for.ts";
import { ALONE, useTRPC, useTRPCClient } from "./trpc.ts";

/** A month of a territory by the grids of one tier, those of today unless said otherwise. */
export type MonthChoice = { territoryId: number; month: string; tier: number; lines?: Lines };

/** One number of a month: a figure of a grid, of what lies outside every grid, or of all of it. */
export type CountedChoice = MonthChoice & { figure: Figure; of: number | "elsewhere" | "all" };

/** Numbers move while work goes on: those of a month are asked for anew when the page is opened. */
const FRESH_MS = 60_000;
/** A wall may show them for hours. */
const REFETCH_MS = 5 * 60_000;
const PAGE = 50;

/** The figures of a month, kept up to date; those of the month before stay up while it loads. */
export function useAssessment(choice: MonthChoice): UseQueryResult<Assessment> {
  const trpc = useTRPC();
  const options = {
    placeholderData: keepPreviousData,
    staleTime: freshFor(FRESH_MS),
    refetchInterval: REFETCH_MS,
    trpc: { context: ALONE },
  };
  return useQuery(trpc.assessment.month.queryOptions(choice, options)) as UseQueryResult<Assessment>;
}

/** What stands behind one number, a page at a time. */
export function useCounted(choice: CountedChoice): {
  counted: readonly Counting[] | undefined;
  hasMore: boolean;
  isLoading: boolean;
  more: () => void;
} {
  const client = useTRPCClient();
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: ["counted", choice],
    queryFn: ({ pageParam, signal }) =>
      client.assessment.counted.query(
        { ...choice, limit: PAGE, ...(pageParam && { before: pageParam }) },
        { signal, context: ALONE },
      ),
    initialPageParam: null as { at: string; incidentId: number } | null,
    getNextPageParam: (page) => {
      const last = page.at(-1);
      return page.length < PAGE || !last ? null : { at: last.at, incidentId: last.incident.id };
    },
    staleTime: freshFor(FRESH_MS),
  });
  return {
    counted: data?.pages.flat(),
    hasMore: hasNextPage,
    isLoading: isFetching,
    more: () => void fetchNextPage(),
  };
}
