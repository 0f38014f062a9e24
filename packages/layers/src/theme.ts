/** Colours of the map and of the screen around it, so that legend and map cannot disagree. */
export type MapTheme = {
  /** Outside the territory. */
  outside: string;
  /** The territory's own ground. */
  land: string;
  water: string;
  green: string;
  building: string;
  buildingEdge: string;
  road: { arterial: string; secondary: string; lane: string };
  /** Rims of roads that lie on tints of grids and not on the land itself. */
  roadEdge: string;
  roadName: string;
  /** Boundary lines from the coarsest tier on; finer tiers than named take the last. */
  gridLine: readonly [string, ...string[]];
  /** Grid names from the coarsest tier on. */
  gridName: readonly [string, ...string[]];
  halo: string;
  /** Whatever runs late: overdue counts, rings and shading. */
  late: string;
  severity: { minor: string; major: string; urgent: string };
  camera: { online: string; offline: string; maintenance: string; unknown: string };
  /** Ground that cameras see: somebody has looked, or it follows from data alone. */
  seen: { verified: string; assumed: string };
  place: { safety: string; service: string; outdoor: string };
  /** The ring around the picked mark; no mark and no ring of a new incident has this colour. */
  picked: string;
  /** Cut-out around every mark, so that it stands on heat and on water alike. */
  casing: string;
};

/** Dark ground: warm colours are kept for what needs action, everything that merely stands there is cool. */
export const DARK_THEME: MapTheme = {
  outside: "#070b10",
  land: "#101a24",
  water: "#163c5a",
  green: "#17362b",
  building: "#243444",
  buildingEdge: "#34495e",
  road: { arterial: "#4d667f", secondary: "#3a4f64", lane: "#2b3c4d" },
  roadEdge: "#0a1017",
  roadName: "#9db0c3",
  gridLine: ["#8fb8d8", "#5f86a6", "#41607a"],
  gridName: ["#e6eef5", "#b4c6d6", "#98abbd"],
  halo: "#0a1017",
  late: "#ffb000",
  severity: { minor: "#dce8f2", major: "#ffb000", urgent: "#ff5a4f" },
  camera: { online: "#4fc3c8", offline: "#ff8f6b", maintenance: "#c9a7ff", unknown: "#8c9bab" },
  seen: { verified: "#5fd3d0", assumed: "#5b7fb8" },
  place: { safety: "#7fb4ff", service: "#7ad9a6", outdoor: "#a9b8c6" },
  picked: "#ff7ae0",
  casing: "#070b10",
};

/** Light ground for phones outdoors: paper and quiet colours, so that the one mark on it is found in sunlight. */
export const LIGHT_THEME: MapTheme = {
  outside: "#dfe5e3",
  land: "#f6f5f0",
  water: "#b5d7ea",
  green: "#cfe5c6",
  building: "#e3ded4",
  buildingEdge: "#c9c1b2",
  road: { arterial: "#f5cf7c", secondary: "#ffffff", lane: "#ffffff" },
  roadEdge: "#8a5a00",
  roadName: "#4c4a45",
  gridLine: ["#3d6b86", "#6f93a8", "#9db6c4"],
  gridName: ["#1c3442", "#33505f", "#4b6675"],
  halo: "#ffffff",
  late: "#9a5b00",
  severity: { minor: "#2f5d7c", major: "#9a5b00", urgent: "#b3261e" },
  camera: { online: "#0f7a80", offline: "#b3401f", maintenance: "#6b46a3", unknown: "#5c6a75" },
  seen: { verified: "#0f7a80", assumed: "#8aa7cf" },
  place: { safety: "#1f5fb3", service: "#1d7a4a", outdoor: "#56636e" },
  picked: "#b0139a",
  casing: "#ffffff",
};
