import { existsSync } from "node:fs";
import { areaSquareMetres } from "@getu/geometry";
import { intersect } from "@turf/intersect";
import { expect, test } from "vitest";
import { findParents } from "../src/find-parents.ts";
import type { Outline } from "../src/find-parents.ts";
import { openSource } from "../src/open-source.ts";
import { readAreas } from "../src/read-areas.ts";
import { fixturePath } from "./fixture.ts";

const files = {
  children: fixturePath("dc/zone_anc_2013.geojson"),
  parents: fixturePath("dc/zone_ward_2012.geojson"),
};
test.skipIf(!existsSync(files.children))(
  "for 40 real neighbourhoods in 8 wards the raster finds what overlaying every pair finds (needs ../shared/data)",
  async () => {
    const read = async (path: string, id: string): Promise<Outline[]> =>
      (await readAreas(await openSource(path), { id, crs: "wgs84" })).areas.map(
        ({ id: externalId, area }) => ({ externalId, area }),
      );
    const [children, wards] = [await read(files.children, "ANC_ID"), await read(files.parents, "WARD")];
    const found = findParents(children, wards);
    for (const [at, { area, externalId }] of children.entries()) {
      const candidates = wards.filter(
        (ward) => found[at]?.parent === ward.externalId || found[at]?.others.includes(ward.externalId),
      );
      expect(candidates.length, externalId).toBeGreaterThan(0);
      const shared = candidates.map((ward) => {
        const overlay = intersect({
          type: "FeatureCollection",
          features: [area, ward.area].map((geometry) => ({ type: "Feature", properties: {}, geometry })),
        });
        return {
          parent: ward.externalId,
          share: overlay ? areaSquareMetres(overlay.geometry) / areaSquareMetres(area) : 0,
        };
      });
      const best = shared.reduce((a, b) => (b.share > a.share ? b : a));
      expect(found[at]?.parent, externalId).toBe(best.parent);
      expect(
        shared.reduce((sum, { share }) => sum + share, 0),
        externalId,
      ).toBeGreaterThan(0.99);
    }
  },
  60_000,
);
