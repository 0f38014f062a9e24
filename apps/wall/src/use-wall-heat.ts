import type { Catalogue, Territory } from "@getu/domain";
import { heatResolution, heatSurface } from "@getu/layers";
import { createFeed, partOnScreen, useHeat } from "@getu/ui";
import type { Bounds, Feed, LiveState, MapPosition, ShadingChoice, ShownHeat } from "@getu/ui";
import { useCallback, useEffect, useMemo, useState } from "react";

/** On the screen, in units of the design: wide enough to see a place from the seat, narrow enough to tell streets apart. */
const RADIUS_UNITS = 15;

/**
 * Feeds the heat of a choice at the map's place, wherever the slider moves `back`, to `picture`; answers how far a point
 * of it reaches, and the greatest count of the picture that is shown, null = none has come yet.
 */
export function useWallHeat(
  place: { territory: Territory & { bbox: Bounds }; position: MapPosition; unit: number },
  options: {
    /** `hours` = local hours of the week, null = all; the same list until others are chosen. */
    choice: Omit<ShadingChoice, "hours"> & { hours: readonly number[] | null };
    back: Feed<number>;
    picture: Feed<ShownHeat | null>;
    catalogue: Catalogue | null;
    live: LiveState;
  },
): { most: Feed<number | null>; radiusMetres: number } {
  const { territory, position, unit } = place;
  const { choice, back, picture, catalogue, live } = options;
  const { shading, window, area, hours } = choice;
  const { bbox } = territory;
  const { radiusMetres, level } = heatResolution({
    zoom: position.zoom,
    latitude: (bbox[1] + bbox[3]) / 2,
    pixels: RADIUS_UNITS * unit,
  });
  const categories = useMemo(() => categoriesOf(catalogue, area), [catalogue, area]);
  const part = useMemo(() => (position.isHome ? bbox : partOnScreen(bbox, position)), [bbox, position]);
  const questionAt = useCallback(
    (steps: number) => ({ choice: { window, back: steps, categories, hours }, bbox: part, level }),
    [window, categories, hours, part, level],
  );
  const nowAt = useCallback(() => new Date(Date.now() + live.offsetMs), [live.offsetMs]);
  const answers = useHeat(territory.id, { questionAt, back, nowAt });
  const [most] = useState(() => createFeed<number | null>(null));
  useEffect(() => {
    const show = (): void => {
      const answer = answers.get();
      if (shading !== "heat" || !answer) return picture.set(null);
      const surface = heatSurface(answer.raster, radiusMetres);
      most.set(surface?.max ?? 0);
      picture.set(surface && { surface, window: `${answer.choice.window}-${answer.choice.back}` });
    };
    show();
    return answers.subscribe(show);
  }, [answers, picture, most, shading, radiusMetres]);
  useEffect(() => () => picture.set(null), [picture]); // who feeds the map no more leaves nothing old on it
  return { most, radiusMetres };
}

const categoriesOf = (catalogue: Catalogue | null, area: string | null): string[] | null =>
  catalogue && area !== null
    ? catalogue.categories.filter((category) => category.area === area).map(({ code }) => code)
    : null;
