import { bboxAround } from "@getu/geometry";
import type { LngLat } from "@getu/geometry";
import type { Territory } from "./territory.ts";

/** Whoever stands across the street from the last grid may well mean something in it. */
const AROUND_METRES = 1000;

/**
 * True for a position in the box of the territory or not far outside it: what comes from elsewhere in the world is no
 * matter of this office. Everywhere is around a territory that has no boundaries yet.
 */
export function isAround({ bbox }: Pick<Territory, "bbox">, position: LngLat): boolean {
  if (bbox === null) return true;
  const [west, south, east, north] = bboxAround(position, AROUND_METRES);
  return west <= bbox[2] && east >= bbox[0] && south <= bbox[3] && north >= bbox[1];
}
