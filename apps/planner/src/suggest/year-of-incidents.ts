import { fromHeatRaster } from "@getu/domain";
import type { HeatQuery } from "@getu/domain";
import type { CountAt } from "@getu/editor";
import { cellCentre } from "@getu/geometry";
import type { Bbox } from "@getu/geometry";
import { fetchHeat } from "@getu/ui";

/** Cells of two metres: finer than a road is wide. */
const LEVEL = 24;

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The incidents of the last 365 days in a box, counted by cells of two metres. */
export async function fetchYearOfIncidents(territoryId: number, bbox: Bbox): Promise<CountAt[]> {
  const to = new Date();
  const from = new Date(to.getTime() - YEAR_MS);
  const query: HeatQuery = { from: from.toISOString(), to: to.toISOString(), bbox: [...bbox], level: LEVEL };
  const { signal } = new AbortController(); // who asks waits
  const { x, y, count } = fromHeatRaster(await fetchHeat(territoryId, query, { signal }));
  return count.map((each, i) => ({ position: cellCentre({ x: x[i]!, y: y[i]! }, LEVEL), count: each })); // columns of equal length
}
