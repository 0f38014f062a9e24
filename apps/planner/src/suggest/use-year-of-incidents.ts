import type { CountAt } from "@getu/editor";
import { cellCentre } from "@getu/geometry";
import type { Bbox } from "@getu/geometry";
import { useTRPCClient } from "@getu/ui";

/** Cells of two metres: finer than a road is wide. */
const LEVEL = 24;

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Asks for the incidents of the last 365 days in a box, counted by cells of two metres. */
export function useYearOfIncidents(territoryId: number): (bbox: Bbox) => Promise<CountAt[]> {
  const client = useTRPCClient();
  return async (bbox) => {
    const to = new Date();
    const { x, y, count } = await client.heat.cells.query({
      territoryId,
      from: new Date(to.getTime() - YEAR_MS).toISOString(),
      to: to.toISOString(),
      bbox: [...bbox],
      level: LEVEL,
    });
    return count.map((each, i) => ({ position: cellCentre({ x: x[i]!, y: y[i]! }, LEVEL), count: each })); // columns of equal length
  };
}
