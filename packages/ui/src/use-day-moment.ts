import { DAY_SLOT_MS } from "@getu/domain";
import type { HeatRaster, Incident } from "@getu/domain";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { fetchHeat } from "./fetch-heat.ts";
import type { Bounds } from "./map/map-types.ts";
import { ALONE, useTRPCClient } from "./trpc.ts";
import type { Backend } from "./trpc.ts";
import { DAY_REFETCH_MS } from "./use-day-counts.ts";

/** As many as one question gives: more marks would hide each other. */
const MOST_LISTED = 500;

/** Who moves the time back and forth comes by again within so long, or does not. */
const KEPT_MS = 10_000;

/** A moment of a day with what is shown of it. */
export type DayMoment = {
  /** How many slots of the day have passed. */
  slot: number;
  /** Of the day until then. */
  heat: HeatRaster;
  /** The newest reports of what had happened by then, what happened first first; null = they were not asked for. */
  incidents: readonly Incident[] | null;
};

/** Where a day began, which of its moments is looked at, and in which part and detail heat is counted. */
export type MomentQuestion = { from: Date; slot: number; bbox: Bounds; level: number; isListed: boolean };

const MOMENTS = "day-moment";

/** A moment of a day; the day's moment before stands until all of another one is there. Null = there is none yet. */
export function useDayMoment(
  territoryId: number,
  question: MomentQuestion,
  { isAsked }: { isAsked: boolean },
): DayMoment | null {
  const client = useTRPCClient();
  const began = question.from.toISOString();
  const { data } = useQuery({
    queryKey: [MOMENTS, territoryId, began, question] as const,
    queryFn: ({ signal }) => fetchMoment(client, { territoryId, ...question }, signal),
    enabled: isAsked,
    gcTime: KEPT_MS,
    refetchInterval: DAY_REFETCH_MS,
    placeholderData: (before, asked) =>
      asked?.queryKey[1] === territoryId && asked.queryKey[2] === began ? before : undefined,
  });
  return data ?? null;
}

/** Tells whenever it is asked whether a moment is on its way. */
export function useMomentOnItsWay(): () => boolean {
  const cache = useQueryClient();
  return useCallback(() => cache.isFetching({ queryKey: [MOMENTS] }) > 0, [cache]);
}

async function fetchMoment(
  client: Backend,
  question: MomentQuestion & { territoryId: number },
  signal: AbortSignal,
): Promise<DayMoment> {
  const { territoryId, from, slot, bbox, level, isListed } = question;
  const to = new Date(from.getTime() + slot * DAY_SLOT_MS);
  const span = { from: from.toISOString(), to: to.toISOString() };
  const list = () =>
    client.incident.list.query({ territoryId, ...span, limit: MOST_LISTED }, { signal, context: ALONE });
  const [heat, listed] = await Promise.all([
    fetchHeat(territoryId, { ...span, bbox: [...bbox], level }, { signal }),
    isListed ? list() : null,
  ]);
  const incidents = listed && listed.incidents.toSorted(byOccurrence);
  return { slot, heat, incidents };
}

const byOccurrence = (a: Incident, b: Incident): number =>
  Date.parse(a.occurredAt) - Date.parse(b.occurredAt);
