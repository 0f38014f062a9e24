import type { Source } from "./source.ts";
import { SourceError } from "./source-error.ts";

const PAIRS = [
  ["longitude", "latitude"],
  ["lng", "lat"],
  ["lon", "lat"],
  ["long", "lat"],
  ["经度", "纬度"],
  ["x", "y"],
] as const;

/** The columns a table keeps its positions in, by their usual names; throws when there are none. */
export function findPositionFields(table: Source): { lng: string; lat: string } {
  const columns = table.fields();
  const find = (name: string) => columns.find((column) => column.toLowerCase() === name);
  for (const [lngName, latName] of PAIRS) {
    const [lng, lat] = [find(lngName), find(latName)];
    if (lng !== undefined && lat !== undefined) return { lng, lat };
  }
  throw new SourceError(
    `${table.path}: name the columns of the position; the columns are: ${columns.join(", ")}`,
  );
}
