import { isAround } from "@getu/domain";
import type { Territory } from "@getu/domain";
import { distanceMetres } from "@getu/geometry";

type Position = [number, number];

/** How many kilometres a position lies off the box of the territory; null = in it, not far outside, or there is no box. */
export function kilometresAway({ bbox }: Pick<Territory, "bbox">, position: Position): number | null {
  if (bbox === null || isAround({ bbox }, position)) return null;
  const [west, south, east, north] = bbox;
  const nearest: Position = [
    Math.min(Math.max(position[0], west), east),
    Math.min(Math.max(position[1], south), north),
  ];
  return Math.max(1, Math.round(distanceMetres(nearest, position) / 1000));
}
