/** Layers that a user may hide. */
export const LAYER_KEYS = ["incidents", "cameras", "places", "grids"] as const;

/** A layer that a user may hide. */
export type LayerKey = (typeof LAYER_KEYS)[number];

/** What shades the ground. */
export const SHADINGS = ["heat", "late", "none"] as const;

/** What shades the ground. */
export type Shading = (typeof SHADINGS)[number];

/** Which layers are shown. */
export type LayerSwitches = Readonly<Record<LayerKey, boolean>>;

/** Everything shown. */
export const ALL_LAYERS: LayerSwitches = { incidents: true, cameras: true, places: true, grids: true };
