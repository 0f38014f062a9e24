import type { HeatCells, HeatQuery } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { UseQueryResult } from "@tanstack/react-query";
import type { Bounds } from "./map/map-types.ts";
import { useTRPCClient } from "./trpc.ts";

/** Time windows a screen offers, ending now; `ever` shows what was recorded long ago. */
export const HEAT_WINDOWS = ["day", "week", "month", "year", "ever"] as const;

/** A time window that ends now. */
export type HeatWindow = (typeof HEAT_WINDOWS)[number];

/** What the heat shows: a window, and the categories counted; null = all. */
export type HeatChoice = { window: HeatWindow; categories: readonly string[] | null };

const DAYS = { day: 1, week: 7, month: 30, year: 365, ever: 36_525 } as const satisfies Record<
  HeatWindow,
  number
>;
const DAY_MS = 86_400_000;
const REFETCH_MS = { day: 60_000, week: 60_000, month: 300_000, year: 600_000, ever: 600_000 } as const;

/** Incidents per cell in the window that ends at `nowAt()`; the old counts stay up while a new window loads. */
export function useHeat(
  territoryId: number,
  choice: HeatChoice,
  view: { bbox: Bounds; level: number; nowAt: () => Date },
): UseQueryResult<HeatCells> {
  const client = useTRPCClient();
  const { bbox, level, nowAt } = view;
  return useQuery({
    queryKey: ["heat", territoryId, choice, bbox, level],
    queryFn: ({ signal }) =>
      client.heat.cells.query(
        { territoryId, ...heatQuery(choice, { bbox, level, now: nowAt() }) },
        { signal },
      ),
    refetchInterval: REFETCH_MS[choice.window],
    placeholderData: keepPreviousData,
  });
}

/** The query of a choice at an instant; the end is rounded up to a minute, so that screens ask alike. */
export function heatQuery(
  choice: HeatChoice,
  { bbox, level, now }: { bbox: Bounds; level: number; now: Date },
): HeatQuery {
  const end = Math.ceil(now.getTime() / 60_000) * 60_000;
  return {
    from: new Date(end - DAYS[choice.window] * DAY_MS).toISOString(),
    to: new Date(end).toISOString(),
    bbox: [...bbox],
    level,
    ...(choice.categories !== null && { categories: [...choice.categories] }),
  };
}
