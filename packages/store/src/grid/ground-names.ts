import { BASEMAP_KINDS, foldAddress } from "@getu/domain";
import type { BasemapKind, FoundAddress } from "@getu/domain";
import { bboxOf } from "@getu/geometry";
import type { Feature, Position } from "geojson";
import { findBasemap } from "./basemap.ts";
import type { Db } from "../db.ts";
import { createVersionCache } from "./version-cache.ts";

/** A name on the ground with where it lies, and as it is compared. */
export type GroundName = { folded: string; address: FoundAddress };

/** Names of roads, buildings, parks and waters of a territory's own ground; read again when the ground was imported anew. */
export async function listGroundNames(db: Db, territoryId: number): Promise<GroundName[]> {
  const { rows } = await db.pool.query<{ version: number }>(
    `SELECT coalesce(extract(epoch FROM max(imported_at)) * 1000 + count(*), 0)::float8 AS version
     FROM basemap WHERE territory_id = $1`,
    [territoryId],
  );
  return namesOfVersion({ db, territoryId, version: rows[0]!.version }); // an aggregate gives one row
}

const namesOfVersion = createVersionCache(readNames);

async function readNames(db: Db, territoryId: number): Promise<GroundName[]> {
  const names: GroundName[] = [];
  for (const kind of BASEMAP_KINDS) {
    const ground = await findBasemap(db, { territoryId, kind });
    names.push(...namesOf(kind, ground?.features ?? []));
  }
  return names;
}

/** A road comes in many pieces: the one in the middle stands for the name. */
function namesOf(kind: BasemapKind, features: readonly Feature[]): GroundName[] {
  const pieces = Map.groupBy(features.filter(hasName), ({ properties }) => properties.name.trim());
  return [...pieces].flatMap(([name, found]) => {
    const position = middleOf(found[Math.floor(found.length / 2)]!); // a group is not empty
    return position ? [{ folded: foldAddress(name), address: { kind, name, note: null, position } }] : [];
  });
}

type Named = Feature & { properties: { name: string } };

const hasName = (feature: Feature): feature is Named =>
  typeof feature.properties?.["name"] === "string" && feature.properties["name"].trim() !== "";

/** Of an area the middle of its box, right enough to fly to; of a road a corner half way along. */
function middleOf({ geometry }: Feature): [number, number] | null {
  if (geometry.type === "Polygon" || geometry.type === "MultiPolygon") {
    const [west, south, east, north] = bboxOf(geometry);
    return Number.isFinite(west) ? [(west + east) / 2, (south + north) / 2] : null;
  }
  const line = lineOf(geometry);
  const [lng, lat] = line[Math.floor(line.length / 2)] ?? [];
  return lng === undefined || lat === undefined ? null : [lng, lat];
}

function lineOf(geometry: Feature["geometry"]): readonly Position[] {
  if (geometry.type === "Point") return [geometry.coordinates];
  if (geometry.type === "LineString") return geometry.coordinates;
  return geometry.type === "MultiLineString" ? (geometry.coordinates[0] ?? []) : [];
}
