import type { Camera, Incident, Place } from "@getu/domain";

/** Free room around the territory, in CSS pixels, where panels cover the map. */
export type Padding = { top: number; right: number; bottom: number; left: number };

/** `[west, south, east, north]` that the map is to show. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/**
 * Where the map looks, what lies under panels included; `isHome` = at the whole territory, as nobody touched it, or on the way
 * there, and `isThere` = not on the way.
 */
export type MapPosition = { zoom: number; bounds: Bounds; isHome: boolean; isThere: boolean };

/** A mark that somebody pointed at. */
export type Picked =
  | { kind: "camera"; camera: Camera }
  | { kind: "place"; place: Place }
  | { kind: "incident"; incident: Incident };

/** What the map says about a grid: words beside its name, and shades from 0 to 1 for what is late and for measured heat. */
export type GridNote = {
  note: string | null;
  /** Where names overlap, the one with more stays. */
  weight: number;
  late: number;
  heat: number;
};
