import type { Catalogue, Territory } from "@getu/domain";
import { heatResolution, heatSurface } from "@getu/layers";
import type { HeatSurface } from "@getu/layers";
import { useHeat } from "@getu/ui";
import type { Bounds, LiveState, ShadingChoice, ShadingScale } from "@getu/ui";
import { useMemo } from "react";

/** On the screen, in units of the design: wide enough to see a place from the seat, narrow enough to tell streets apart. */
const RADIUS_UNITS = 15;
const USUAL_ZOOM = 13;

/** The heat picture of a choice at the map's zoom, and what its colours mean. */
export function useWallHeat(
  territory: Territory & { bbox: Bounds },
  options: {
    choice: ShadingChoice;
    catalogue: Catalogue | null;
    zoom: number | null;
    unit: number;
    live: LiveState;
  },
): { surface: HeatSurface | null; scale: Omit<ShadingScale, "mostLate"> } {
  const { choice, catalogue, unit, live } = options;
  const { bbox } = territory;
  const resolution = heatResolution({
    zoom: options.zoom ?? USUAL_ZOOM,
    latitude: (bbox[1] + bbox[3]) / 2,
    pixels: RADIUS_UNITS * unit,
  });
  const categories = useMemo(() => categoriesOf(catalogue, choice.area), [catalogue, choice.area]);
  const { data } = useHeat(
    territory.id,
    { window: choice.window, categories },
    { bbox, level: resolution.level, nowAt: () => new Date(Date.now() + live.offsetMs) },
  );
  const { radiusMetres } = resolution;
  const surface = useMemo(() => (data ? heatSurface(data, radiusMetres) : null), [data, radiusMetres]);
  const most = data ? (surface?.max ?? 0) : null;
  return { surface, scale: { most, radiusMetres } };
}

const categoriesOf = (catalogue: Catalogue | null, area: string | null): string[] | null =>
  catalogue && area !== null
    ? catalogue.categories.filter((category) => category.area === area).map(({ code }) => code)
    : null;
