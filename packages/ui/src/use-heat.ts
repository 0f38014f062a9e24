import { readHeatFile } from "@getu/domain";
import type { HeatQuery, HeatRaster } from "@getu/domain";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { fetchBytes } from "./fetch-bytes.ts";
import { windowAt } from "./heat-time.ts";
import type { HeatWindow } from "./heat-time.ts";
import type { Bounds } from "./map/map-types.ts";

/** What the heat shows: a window, moved so many steps back, and the categories counted; null = all. */
export type HeatChoice = { window: HeatWindow; back: number; categories: readonly string[] | null };

/** A choice at a place: `level` is a web-mercator zoom whose tiles are counted. */
export type HeatQuestion = { choice: HeatChoice; bbox: Bounds; level: number };

const REFETCH_MS = { day: 60_000, week: 60_000, month: 300_000, year: 600_000, ever: 600_000 } as const;

/** A slider leaves many answers behind, and nobody returns to most of them. */
const FORGET_AFTER_MS = 60_000;

/**
 * Incidents per cell. While a question is on its way the next one waits, and of all that were put meanwhile only the last
 * is asked: a slider never has more than one request in flight, and the old counts stay until new ones are there.
 */
export function useHeat(
  territoryId: number,
  question: HeatQuestion,
  nowAt: () => Date,
): { raster: HeatRaster | null; choice: HeatChoice } {
  const [asked, setAsked] = useState(question);
  const { data, isFetching } = useQuery({
    queryKey: ["heat", territoryId, asked],
    queryFn: async ({ signal }) => {
      const address = heatAddress(territoryId, heatQuery(asked, nowAt()));
      return { raster: readHeatFile(await fetchBytes(address, signal)), choice: asked.choice };
    },
    refetchInterval: REFETCH_MS[asked.choice.window],
    placeholderData: keepPreviousData,
    gcTime: FORGET_AFTER_MS,
  });
  if (!isFetching && JSON.stringify(asked) !== JSON.stringify(question)) setAsked(question);
  return { raster: data?.raster ?? null, choice: data?.choice ?? question.choice };
}

/** The query of a question at an instant. */
export function heatQuery({ choice, bbox, level }: HeatQuestion, now: Date): HeatQuery {
  const { from, to } = windowAt(choice.window, { back: choice.back, now });
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    bbox: [...bbox],
    level,
    ...(choice.categories !== null && { categories: [...choice.categories] }),
  };
}

function heatAddress(territoryId: number, { bbox, level, categories, ...time }: HeatQuery): string {
  const query = new URLSearchParams({
    from: time.from,
    to: time.to,
    bbox: bbox.join(),
    level: String(level),
  });
  if (categories) query.set("categories", categories.join());
  return `/territories/${territoryId}/heat.bin?${query}`;
}
