import type { Catalogue, HeatLook, Territory } from "@getu/domain";
import { heatResolution, heatSurface } from "@getu/layers";
import type { HeatResolution } from "@getu/layers";
import { createFeed, partOnScreen, useHeat } from "@getu/ui";
import type { Bounds, Feed, LiveState, MapPosition, ShownHeat } from "@getu/ui";
import { useCallback, useEffect, useMemo, useState } from "react";

/** On the screen, in units of the design: wide enough to see a place from the seat, narrow enough to tell streets apart. */
const RADIUS_UNITS = 15;

type HeatPlace = { territory: Territory & { bbox: Bounds }; position: MapPosition; unit: number };

/** How far a point of the heat reaches at the map's place, and which cells are fine enough for it. */
export const resolutionAt = ({ territory: { bbox }, position, unit }: HeatPlace): HeatResolution =>
  heatResolution({
    zoom: position.zoom,
    latitude: (bbox[1] + bbox[3]) / 2,
    pixels: RADIUS_UNITS * unit,
  });

/** The part of a territory in which a map at that place needs heat to be counted. */
export const partAt = (bbox: Bounds, position: MapPosition): Bounds =>
  position.isHome ? bbox : partOnScreen(bbox, position);

/**
 * Feeds the heat of a choice at the map's place, wherever the slider moves `back`, to `picture`; answers how far a point
 * of it reaches, and the greatest count of the picture that is shown, null = none has come yet.
 */
export function useWallHeat(
  place: HeatPlace,
  options: {
    /** Categories and local hours of the week, null = all; the same lists until others are chosen. */
    choice: Pick<HeatLook, "window" | "span"> & {
      categories: readonly string[] | null;
      hours: readonly number[] | null;
      isDrawn: boolean;
    };
    back: Feed<number>;
    picture: Feed<ShownHeat | null>;
    live: LiveState;
  },
): { most: Feed<number | null>; radiusMetres: number } {
  const { territory, position } = place;
  const { choice, back, picture, live } = options;
  const { window, span, categories, hours, isDrawn } = choice;
  const { bbox, timeZone } = territory;
  const { radiusMetres, level } = resolutionAt(place);
  const part = useMemo(() => partAt(bbox, position), [bbox, position]);
  const questionAt = useCallback(
    (steps: number) => ({
      choice: { window, span, back: steps, categories, hours },
      timeZone,
      bbox: part,
      level,
    }),
    [window, span, categories, hours, timeZone, part, level],
  );
  const nowAt = useCallback(() => new Date(Date.now() + live.offsetMs), [live.offsetMs]);
  const answers = useHeat(territory.id, { questionAt, back, nowAt });
  const [most] = useState(() => createFeed<number | null>(null));
  useEffect(() => {
    const show = (): void => {
      const answer = answers.get();
      if (!isDrawn || !answer) return picture.set(null);
      const surface = heatSurface(answer.raster, radiusMetres);
      most.set(surface?.max ?? 0);
      picture.set(surface && { surface, window: `${answer.choice.window}-${answer.choice.back}` });
    };
    show();
    return answers.subscribe(show);
  }, [answers, picture, most, isDrawn, radiusMetres]);
  useEffect(() => () => picture.set(null), [picture]); // who feeds the map no more leaves nothing old on it
  return { most, radiusMetres };
}

/** The categories of an area of work; null = all. */
export const categoriesOf = (catalogue: Catalogue | null, area: string | null): string[] | null =>
  catalogue && area !== null
    ? catalogue.categories.filter((category) => category.area === area).map(({ code }) => code)
    : null;
