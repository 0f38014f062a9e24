import { ALL_KINDS, askedKinds } from "@getu/domain";
import type { HeatKinds, HeatWeek } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import { freshFor } from "./fresh-for.ts";
import { ALONE, useTRPC } from "./trpc.ts";

/** The week's pattern over months hardly moves. */
const REFETCH_MS = 10 * 60_000;

const NEVER = new Date(0);

type WeekQuestion = { from: Date; to: Date; kinds?: HeatKinds };

/** Incidents of a window by local hour of the week and by grid; the old ones stay while another window comes in. Null asks nothing. */
export function useHeatWeek(territoryId: number, question: WeekQuestion | null): UseQueryResult<HeatWeek> {
  const trpc = useTRPC();
  const { from, to, kinds = ALL_KINDS } = question ?? { from: NEVER, to: NEVER };
  const input = {
    territoryId,
    from: from.toISOString(),
    to: to.toISOString(),
    ...askedKinds(kinds),
  };
  return useQuery(
    trpc.heat.week.queryOptions(input, {
      enabled: question !== null,
      placeholderData: keepPreviousData,
      staleTime: freshFor(REFETCH_MS), // a scene that comes round is mounted for less than that
      refetchInterval: REFETCH_MS,
      trpc: { context: ALONE },
    }),
  ) as UseQueryResult<HeatWeek>;
}
