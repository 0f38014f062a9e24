import { readHeatFile } from "@getu/domain";
import type { HeatQuery, HeatRaster } from "@getu/domain";
import { fetchBytes } from "./fetch-bytes.ts";

/** Incidents per cell, from the plain route. */
export const fetchHeat = async (
  territoryId: number,
  query: HeatQuery,
  asked: Parameters<typeof fetchBytes>[1],
): Promise<HeatRaster> => readHeatFile(await fetchBytes(heatAddress(territoryId, query), asked));

/** Where the plain route answers a query. */
export function heatAddress(territoryId: number, { bbox, level, from, to, ...kept }: HeatQuery): string {
  const query = new URLSearchParams({ from, to, bbox: bbox.join(), level: String(level) });
  for (const [name, values] of Object.entries(kept)) if (values) query.set(name, values.join());
  return `/territories/${territoryId}/heat.bin?${query}`;
}
