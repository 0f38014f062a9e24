import type { Polygon } from "geojson";
import type { Bbox, LngLat } from "./coordinate.ts";

/** A web-mercator tile: x from the date line eastwards, y from the north southwards. */
export type Cell = { x: number; y: number };

/** The finest level: 2^26 tiles a side (0.6 m at the equator), so that a Morton code of 52 bits fits a number exactly. */
export const FINEST_LEVEL = 26;

/** The mercator square ends here; beyond it positions fall into the first or last row. */
const MAX_LATITUDE = 85.0511287798066;

const lngOf = (x: number, level: number): number => (x / 2 ** level) * 360 - 180;

const latOf = (y: number, level: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** level))) / Math.PI) * 180;

/** The tile of a level that holds a position; a cell owns its west and north boundary, the world's rim falls inwards. */
export function cellAt([lng, lat]: LngLat, level: number): Cell {
  const tiles = 2 ** level;
  const sine = Math.sin((Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat)) / 180) * Math.PI);
  const clamp = (tile: number): number => Math.max(0, Math.min(tiles - 1, Math.floor(tile)));
  return {
    x: clamp((lng / 360 + 0.5) * tiles),
    y: clamp((0.5 - Math.atanh(sine) / (2 * Math.PI)) * tiles),
  };
}

/** The middle of a cell in the mercator square. */
export const cellCentre = ({ x, y }: Cell, level: number): LngLat => [
  lngOf(x + 0.5, level),
  latOf(y + 0.5, level),
];

/** The box of a cell in degrees. */
export const cellBbox = ({ x, y }: Cell, level: number): Bbox => [
  lngOf(x, level),
  latOf(y + 1, level),
  lngOf(x + 1, level),
  latOf(y, level),
];

/** The outline of a cell, counter-clockwise. */
export function cellPolygon(cell: Cell, level: number): Polygon {
  const [west, south, east, north] = cellBbox(cell, level);
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [ring] };
}
