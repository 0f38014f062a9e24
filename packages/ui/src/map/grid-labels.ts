import type { NamedGrid } from "@getu/domain";
import { GRID_SOURCES, gridLabels } from "@getu/layers";
import type { TierZooms } from "@getu/layers";
import type { Map as MapLibreMap } from "maplibre-gl";
import type { NamedTerritory } from "./named-above.ts";
import { listNamedAbove } from "./named-above.ts";
import { setSource } from "./set-source.ts";

/** The names of grids that the map draws itself, among the ground's own. */
export type GridLabels = {
  /** Draws again only what is not the same as before. */
  set: (territory: NamedTerritory) => void;
  /** The style is gone, or empty. */
  forget: () => void;
};

/** The map has names half a zoom before it draws them. */
const NAMES_AHEAD = 0.5;

/**
 * Gives a map no other names than it has been near enough to draw: a city has twenty thousand, which come in tier by tier, and
 * with each tier all are sent again. The coarsest stand above the marks (grid-names.ts), unless there are too many of them.
 */
export function createGridLabels(map: MapLibreMap, zooms: readonly TierZooms[]): GridLabels {
  let territory: NamedTerritory | null = null;
  let drawn: { named: readonly NamedGrid[]; above: string } | null = null;
  let reach = map.getZoom() + NAMES_AHEAD;

  const isReached = ({ tier }: NamedGrid): boolean => (zooms[tier]?.names ?? 0) <= reach;

  function draw(): void {
    if (!territory) return;
    const inFront = new Set(listNamedAbove(territory));
    const named = territory.names.filter((grid) => inFront.has(grid) || isReached(grid));
    const above = [...inFront].map(({ id }) => id).join(" ");
    if (drawn?.above === above && isSame(drawn.named, named)) return; // other outlines of the same grids
    const labels = gridLabels(named, (grid) => inFront.has(grid));
    setSource(map, GRID_SOURCES.labels, labels);
    drawn = { named, above };
  }

  map.on("zoom", () => {
    const [before, now] = [reach, map.getZoom() + NAMES_AHEAD];
    reach = Math.max(before, now);
    if (zooms.some(({ names }) => names > before && names <= now)) draw();
  });

  return {
    set(next) {
      territory = next;
      draw();
    },
    forget() {
      territory = null;
      drawn = null;
    },
  };
}

const isSame = (a: readonly NamedGrid[], b: readonly NamedGrid[]): boolean =>
  a.length === b.length && a.every((grid, i) => grid === b[i]);
