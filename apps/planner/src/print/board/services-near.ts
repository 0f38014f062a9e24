import { nearestTo } from "@getu/domain";
import type { Place, PlaceKind } from "@getu/domain";
import type { LngLat } from "@getu/geometry";

/** What residents look for on a board, the most urgent first. */
const KINDS = [
  "police-room",
  "service-post",
  "mediation-room",
  "legal-service",
  "day-care",
] as const satisfies readonly PlaceKind[];

/** The nearest place of each kind that can be rung. */
export const servicesNear = (position: LngLat, places: readonly Place[]): Place[] =>
  KINDS.flatMap((kind) => {
    const reachable = places.filter((place) => place.kind === kind && place.telephone !== null);
    return nearestTo(position, reachable, 1).map(({ thing }) => thing);
  });
