import type { GridImpact, Impact, Measure } from "@getu/domain/redraw";

/** What a draft changes, in one look. */
type ImpactBrief = {
  readonly grids: Record<GridImpact["fate"], number>;
  /** Each at least: what one grid gains, another has lost, and what goes both ways is not seen in the sums. */
  readonly households: number;
  readonly incidents365: number;
  readonly openWork: number;
  readonly cameras: number;
  readonly places: number;
};

/** The sums of an impact, over what comes to a grid that had it not. */
export function briefOf({ grids, openWork, cameras, places }: Impact): ImpactBrief {
  const gained = (measure: Measure): number =>
    grids.reduce((sum, { measures }) => {
      const { before, after } = measures[measure];
      return sum + Math.max(0, (after ?? 0) - (before ?? 0));
    }, 0);
  const countOf = (fate: GridImpact["fate"]): number => grids.filter((grid) => grid.fate === fate).length;
  return {
    grids: { stays: countOf("stays"), new: countOf("new"), goes: countOf("goes") },
    households: Math.round(gained("households")),
    incidents365: gained("incidents365"),
    openWork: openWork.total,
    cameras: cameras.length,
    places: places.length,
  };
}
