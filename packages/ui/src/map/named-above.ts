import type { NamedGrid } from "@getu/domain";
import type { ArcColumns } from "@getu/geometry";

/** A territory as far as it is named. */
export type NamedTerritory = { areas: Pick<ArcColumns, "areaIds">; names: readonly NamedGrid[] };

/** More names than this are drawn by the map itself, under the marks. */
const MOST_NAMES = 150;

/**
 * Which names stand above the marks: of the grids that have an area of their own on the map, to be shaded and flown to. These
 * are the coarsest that the viewer sees, of whichever tier; none where they are too many.
 */
export function listNamedAbove(territory: NamedTerritory): readonly NamedGrid[] {
  const ids = new Set(territory.areas.areaIds);
  const coarsest = territory.names.filter(({ id }) => ids.has(id));
  return coarsest.length > MOST_NAMES ? [] : coarsest;
}
