import { existsSync, readFileSync } from "node:fs";
import { createAreaIndex, createTurfAreaIndex } from "@getu/geometry";
import type { AreaGeometry, LngLat } from "@getu/geometry";
import { describe, expect, test } from "vitest";
import { fixturePath } from "../test/fixture.ts";
import { tempFile } from "../test/temp-file.ts";
import type { AssignedRow, AssignmentJob } from "./assign-file.ts";
import { assignFile } from "./assign-file.ts";
import { openSource } from "./open-source.ts";
import { findPositionFields } from "./position-fields.ts";
import { createPositionReader, isProblem } from "./position-reader.ts";
import { readAreas } from "./read-areas.ts";

const square = (id: unknown, west: number, south: number, size: number) => ({
  type: "Feature",
  properties: { id },
  geometry: {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  },
});

async function assign(features: readonly object[], csv: string, options: Partial<AssignmentJob> = {}) {
  const grids = await openSource(tempFile(JSON.stringify({ type: "FeatureCollection", features })));
  const { areas } = await readAreas(grids, { id: "id", crs: "wgs84" });
  const points = await openSource(tempFile(csv));
  const position = { crs: "wgs84", fields: { lng: "lng", lat: "lat" } } as const;
  const rows: AssignedRow[] = [];
  const job = { grids: areas, points, position, engine: "index", compare: null, ...options } as const;
  return { ...(await assignFile(job, (row) => void rows.push(row))), rows };
}

describe("assignment of a file", () => {
  test("every row is counted once: inside, outside or under a reason", async () => {
    const csv = "lng,lat\n0.5,0.5\n5,5\n0,0\n,\nx,1\n181,1\n0.5,91\n1\n";
    const { counts, rows } = await assign([square("a", 0, 0, 1)], csv);
    expect(counts).toEqual({
      rows: 8,
      withCoordinates: 2,
      inside: 1,
      outside: 1,
      inTwo: 0,
      nearBorder: 0,
      rejected: {
        "zero-coordinates": 1,
        "no-coordinates": 1,
        "not-a-number": 1,
        "out-of-range": 2,
        "column-count": 1,
      },
      compared: null,
    });
    expect(rows.map(({ status }) => status)).toEqual(["inside", "outside", ...Array(6).fill("rejected")]);
  });

  test("two grids over one point: the first in the file owns it and inTwo counts it", async () => {
    const { counts, rows } = await assign(
      [square("b", 0, 0, 1), square("a", 0, 0, 2)],
      "lng,lat\n0.5,0.5\n1.5,1.5\n",
    );
    expect(counts.inTwo).toBe(1);
    expect(rows.map(({ grid }) => grid)).toEqual(["b", "a"]);
  });

  test("features that share an id are one grid, however the id is written", async () => {
    const { counts, rows } = await assign(
      [square(17, 0, 0, 1), square("17.0", 5, 5, 1)],
      "lng,lat,own\n5.5,5.5,17\n",
      {
        compare: { field: "own", comparison: "text" },
      },
    );
    expect(rows[0]?.grid).toBe("17");
    expect(counts.compared).toEqual({ known: 1, equal: 1, different: 0, within30m: 0 });
  });

  test("known rows are those with coordinates whose code names a grid, and each is equal or different", async () => {
    const csv = "lng,lat,own\n0.5,0.5,a\n0.5,0.5,b\n0.9999,0.5,b\n0.5,0.5,c\n0.5,0.5, \n,,a\n";
    const { counts } = await assign([square("a", 0, 0, 1), square("b", 1, 0, 1)], csv, {
      compare: { field: "own", comparison: "text" },
    });
    expect(counts.compared).toEqual({ known: 3, equal: 1, different: 2, within30m: 1 });
  });

  test("a point on the border between two grids has one owner, agrees with either code, and is not in two", async () => {
    const grids = [square("a", 0, 0, 1), square("b", 1, 0, 1)];
    const { counts, rows } = await assign(grids, "lng,lat,own\n1,0.5,a\n1,0.5,b\n", {
      compare: { field: "own", comparison: "text" },
    });
    expect(rows.map(({ grid, agrees }) => [grid, agrees])).toEqual([
      ["b", true],
      ["b", true],
    ]);
    expect(counts).toMatchObject({ inTwo: 0, nearBorder: 2, compared: { known: 2, equal: 2 } });
  });

  test("T22 swapped coordinates are said, not swapped", async () => {
    const rows = Array.from({ length: 20 }, (_, at) => `${1 + at / 40},120.5`).join("\n");
    const { counts, warnings } = await assign(
      [square("a", 120, 1, 1)],
      `lat,lng\n${rows.replaceAll(/(.*),(.*)/g, "$2,$1")}\n`,
    );
    expect(counts.rejected).toEqual({ "out-of-range": 20 });
    expect(warnings.join()).toMatch(
      /none of 20 positions looked at are where they are expected; with longitude and latitude swapped, all 20 would fit/,
    );
  });
});

const oracle = fixturePath("expected-assignment.csv");
const cases = existsSync(oracle)
  ? readFileSync(oracle, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","))
  : [];

/** How near a position lies to the border of one area, from inside or from outside. */
const borderDistance = (area: AreaGeometry | undefined, position: LngLat): number =>
  area ? createAreaIndex([area]).locate(position).distanceToBorderMetres : Infinity;

describe.skipIf(cases.length === 0)("real files (needs ../shared/data)", () => {
  test("there are 15 pairs of points and polygons", () => expect(cases).toHaveLength(15));

  test.each(cases.map(([dataset, points, , polygons, id]) => ({ dataset, points, polygons, id })))(
    "Turf and the index give each point of $points to the same grid of $polygons, but for points within 2 cm of a border",
    async ({ points, polygons, id }) => {
      const { areas } = await readAreas(await openSource(fixturePath(polygons!)), { id: id!, crs: "wgs84" }); // 15 complete lines
      const outlines = areas.map(({ area }) => area);
      const [index, turf] = [createAreaIndex(outlines), createTurfAreaIndex(outlines)];
      const source = await openSource(fixturePath(points!)); // 15 complete lines
      const fields = source.format === "table" ? findPositionFields(source) : null;
      const read = createPositionReader({ crs: "wgs84", fields });
      const differences: string[] = [];
      for await (const row of source.rows()) {
        const reading = read(row);
        if (isProblem(reading)) continue;
        const [ours, theirs] = [index.ownerOf(reading.position), turf.ownerOf(reading.position)];
        if (ours === theirs) continue;
        const metres = Math.min(
          ...[ours, theirs].map((area) => borderDistance(outlines[area], reading.position)),
        );
        differences.push(
          `row ${row.row}: index ${areas[ours]?.id}, Turf ${areas[theirs]?.id}, ${(metres * 100).toFixed(2)} cm from the border`,
        );
        expect(metres, differences.at(-1)).toBeLessThan(0.02);
      }
      if (differences.length > 0)
        process.stdout.write(`${polygons}: ${differences.length}\n  ${differences.join("\n  ")}\n`);
    },
    60_000,
  );
});
