import { askedKinds } from "@getu/domain";
import type { HeatKinds, HeatQuery, HeatRaster } from "@getu/domain";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { fetchHeat } from "./fetch-heat.ts";
import { windowAt } from "./heat-time.ts";
import type { HeatReach } from "./heat-time.ts";
import { createLatestAsker } from "./latest-asker.ts";
import { createFeed } from "./map/feed.ts";
import type { Feed } from "./map/feed.ts";
import type { Bounds } from "./map/map-types.ts";

/** What the heat shows: a window, moved so many steps back, and which incidents are counted, at which local hours of the week; null = all. */
type HeatChoice = HeatReach & {
  back: number;
  kinds: HeatKinds;
  hours: readonly number[] | null;
};

/** A choice at a place: `level` is a web-mercator zoom whose tiles are counted. */
export type HeatQuestion = { choice: HeatChoice; timeZone: string; bbox: Bounds; level: number };

/** Incidents per cell, the choice they were counted for, and when they were asked for, by the server's clock. */
export type HeatAnswer = { raster: HeatRaster; choice: HeatChoice; asOf: Date };

const REFETCH_MS = { day: 60_000, week: 60_000, month: 300_000, year: 600_000, ever: 600_000 } as const;

/** A slider leaves many answers behind: who goes back soon sees them again, after that nobody does. */
const FORGET_AFTER_MS = 60_000;

/** A moving slider's questions on their way at once; the one at which it rests may be a third. */
const MOST_ON_THE_WAY = 2;

/** A question that stands so long is kept fresh. */
const STANDS_AFTER_MS = 300;

/**
 * The server's time. `offsetMs` tells clocks apart that differ by so much that they count another window: a screen whose
 * own is wrong knows the server's only once it has heard it, and what it was answered before is not for now.
 */
export type HeatClock = { nowAt: () => Date; offsetMs: number };

/**
 * Incidents per cell for wherever the slider stands, past React: a step renders nothing here. The old counts stay until
 * new ones are there. Only the question at which the slider rests is asked again, from time to time and after a failure.
 */
export function useHeat(
  territoryId: number,
  options: { questionAt: (back: number) => HeatQuestion; back: Feed<number>; clock: HeatClock },
): Feed<HeatAnswer | null> {
  const { questionAt, back, clock } = options;
  const client = useQueryClient();
  const [answers] = useState(() => createFeed<HeatAnswer | null>(null));
  const [asker] = useState(() =>
    createLatestAsker({
      most: MOST_ON_THE_WAY,
      ask: (asked: ReturnType<typeof heatOptions>, isPassed) =>
        client.fetchQuery({ ...asked, staleTime: Infinity, retry: () => !isPassed() }), // old counts stay until new ones are there
      show: answers.set,
      beforeFrame: requestAnimationFrame,
    }),
  );
  const [standing, setStanding] = useState(() => questionAt(back.get()));
  const { data: fresh } = useQuery({
    ...heatOptions(territoryId, standing, clock),
    refetchInterval: REFETCH_MS[standing.choice.window],
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      const question = questionAt(back.get());
      asker.want(heatOptions(territoryId, question, clock));
      clearTimeout(timer);
      timer = setTimeout(() => setStanding(question), STANDS_AFTER_MS);
    };
    ask();
    const leave = back.subscribe(ask);
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [asker, territoryId, questionAt, back, clock]);
  useEffect(() => {
    if (fresh) asker.want(heatOptions(territoryId, questionAt(back.get()), clock)); // by now among the answers kept
  }, [asker, territoryId, questionAt, back, clock, fresh]);
  return answers;
}

const heatOptions = (territoryId: number, question: HeatQuestion, { nowAt, offsetMs }: HeatClock) =>
  queryOptions({
    queryKey: ["heat", territoryId, question, offsetMs],
    queryFn: async ({ signal }): Promise<HeatAnswer> => {
      const asOf = nowAt();
      const asked = { signal, cache: cacheOf(question.choice) };
      const raster = await fetchHeat(territoryId, heatQuery(question, asOf), asked);
      return { raster, choice: question.choice, asOf };
    },
    gcTime: FORGET_AFTER_MS,
    staleTime: question.choice.back === 0 ? REFETCH_MS[question.choice.window] : Infinity, // a scene that comes round is mounted for less
  });

/**
 * How a browser is to keep the counts of a choice. Further back it holds them under their tag. At the present there is an
 * address for every minute, which nobody asks again: a wall that is on all day would fill its browser with them.
 */
export const cacheOf = ({ back }: Pick<HeatChoice, "back">): RequestCache =>
  back === 0 ? "no-store" : "default";

/** The query of a question at an instant. */
export function heatQuery({ choice, timeZone, bbox, level }: HeatQuestion, now: Date): HeatQuery {
  const { from, to } = windowAt(choice, { back: choice.back, now, timeZone });
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    bbox: [...bbox],
    level,
    ...askedKinds(choice.kinds),
    ...(choice.hours !== null && { hoursOfWeek: [...choice.hours] }),
  };
}
