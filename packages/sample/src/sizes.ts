import type { StreetSize } from "./street.ts";

/** One street office: about 10 square kilometres and 1,000 lane grids. */
export const STREET_SIZE: StreetSize = {
  width: 3500,
  height: 3100,
  communities: 13,
  villages: 3,
  compoundTarget: 58_500,
  lanes: 1030,
  households: 61_500,
  cameras: 2000,
  transfers: 3,
  extraRooms: 2,
};

/** Large enough to have every tier and several communities, small enough for a test. */
export const TINY_SIZE: StreetSize = {
  width: 900,
  height: 740,
  communities: 3,
  villages: 1,
  compoundTarget: 42_000,
  lanes: 46,
  households: 2400,
  cameras: 60,
  transfers: 1,
  extraRooms: 0,
};

/** Reports on a mean day: about 120,000 a year for a street. */
export const INCIDENTS_PER_DAY = { tiny: 14, street: 329, city: 27_400 } as const;
