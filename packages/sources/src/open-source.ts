import { createGeojsonSource } from "./geojson-source.ts";
import type { TextOptions } from "./open-text.ts";
import { openText } from "./open-text.ts";
import type { Source } from "./source.ts";
import { SourceError } from "./source-error.ts";
import { createTableSource } from "./table-source.ts";

/** Stands before each feature of a text sequence (RFC 8142). */
const RECORD_SEPARATOR = String.fromCharCode(0x1e);

/** Opens GeoJSON or a table, by the content: what begins with "{" is GeoJSON. */
export async function openSource(path: string, options: TextOptions = {}): Promise<Source> {
  const text = await openText(path, options);
  for await (const chunk of text.chunks()) {
    const first = chunk.toString("utf8").replace(RECORD_SEPARATOR, "").trimStart().at(0);
    if (first === undefined) continue;
    if (first === "[")
      throw new SourceError(`${path}: is a JSON list, not GeoJSON (a FeatureCollection is expected)`);
    return first === "{" ? createGeojsonSource(text) : createTableSource(text);
  }
  throw new SourceError(`${path}: the file has only blanks`);
}
