import { existsSync } from "node:fs";
import { areaSquareMetres } from "@getu/geometry";
import { intersect } from "@turf/intersect";
import { describe, expect, test } from "vitest";
import { fixturePath } from "../test/fixture.ts";
import type { Outline } from "./find-parents.ts";
import { compareParents, findParents } from "./find-parents.ts";
import { openSource } from "./open-source.ts";
import { readAreas } from "./read-areas.ts";

const box = (externalId: string, west: number, south: number, east: number, north: number): Outline => ({
  externalId,
  area: { type: "Polygon", coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] }, // prettier-ignore
});
const parents = [box("west", 0, 0, 0.01, 0.01), box("east", 0.01, 0, 0.02, 0.01)];

describe("parents by shared ground", () => {
  test("a child within one parent is its child, border or not", () => {
    expect(findParents([box("a", 0, 0, 0.01, 0.01), box("b", 0.012, 0.002, 0.013, 0.003)], parents)).toEqual([
      { parent: "west", share: 1, others: [] },
      { parent: "east", share: 1, others: [] },
    ]);
  });

  test("a child across two parents goes to the one with more of it, and the other is named", () => {
    const [found] = findParents([box("a", 0.007, 0, 0.011, 0.01)], parents);
    expect(found).toMatchObject({ parent: "west", others: ["east"] });
    expect(found?.share).toBeCloseTo(0.75, 3);
  });

  test("a child outside every parent has none", () => {
    expect(findParents([box("a", 1, 1, 1.1, 1.1)], parents)).toEqual([null]);
  });

  test("a sliver too thin for any raster has the parent it lies in", () => {
    expect(findParents([box("a", 0.002, 0.001, 0.0020001, 0.009)], parents)[0]?.parent).toBe("west");
  });

  test("what is missing of a parent and what reaches beyond it are told apart", () => {
    const children = [
      { ...box("a", 0, 0, 0.005, 0.01), parent: "west" },
      { ...box("b", 0.01, 0, 0.022, 0.01), parent: "east" },
    ];
    const [worst, other] = compareParents(parents, children);
    expect(worst).toMatchObject({ parent: "west", children: 1, overhangShare: 0 });
    expect(worst?.uncoveredShare).toBeCloseTo(0.5, 2);
    expect(other).toMatchObject({ parent: "east", uncoveredShare: 0 });
    expect(other?.overhangShare).toBeCloseTo(0.2, 2);
  });

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
});
