/** What a compound or a lane grid is used for; it decides how it is cut, built and lived in. */
export type LandUse =
  | "slab"
  | "midrise"
  | "tower"
  | "old-town"
  | "commercial"
  | "market"
  | "factory"
  | "school"
  | "hospital"
  | "park"
  | "bank"
  | "construction"
  | "hamlet"
  | "field";

/** How a use is cut into lane grids: square metres wanted, how unequal, how bent. */
export const LANE_CUTS = {
  slab: { target: 8600, unevenness: 0.08, bend: 0.01 },
  midrise: { target: 9800, unevenness: 0.09, bend: 0.02 },
  tower: { target: 11500, unevenness: 0.1, bend: 0.035 },
  "old-town": { target: 6200, unevenness: 0.16, bend: 0.05 },
  commercial: { target: 11000, unevenness: 0.12, bend: 0.01 },
  market: { target: 8500, unevenness: 0.12, bend: 0.02 },
  factory: { target: 17000, unevenness: 0.14, bend: 0 },
  school: { target: 19000, unevenness: 0.06, bend: 0.01 },
  hospital: { target: 15000, unevenness: 0.1, bend: 0.01 },
  park: { target: 24000, unevenness: 0.2, bend: 0.09 },
  bank: { target: 18500, unevenness: 0.12, bend: 0 },
  construction: { target: 17000, unevenness: 0.1, bend: 0 },
  hamlet: { target: 9000, unevenness: 0.18, bend: 0.06 },
  field: { target: 32000, unevenness: 0.18, bend: 0.03 },
} as const satisfies Record<LandUse, { target: number; unevenness: number; bend: number }>;

/** Land uses where people live. */
export const isLivedIn = (use: LandUse): boolean =>
  use === "slab" || use === "midrise" || use === "tower" || use === "old-town" || use === "hamlet";
