import type { Problem } from "./source-error.ts";

/** One feature or one line of a table. */
export type SourceRow = {
  /** Number of the feature or record, from 1; a table's header line is not counted. */
  row: number;
  /** Value of a field; undefined where the row has none. `@row` is its number, `@id` the feature's own id. */
  get(field: string): unknown;
  /** Geometry of a GeoJSON feature as it stands in the file; undefined in a table. */
  geometry: unknown;
  /** Set when the row cannot be used, whatever is asked of it. */
  problem: Problem | null;
};

/** A file of features or of records, read row by row. */
export type Source = {
  path: string;
  /** Name without folders, as rejects give it. */
  file: string;
  format: "geojson" | "table";
  encoding: string;
  /** What separates the cells of a table; null for GeoJSON. */
  delimiter: string | null;
  /** Columns of a table; for GeoJSON the fields of the features read so far. */
  fields(): readonly string[];
  /** The coordinate system a GeoJSON file names for itself; known once its rows have been read. */
  declaredCrs(): string | null;
  /** Throws when a field does not exist: a table at once, GeoJSON at the end of `rows`. */
  requireFields(names: readonly string[]): void;
  /** Every row once, in file order; may be called again. */
  rows(): AsyncIterable<SourceRow>;
  /** The same in the pieces in which they are read. */
  rowLists(): AsyncGenerator<readonly SourceRow[]>;
};

/** Fields that exist in every file. */
export const PSEUDO_FIELDS: readonly string[] = ["@row", "@id"];
