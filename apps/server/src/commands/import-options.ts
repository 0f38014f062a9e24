import { CODE_COMPARISONS } from "@getu/sources";
import type { ArgsDef } from "citty";

/** Options that every import has. */
export const commonOptions = {
  file: { type: "positional", required: true, description: "GeoJSON, or CSV/TSV where positions are points" },
  territory: { type: "string", required: true, valueHint: "CODE", description: "Territory it belongs to" },
  id: {
    type: "string",
    default: "@id",
    valueHint: "FIELD",
    description: "Field with a lasting id; @id is the feature's own, @row its number",
  },
  crs: {
    type: "string",
    default: "wgs84",
    valueHint: "CRS",
    description: "Coordinate system of the file: wgs84, gcj02, bd09 or epsg:N",
  },
  encoding: { type: "string", valueHint: "NAME", description: "Encoding, where it is not recognised" },
  rejects: { type: "string", valueHint: "FILE.csv", description: "Where to write rows that were not taken" },
  "dry-run": { type: "boolean", description: "Read and check everything, write nothing" },
  json: { type: "boolean", description: "One JSON object as the last line of standard output" },
} satisfies ArgsDef;

/** Options of points that bear a code of their own. */
export const compareOptions = {
  compare: { type: "string", valueHint: "FIELD", description: "Field with the points' own grid code" },
  "compare-as": {
    type: "enum",
    options: [...CODE_COMPARISONS],
    default: "text",
    description: "How codes compare",
  },
} satisfies ArgsDef;

/** Options of files whose positions are points. */
export const pointOptions = {
  ...commonOptions,
  "id-prefix": {
    type: "string",
    default: "",
    valueHint: "TEXT",
    description: "Put before every id, where files of one kind number their rows alike",
  },
  "allow-moves": { type: "boolean", description: "Let known ids move more than 1 km" },
  lng: { type: "string", valueHint: "FIELD", description: "Field of the longitude or easting" },
  lat: { type: "string", valueHint: "FIELD", description: "Field of the latitude or northing" },
  name: { type: "string", valueHint: "FIELD", description: "Field with the name" },
} satisfies ArgsDef;

/** The properties of `values` that are set: a mapping has no place for undefined. */
export function definedOf<T extends Record<string, unknown>>(
  values: T,
): { [Key in keyof T]?: NonNullable<T[Key]> } {
  const defined = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(defined) as { [Key in keyof T]?: NonNullable<T[Key]> };
}
