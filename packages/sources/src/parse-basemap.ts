import type { BasemapKind, Reject } from "@getu/domain";
import type { CrsName, LngLat } from "@getu/geometry";
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";
import { toText } from "./cell.ts";
import { parseArea } from "./parse-area.ts";
import { convert, isProblem } from "./position-reader.ts";
import { toReject } from "./remark.ts";
import type { Source, SourceRow } from "./source.ts";
import type { Problem } from "./source-error.ts";
import { SourceError } from "./source-error.ts";
import type { ValueMap } from "./value-map.ts";
import { findMeaning } from "./value-map.ts";

/** How a file of the ground is read: `classes` give roads their class, `name` what is written on the map. */
export type BasemapMapping = {
  kind: BasemapKind;
  crs: CrsName;
  name?: string;
  classes: { field: string; map: ValueMap<string> } | null;
  levels?: string;
};

/** One layer of the ground; a feature is in it or among the rejects. */
export type BasemapFile = { collection: FeatureCollection; features: number; rejects: Reject[] };

const SHAPES: Readonly<Record<BasemapKind, "line" | "area" | "both">> = {
  road: "line",
  water: "both",
  green: "area",
  building: "area",
};

/** Reads lines and areas in WGS84 with only the properties that the map draws. */
export async function parseBasemap(source: Source, mapping: BasemapMapping): Promise<BasemapFile> {
  if (source.format === "table")
    throw new SourceError(`${source.path}: is a table, not a map file (GeoJSON)`);
  source.requireFields(
    [mapping.name, mapping.classes?.field, mapping.levels].filter((field) => field !== undefined),
  );
  const file: BasemapFile = {
    collection: { type: "FeatureCollection", features: [] },
    features: 0,
    rejects: [],
  };
  for await (const row of source.rows()) {
    file.features += 1;
    const geometry = row.problem ?? parseShape(row.geometry, mapping);
    if (isProblem(geometry)) file.rejects.push(toReject(source.file, row.row, geometry));
    else file.collection.features.push(toFeature(row, geometry, mapping));
  }
  if (file.features === 0) throw new SourceError(`${source.path}: holds no features`);
  return file;
}

function toFeature(row: SourceRow, geometry: Geometry, { name, classes, levels }: BasemapMapping): Feature {
  const properties: Record<string, string | number> = {};
  const label = name === undefined ? null : toText(row.get(name));
  if (label !== null) properties["name"] = label;
  const meaning = classes ? findMeaning(classes.map, row.get(classes.field)) : undefined;
  if (meaning !== undefined) properties["class"] = meaning;
  const height = levels === undefined ? Number.NaN : Number(toText(row.get(levels)) ?? Number.NaN);
  if (height > 0) properties["levels"] = height;
  return { type: "Feature", properties, geometry };
}

function parseShape(geometry: unknown, { kind, crs }: BasemapMapping): Geometry | Problem {
  const type = (geometry as { type?: unknown } | null)?.type;
  const isLine = type === "LineString" || type === "MultiLineString";
  if (isLine && SHAPES[kind] !== "area")
    return parseLines(geometry as { type: string; coordinates?: unknown }, crs);
  if (!isLine && SHAPES[kind] !== "line") {
    const parsed = parseArea(geometry, crs);
    return isProblem(parsed) ? parsed : parsed.area;
  }
  return { reason: "wrong-shape", detail: `${JSON.stringify(type) ?? "no geometry"} cannot be a ${kind}` };
}

function parseLines(
  { type, coordinates }: { type: string; coordinates?: unknown },
  crs: CrsName,
): Geometry | Problem {
  const given = type === "LineString" ? [coordinates] : coordinates;
  if (!Array.isArray(given)) return { reason: "malformed-geometry", detail: "coordinates are no list" };
  const lines: Position[][] = [];
  for (const line of given as unknown[]) {
    const parsed = parseLine(line, crs);
    if (!Array.isArray(parsed)) return parsed;
    if (parsed.length > 1) lines.push(parsed);
  }
  const [first] = lines;
  if (!first) return { reason: "empty-geometry", detail: "no line with two points" };
  return lines.length === 1
    ? { type: "LineString", coordinates: first }
    : { type: "MultiLineString", coordinates: lines };
}

function parseLine(given: unknown, crs: CrsName): Position[] | Problem {
  if (!Array.isArray(given))
    return { reason: "malformed-geometry", detail: "a line is no list of positions" };
  const line: Position[] = [];
  for (const pair of given as unknown[]) {
    const [x, y] = Array.isArray(pair) ? (pair as unknown[]) : [];
    if (typeof x !== "number" || typeof y !== "number")
      return { reason: "not-a-number", detail: "a position is no pair of numbers" };
    const reading = convert([x, y] satisfies LngLat, crs);
    if (isProblem(reading)) return reading;
    line.push([...reading.position]);
  }
  return line;
}
