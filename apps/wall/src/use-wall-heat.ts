import type { Catalogue, Territory } from "@getu/domain";
import { heatResolution, heatSurface } from "@getu/layers";
import { partOnScreen, useHeat } from "@getu/ui";
import type { Bounds, LiveState, MapPosition, ShadingChoice, ShadingScale, ShownHeat } from "@getu/ui";
import { useMemo } from "react";

/** On the screen, in units of the design: wide enough to see a place from the seat, narrow enough to tell streets apart. */
const RADIUS_UNITS = 15;

/** The heat picture of a choice at the map's place, and what its colours mean. */
export function useWallHeat(
  place: { territory: Territory & { bbox: Bounds }; position: MapPosition; unit: number },
  options: { choice: ShadingChoice; catalogue: Catalogue | null; live: LiveState },
): { shown: ShownHeat | null; scale: Omit<ShadingScale, "mostLate"> } {
  const { territory, position, unit } = place;
  const { choice, catalogue, live } = options;
  const { bbox } = territory;
  const { radiusMetres, level } = heatResolution({
    zoom: position.zoom,
    latitude: (bbox[1] + bbox[3]) / 2,
    pixels: RADIUS_UNITS * unit,
  });
  const categories = useMemo(() => categoriesOf(catalogue, choice.area), [catalogue, choice.area]);
  const question = {
    choice: { window: choice.window, back: choice.back, categories },
    bbox: position.isHome ? bbox : partOnScreen(bbox, position),
    level,
  };
  const { raster, choice: answered } = useHeat(
    territory.id,
    question,
    () => new Date(Date.now() + live.offsetMs),
  );
  const shown = useMemo(() => {
    const surface = raster && heatSurface(raster, radiusMetres);
    return surface && { surface, window: `${answered.window}-${answered.back}` };
  }, [raster, answered, radiusMetres]);
  const most = raster ? (shown?.surface.max ?? 0) : null;
  return { shown, scale: { most, radiusMetres } };
}

const categoriesOf = (catalogue: Catalogue | null, area: string | null): string[] | null =>
  catalogue && area !== null
    ? catalogue.categories.filter((category) => category.area === area).map(({ code }) => code)
    : null;
