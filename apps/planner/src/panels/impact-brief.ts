import type { GridImpact, Impact, Measure, RecordField } from "@getu/domain/redraw";
import { RECORD_FIELDS } from "@getu/domain/redraw";

/** What a draft changes, in one look. */
type ImpactBrief = {
  readonly grids: Record<GridImpact["fate"], number>;
  /** Whether any ground comes to another grid. */
  readonly isGroundMoved: boolean;
  /** Of how many grids something else is said, and what. */
  readonly records: { readonly grids: number; readonly fields: Readonly<Record<RecordField, number>> };
  /** Each at least: what one grid gains, another has lost, and what goes both ways is not seen in the sums. */
  readonly households: number;
  readonly incidents365: number;
  readonly openWork: number;
  readonly cameras: number;
  readonly places: number;
};

/** The sums of an impact, over what comes to a grid that had it not. */
export function briefOf({ grids, records, areas, openWork, cameras, places }: Impact): ImpactBrief {
  // What is only said of a grid whose ground stays comes from nowhere.
  const reached = new Set(areas.map(({ to }) => to));
  const gained = (measure: Measure): number =>
    grids
      .filter(({ grid }) => reached.has(grid))
      .reduce((sum, { measures }) => {
        const { before, after } = measures[measure];
        return sum + Math.max(0, (after ?? 0) - (before ?? 0));
      }, 0);
  const fates = [...new Map([...grids, ...records].map(({ grid, fate }) => [grid, fate])).values()];
  const countOf = (fate: GridImpact["fate"]): number => fates.filter((other) => other === fate).length;
  return {
    grids: { stays: countOf("stays"), new: countOf("new"), goes: countOf("goes") },
    isGroundMoved: areas.length > 0,
    records: recordsIn(records),
    households: Math.round(gained("households")),
    incidents365: gained("incidents365"),
    openWork: openWork.total,
    cameras: cameras.length,
    places: places.length,
  };
}

function recordsIn(records: Impact["records"]): ImpactBrief["records"] {
  const all = records.flatMap(({ fields }) => fields.map(({ field }) => field));
  const countOf = (field: RecordField) => [field, all.filter((other) => other === field).length] as const;
  return {
    grids: records.filter(({ fields }) => fields.length > 0).length,
    fields: Object.fromEntries(RECORD_FIELDS.map(countOf)) as Record<RecordField, number>,
  };
}
