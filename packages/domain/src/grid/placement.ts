import type { Placement } from "./grid-index.ts";

/** Assumed radius of a position that came without one: a street-front address or a phone outdoors. */
export const DEFAULT_ACCURACY_METRES = 10;

/** True when the position may as well lie across the border; an accuracy that is not known is taken as the usual one. */
export const isNearBorder = (placement: Placement, accuracyMetres: number | null): boolean =>
  placement.distanceToBorderMetres < (accuracyMetres ?? DEFAULT_ACCURACY_METRES);
