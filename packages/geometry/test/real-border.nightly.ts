import { existsSync, readFileSync } from "node:fs";
import type { FeatureCollection, MultiPolygon, Point, Polygon } from "geojson";
import { expect, test } from "vitest";
import { createAreaIndex } from "../src/area-index.ts";
import type { LngLat } from "../src/coordinate.ts";
import { createTurfAreaIndex } from "../src/turf-area-index.ts";
import { fixturePath } from "./fixture.ts";

const read = (name: string): unknown => JSON.parse(readFileSync(fixturePath(`dc/${name}`), "utf8"));

test.skipIf(!existsSync(fixturePath("dc")))(
  "both engines find the same 114 crimes of DC within 10 m of a ward's border (needs ../shared/data)",
  () => {
    const wards = read("zone_ward_2012.geojson") as FeatureCollection<Polygon | MultiPolygon>;
    const crimes = read("crime_incidents_2016-08.geojson") as FeatureCollection<Point>;
    const areas = wards.features.map(({ geometry }) => geometry);
    const [index, turf] = [createAreaIndex(areas), createTurfAreaIndex(areas)];
    const near = crimes.features.flatMap(({ geometry: { coordinates } }, row) => {
      const position: LngLat = [coordinates[0]!, coordinates[1]!]; // points of the file are complete
      const [ours, theirs] = [index, turf].map((engine) => engine.locate(position).distanceToBorderMetres);
      expect(ours! < 10, `row ${row}: ${ours}, Turf ${theirs}`).toBe(theirs! < 10); // two engines
      return ours! < 10 ? [row] : []; // two engines
    });
    expect(near).toHaveLength(114);
  },
);
