import type { SourceText } from "./open-text.ts";
import { scanJson } from "./json-scanner.ts";
import type { Source, SourceRow } from "./source.ts";
import { PSEUDO_FIELDS } from "./source.ts";
import type { Problem } from "./source-error.ts";
import { SourceError } from "./source-error.ts";

/** One feature may be this large: far beyond any real outline, far below what would exhaust memory. */
const MAX_FEATURE_BYTES = 64 << 20;
/** GeoJSON itself nests 10 deep; the rest is room for properties. */
const MAX_DEPTH = 32;

const GEOMETRY_TYPES: ReadonlySet<unknown> = new Set([
  "Point",
  "MultiPoint",
  "LineString",
  "MultiLineString",
  "Polygon",
  "MultiPolygon",
  "GeometryCollection",
]);

type JsonObject = Readonly<Record<string, unknown>>;

type Reading = { seen: Set<string>; declaredCrs: string | null; rows: number };

/** Reads FeatureCollection, Feature, bare geometry and newline-delimited features, one feature in memory at a time. */
export function createGeojsonSource(text: SourceText): Source {
  const reading: Reading = { seen: new Set(), declaredCrs: null, rows: 0 };
  const required = new Set<string>();
  async function* rows(): AsyncGenerator<SourceRow> {
    reading.rows = 0;
    yield* readRows(text, reading);
    if (reading.rows > 0) assertSeen(text.path, reading.seen, required);
  }
  return {
    path: text.path,
    file: text.file,
    format: "geojson",
    encoding: text.encoding,
    delimiter: null,
    fields: () => [...reading.seen],
    declaredCrs: () => reading.declaredCrs,
    requireFields: (names) => names.forEach((name) => required.add(name)),
    rows,
    async *rowLists() {
      for await (const row of rows()) yield [row];
    },
  };
}

function assertSeen(path: string, seen: ReadonlySet<string>, required: ReadonlySet<string>): void {
  const missing = [...required].filter((name) => !seen.has(name) && !PSEUDO_FIELDS.includes(name));
  const first = missing.find((name) => !name.includes(".") || !seen.has(name.slice(0, name.indexOf("."))));
  if (first === undefined) return;
  const known = seen.size > 0 ? `the fields are: ${[...seen].join(", ")}` : "its features have no properties";
  throw new SourceError(`${path}: no field "${first}"; ${known}`);
}

async function* readRows(text: SourceText, reading: Reading): AsyncGenerator<SourceRow> {
  const limits = { arrayKey: "features", maxPieceBytes: MAX_FEATURE_BYTES, maxDepth: MAX_DEPTH };
  try {
    for await (const piece of scanJson(text.chunks(), limits)) {
      const value = parseJson(piece.text, reading.rows + 1);
      if (piece.kind === "element") yield toRow(value, reading);
      else if (isObject(value)) yield* documentRows(value, reading);
    }
  } catch (error) {
    if (error instanceof SourceError && !error.message.startsWith(text.path))
      throw new SourceError(`${text.path}: ${error.message}`);
    throw error;
  }
}

function parseJson(text: string, row: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.replaceAll(/\s+/g, " ") : "";
    throw new SourceError(`feature ${row}: not valid JSON (${why})`);
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A whole document: features of a collection have been streamed before it, a lone feature or geometry is one row. */
function* documentRows(document: JsonObject, reading: Reading): Generator<SourceRow> {
  reading.declaredCrs ??= declaredCrsOf(document["crs"]);
  if (document["type"] === "FeatureCollection") {
    if (!Array.isArray(document["features"])) throw new SourceError(`a FeatureCollection without "features"`);
  } else if (document["type"] === "Feature") yield toRow(document, reading);
  else if (GEOMETRY_TYPES.has(document["type"]))
    yield toRow({ type: "Feature", properties: null, geometry: document }, reading);
  else throw new SourceError(`not GeoJSON: its type is ${JSON.stringify(document["type"]) ?? "missing"}`);
}

function declaredCrsOf(crs: unknown): string | null {
  if (!isObject(crs) || !isObject(crs["properties"])) return null;
  const name = crs["properties"]["name"];
  return typeof name === "string" ? name : null;
}

function toRow(feature: unknown, reading: Reading): SourceRow {
  reading.rows += 1;
  const row = reading.rows;
  const problem = featureProblem(feature);
  const shape = problem === null ? (feature as JsonObject) : {}; // featureProblem has checked that it is an object
  const properties = isObject(shape["properties"]) ? shape["properties"] : {};
  for (const name of Object.keys(properties)) reading.seen.add(name);
  const get = (field: string): unknown =>
    field === "@row" ? row : field === "@id" ? shape["id"] : valueAt(properties, field);
  return { row, get, geometry: shape["geometry"] ?? null, problem };
}

function featureProblem(feature: unknown): Problem | null {
  if (!isObject(feature))
    return { reason: "not-a-feature", detail: JSON.stringify(feature)?.slice(0, 40) ?? "nothing" };
  if (feature["type"] === "Feature") return null;
  return { reason: "not-a-feature", detail: `its type is ${JSON.stringify(feature["type"]) ?? "missing"}` };
}

/** The property of that name, or, when there is none, the value along a dotted path. */
function valueAt(properties: JsonObject, field: string): unknown {
  if (Object.hasOwn(properties, field)) return properties[field];
  const dot = field.indexOf(".");
  if (dot < 0) return undefined;
  const inner = Object.hasOwn(properties, field.slice(0, dot)) ? properties[field.slice(0, dot)] : undefined;
  return isObject(inner) ? valueAt(inner, field.slice(dot + 1)) : undefined;
}
