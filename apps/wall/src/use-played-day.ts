import { countedBefore, DAY_SLOT_MS, daySpan, slotsOfDay } from "@getu/domain";
import type { DayCounts, HeatRaster, Incident } from "@getu/domain";
import { useArcsOnTheirWay, useDayCounts, useDayMoment, useMomentOnItsWay, useOccurred } from "@getu/ui";
import { useCallback, useMemo } from "react";
import type { SceneProps } from "./scenes/scene.ts";
import { usePlayed } from "./use-played.ts";
import type { Played } from "./use-played.ts";
import { partAt, resolutionAt } from "./use-wall-heat.ts";

const NOTHING: readonly Incident[] = [];

/** Half hours: often enough to follow with the eye. */
const MOST_STEPS = 48;

/** Seldom enough to be drawn in software. */
const LEAST_STEP_MS = 500;

/** At the end the whole day stands for a moment. */
const REST_MS = 4_000;

/** The moment of a day that is shown, with all that is known of it. */
export type PlayedMoment = {
  at: Date;
  /** How many happened by then, how many of these were closed, and how many the whole day has; null = not known yet. */
  counted: { happened: number; closed: number; ofDay: number } | null;
  /** Single ones of the day: all of them, or on a day of too many the newest reports until then. */
  incidents: readonly Incident[];
  /** Of the day until then. */
  heat: HeatRaster | null;
};

/**
 * Plays a day. However much happened on it the server counts it, for numbers and heat alike; a moment is shown once all
 * of it is there, so that no layer is ahead of another.
 */
export function usePlayedDay(
  {
    territory,
    stage,
    seconds,
    spentMs,
    round,
  }: Pick<SceneProps, "territory" | "stage" | "seconds" | "spentMs" | "round">,
  { day, isChosen }: { day: string; isChosen: boolean },
): PlayedMoment & { from: Date; played: Played } {
  const { timeZone } = territory;
  const span = useMemo(() => daySpan(day, timeZone), [day, timeZone]);
  const { from, to } = span;
  const { data: counts } = useDayCounts(territory.id, day);
  const listed = { from: from.toISOString(), to: to.toISOString() };
  const { data: occurred } = useOccurred(territory.id, listed);
  const isReady = occurred !== undefined;
  const lastsMs = Math.max(LEAST_STEP_MS, seconds * 1000 - REST_MS);
  const steps = Math.min(MOST_STEPS, Math.floor(lastsMs / LEAST_STEP_MS));
  const isOnItsWay = useOnItsWay();
  const played = usePlayed({
    name: `${round} ${day}`,
    isChosen,
    onPlaying: stage.stay,
    steps,
    spentMs,
    lastsMs,
    restMs: REST_MS,
    isReady,
    isOnItsWay,
  });
  const asked = {
    from,
    slot: Math.floor((played.step / steps) * slotsOfDay(span)),
    bbox: partAt(territory.bbox, stage.position),
    level: resolutionAt({ territory, position: stage.position, unit: stage.unit }).level,
    isListed: occurred?.isCut ?? false,
  };
  const moment = useDayMoment(territory.id, asked, { isAsked: isReady });
  const slot = moment?.slot ?? 0;
  const at = useMemo(() => new Date(from.getTime() + slot * DAY_SLOT_MS), [from, slot]);
  return {
    from,
    played,
    at,
    counted: counts && moment ? { ...countedBefore(counts, slot), ofDay: ofDay(counts) } : null,
    incidents: moment?.incidents ?? occurred?.incidents ?? NOTHING,
    heat: moment?.heat ?? null,
  };
}

/** Tells whenever it is asked whether something that is shown of a moment is on its way. */
function useOnItsWay(): () => boolean {
  const [isMoment, areArcs] = [useMomentOnItsWay(), useArcsOnTheirWay()];
  return useCallback(() => isMoment() || areArcs(), [isMoment, areArcs]);
}

const ofDay = (counts: DayCounts): number => countedBefore(counts, Infinity).happened;
