import { createGridIndex, isNearBorder } from "@getu/domain";
import type { IncidentRecord } from "@getu/domain";
import type { MadeUpCity } from "./made-up-city.ts";

/** A record that knows its place: what a writer in SQL that finds nothing by itself is given. */
export type FinishedRecord = {
  record: IncidentRecord;
  owner: number | null;
  metres: number | null;
  neighbour: number | null;
  isNear: boolean;
};

/** Places records as an import does: owner, distance to the border, neighbour, near the border. Grids are counted from 1. */
export function createPlacer({
  areas,
}: MadeUpCity): (records: readonly IncidentRecord[]) => FinishedRecord[] {
  const index = createGridIndex(areas.map((area, i) => ({ id: i + 1, area })));
  return (records) =>
    records.map((record) => {
      const placement = index.placementOf(record.position);
      return {
        record,
        owner: placement.gridId,
        metres: placement.gridId === null ? null : placement.distanceToBorderMetres,
        neighbour: placement.neighbourGridId,
        isNear: isNearBorder(placement, record.accuracyMetres),
      };
    });
}
