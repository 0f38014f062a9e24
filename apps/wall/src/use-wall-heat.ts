import { statusesOfFilter } from "@getu/domain";
import type { Catalogue, HeatKinds, HeatLook, Territory } from "@getu/domain";
import { heatResolution, heatSurface } from "@getu/layers";
import type { HeatResolution } from "@getu/layers";
import { createFeed, partOnScreen, useHeat } from "@getu/ui";
import type { Bounds, Feed, HeatClock, LiveState, MapPosition, ShadingChoice, ShownHeat } from "@getu/ui";
import { useCallback, useEffect, useMemo, useState } from "react";

/** On the screen, in units of the design: wide enough to see a place from the seat, narrow enough to tell streets apart. */
const RADIUS_UNITS = 15;

/** A slider that moves does not say another time at every step. */
const MINUTE_MS = 60_000;

type HeatPlace = { territory: Territory & { bbox: Bounds }; position: MapPosition; unit: number };

/** Which incidents are counted, and at which local hours of the week, null = all. */
type CountedChoice = Pick<HeatLook, "window" | "span"> & {
  kinds: HeatKinds;
  hours: readonly number[] | null;
};

/** How far a point of the heat reaches at the map's place, and which cells are fine enough for it. */
export const resolutionAt = ({ territory: { bbox }, position, unit }: HeatPlace): HeatResolution =>
  heatResolution({
    zoom: position.zoom,
    latitude: (bbox[1] + bbox[3]) / 2,
    pixels: RADIUS_UNITS * unit,
  });

/**
 * The part of a territory in which a map at that place needs heat to be counted; of the whole not before the map is there: from
 * near it would be asked for as finely as that of a street.
 */
export const partAt = (bbox: Bounds, position: MapPosition): Bounds =>
  position.isHome && position.isThere ? bbox : partOnScreen(bbox, position);

/**
 * Feeds the heat of a choice at the map's place, wherever the slider moves `back`, to `picture`; answers how far a point
 * of it reaches, the greatest count of the picture that is shown, and the minute when it was counted; null = none of this
 * choice has come yet.
 */
export function useWallHeat(
  place: HeatPlace,
  options: {
    /** The same kinds and list until others are chosen. */
    choice: CountedChoice & { isDrawn: boolean };
    back: Feed<number>;
    picture: Feed<ShownHeat | null>;
    live: LiveState;
  },
): { most: Feed<number | null>; asOfMs: Feed<number | null>; radiusMetres: number } {
  const { territory, position } = place;
  const { choice, back, picture, live } = options;
  const { window, span, kinds, hours, isDrawn } = choice;
  const { bbox, timeZone } = territory;
  const { radiusMetres, level } = resolutionAt(place);
  const part = useMemo(() => partAt(bbox, position), [bbox, position]);
  const questionAt = useCallback(
    (steps: number) => ({
      choice: { window, span, back: steps, kinds, hours },
      timeZone,
      bbox: part,
      level,
    }),
    [window, span, kinds, hours, timeZone, part, level],
  );
  const clock = useClock(live.offsetMs);
  const answers = useHeat(territory.id, { questionAt, back, clock });
  const [most] = useState(() => createFeed<number | null>(null));
  const [asOfMs] = useState(() => createFeed<number | null>(null));
  const chosen = nameOf(choice);
  useEffect(() => {
    const show = (): void => {
      const answer = answers.get();
      if (!isDrawn || !answer) return picture.set(null);
      const surface = heatSurface(answer.raster, radiusMetres);
      const isOfAnother = nameOf(answer.choice) !== chosen; // it stays until its own is there, without a number
      most.set(isOfAnother ? null : (surface?.max ?? 0));
      asOfMs.set(isOfAnother ? null : answer.asOf.getTime() - (answer.asOf.getTime() % MINUTE_MS));
      picture.set(surface && { surface, window: `${answer.choice.window}-${answer.choice.back}` });
    };
    show();
    return answers.subscribe(show);
  }, [answers, picture, most, asOfMs, isDrawn, radiusMetres, chosen]);
  useEffect(() => () => picture.set(null), [picture]); // who feeds the map no more leaves nothing old on it
  return { most, asOfMs, radiusMetres };
}

/** Clocks are told apart by whole minutes: less moves no window by more than the next question does. */
const wholeMinutes = (ms: number): number => MINUTE_MS * Math.round(ms / MINUTE_MS);

/** More than half a minute, so that one that goes a little to and fro stays the same. */
const SAME_CLOCK_MS = 45_000;

/** The server's time, which is another clock's when it has moved by more than it does by itself. */
function useClock(offsetMs: number): HeatClock {
  const [coarse, setCoarse] = useState(() => wholeMinutes(offsetMs));
  if (Math.abs(offsetMs - coarse) > SAME_CLOCK_MS) setCoarse(wholeMinutes(offsetMs)); // during the render: nothing is asked by the old one
  return useMemo(
    () => ({ nowAt: () => new Date(Date.now() + offsetMs), offsetMs: coarse }),
    [offsetMs, coarse],
  );
}

/** What is counted, wherever the slider stands. */
const nameOf = ({ window, span, kinds, hours }: CountedChoice): string =>
  JSON.stringify([window, span, kinds, hours]);

/** What a choice of area of work, severity and state counts. */
export const kindsOf = (
  catalogue: Catalogue | null,
  { area, severity, status }: Pick<ShadingChoice, "area" | "severity" | "status">,
): HeatKinds => ({
  categories:
    catalogue && area !== null
      ? catalogue.categories.filter((category) => category.area === area).map(({ code }) => code)
      : null,
  severities: severity === null ? null : [severity],
  statuses: statusesOfFilter(status),
});
