/** What each panel is made of, as `partOf` calls the questions: it is old while one of them cannot be had. */
export const PANEL_PARTS = {
  summary: ["summary.get"],
  ladder: ["summary.get"],
  cameras: ["summary.get"],
  "cameras-listed": ["camera.inStatus"],
  ticker: ["incidents"],
  legend: [], // it says the age of each layer
  heat: ["heat", "heat.week"],
  measure: ["heat.week"],
  week: ["heat.week"],
  coverage: ["coverage.get"],
  "coverage-ladder": ["coverage.get"],
  blind: ["coverage.get"],
  community: ["summary.get", "grid.ancestry"],
  owned: ["queue"],
  "just-closed": ["queue"],
  rungs: ["summary.get"],
  "late-grids": ["summary.get"],
  assessment: ["assessment.month"],
  day: ["summary.day"],
  happened: ["day-moment", "occurred"],
  "layers-then": ["day-moment", "occurred"],
  urgent: ["incidents"],
  leaders: ["grid.ancestry"],
  nearest: ["camera.list", "place.nearestPoliceRoom"],
  map: [
    "grid.boundaries",
    "incidents",
    "camera.list",
    "place.list",
    "coverage.views",
    "heat",
    "heat.week",
    "day-moment",
    "occurred",
  ],
} as const satisfies Record<string, readonly string[]>;

/** A panel, or the map under them. */
export type PanelName = keyof typeof PANEL_PARTS;
