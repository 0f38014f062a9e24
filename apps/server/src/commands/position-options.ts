import type { PositionMapping, Source } from "@getu/sources";
import { findPositionFields } from "@getu/sources";
import { UsageError } from "./command-options.ts";
import { say } from "./report.ts";

/** The options that name the columns of a position. */
export type PositionOptions = { lng?: string | undefined; lat?: string | undefined };

/** Where the positions of a file stand, by the options or by the usual names of columns; null = in the geometry. */
export function toPositionFields(source: Source, { lng, lat }: PositionOptions): PositionMapping["fields"] {
  if (lng !== undefined && lat !== undefined) return { lng, lat };
  if (lng !== undefined || lat !== undefined) throw new UsageError("--lng and --lat belong together");
  if (source.format === "geojson") return null;
  const found = findPositionFields(source);
  say(`positions are read from the columns ${found.lng}, ${found.lat}`);
  return found;
}
