import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { describe, expect, test } from "vitest";
import { areaOf, ringsOfOwner } from "../../test/edit.ts";
import { fixturePath } from "../../test/fixture.ts";
import { createGeosOracle } from "../../test/geos-oracle.ts";
import { makeRings, MADE_ORIGIN, toOwnedAreas } from "../../test/made-partition.ts";
import { createRandom } from "../../test/random.ts";
import { areas, at, box, path } from "../../test/squares.ts";
import { polygonsOf } from "../area.ts";
import {
  buildPartition,
  isRefusal,
  listEdges,
  listOwners,
  loadPartition,
  toAreas,
  twiceAreaOfOwner,
  validatePartition,
} from "./index.ts";
import type { BuildOptions, Built, OwnedArea, Partition } from "./index.ts";

function build(input: readonly OwnedArea[], options: BuildOptions = {}): Built {
  const built = buildPartition(input, options);
  if (isRefusal(built)) throw new Error(JSON.stringify(built));
  return built;
}

const errorsOf = (partition: Partition) =>
  validatePartition(partition).filter(({ severity }) => severity === "error");

test("R3: areas that tile already come out as they are, with an empty report", () => {
  const owned = toOwnedAreas(makeRings({ columns: 12, rows: 9, seed: 8 }));
  const { partition, report } = build(owned, { origin: MADE_ORIGIN });
  expect(listEdges(partition)).toEqual(listEdges(loadPartition(owned, { origin: MADE_ORIGIN }) as Partition));
  expect(report).toEqual({ snapped: [], overlaps: [], gaps: [], dangles: [], rejects: [], lost: [] });
});

test("R3: an overlap goes to the claimant with the longest shared border and is reported with both", () => {
  const { partition, report } = build(
    areas({ 1: box(0, 0, 1000, 1000), 2: box(900, 0, 2000, 1000), 3: box(900, 1000, 2000, 2000) }),
  );
  expect(report.overlaps).toHaveLength(1);
  expect(report.overlaps[0]).toMatchObject({ owners: [1, 2], twiceArea: 200_000 });
  expect(areaOf(partition, 1) + areaOf(partition, 2)).toBe(2_000_000);
  expect(errorsOf(partition)).toEqual([]);
});

test("R3: a village inside a town whose hole was forgotten keeps its area", () => {
  const { partition, report } = build(areas({ 1: box(0, 0, 9000, 9000), 2: box(3000, 3000, 4000, 4000) }));
  expect(areaOf(partition, 2)).toBe(1_000_000);
  expect(report.overlaps[0]).toMatchObject({ owners: [1, 2], givenTo: 2 });
  expect(report.lost).toEqual([]);
});

test("R3: a narrow gap is given to a neighbour, a wide one stays unassigned, an allowed one is outside", () => {
  const ring = (gap: number) =>
    areas({
      1: path(
        [0, 0],
        [500, 0],
        [500, 400],
        [500 - gap, 400],
        [500 - gap, 600],
        [500, 600],
        [500, 1000],
        [0, 1000],
      ),
      2: path([500, 0], [1000, 0], [1000, 1000], [500, 1000], [500, 600], [500, 400]),
    });
  const narrow = build(ring(50), { gapMetres: 1 });
  expect(narrow.report.gaps[0]).toMatchObject({ neighbours: [1, 2], givenTo: 1, twiceArea: 20_000 });
  expect(areaOf(narrow.partition, -1)).toBe(0);
  const wide = build(ring(300), { gapMetres: 1 });
  expect(wide.report.gaps[0]).toMatchObject({ givenTo: null, twiceArea: 120_000 });
  expect(areaOf(wide.partition, -1)).toBe(60_000);
  const river = build(ring(300), { gapMetres: 1, allowedGaps: areas({ 1: box(100, 300, 600, 700) }) });
  expect(river.report.gaps).toEqual([]);
  expect(areaOf(river.partition, -1)).toBe(0);
});

test("R3: nodes within the tolerance become one, the more used one; missing nodes are put in", () => {
  const { partition, report } = build(
    areas({
      1: box(0, 0, 1000, 1000),
      2: path([1003, 0], [2000, 0], [2000, 1000], [1000, 1000], [1001, 500]),
    }),
  );
  expect(report.snapped).toEqual([{ from: expect.any(Number), to: expect.any(Number) }]);
  expect(ringsOfOwner(partition, 1)[0]![0]).toHaveLength(5); // one ring
  expect(errorsOf(partition)).toEqual([]);
});

test("R3: a bow-tie becomes its lobes, a spike is dropped and reported, what is no polygon is rejected with the reason", () => {
  const bowTie = build(areas({ 1: path([0, 0], [1000, 1000], [1000, 0], [0, 1000]) }));
  expect(areaOf(bowTie.partition, 1)).toBe(500_000);
  const spiked = build(
    areas({ 1: path([0, 0], [1000, 0], [1000, 500], [2000, 500], [1000, 500], [1000, 1000], [0, 1000]) }),
  );
  expect(spiked.report.dangles).toHaveLength(1);
  expect(areaOf(spiked.partition, 1)).toBe(1_000_000);
  const bad: OwnedArea[] = [
    {
      owner: 5,
      area: {
        type: "Polygon",
        coordinates: [
          [
            [121, 31],
            [121, 31],
          ],
        ],
      },
    },
    {
      owner: 6,
      area: {
        type: "Polygon",
        coordinates: [
          [
            [121, 31],
            [Number.NaN, 31],
            [121, 32],
          ],
        ],
      },
    },
    { owner: -3, area: { type: "Polygon", coordinates: [] } },
  ];
  const { report, partition } = build([...areas({ 1: box(0, 0, 1000, 1000) }), ...bad]);
  expect(report.rejects.map(({ owner }) => owner)).toEqual([5, 6, -3]);
  expect(listOwners(partition)).toEqual([1]);
  expect(at(0, 0)).toBeGreaterThan(0);
});

test("R3: the order of the file does not matter", () => {
  const random = createRandom(12);
  const rings = makeRings({ columns: 6, rows: 5, seed: 31 }).map(({ owner, ring }) => ({
    owner,
    ring: ring.map((node) => node + random.pick([0, 0, 0, 1, 2, -1])),
  }));
  const owned = toOwnedAreas(rings);
  const [forth, back] = [owned, owned.toReversed()].map((input) => build(input, { origin: MADE_ORIGIN }));
  expect(listEdges(back!.partition)).toEqual(listEdges(forth!.partition)); // two builds
  expect(errorsOf(forth!.partition)).toEqual([]);
  expect(forth!.report.snapped.length).toBeGreaterThan(50);
});

const read = (file: string): FeatureCollection<Polygon | MultiPolygon> =>
  JSON.parse(readFileSync(fixturePath(file), "utf8")) as FeatureCollection<Polygon | MultiPolygon>;

const ownedOf = (file: string): OwnedArea[] =>
  read(file).features.map(({ geometry }, i) => ({ owner: i + 1, area: geometry }));

/** Real files and what is known of them: how wide their gaps are. */
const files = [
  { file: "chicago/zone_police_beats_2012_simplified.geojson", gapMetres: 30, isDirty: true },
  { file: "dirty/county_87.geojson", gapMetres: 400, isDirty: true },
  { file: "dirty/jurisdiction_2757.geojson", gapMetres: 400, isDirty: true },
  { file: "dc/zone_psa.geojson", gapMetres: 1, isDirty: false },
];

describe.skipIf(!existsSync(fixturePath("dirty")))(
  "real files (skipped where ../shared/data is absent)",
  () => {
    for (const { file, gapMetres, isDirty } of files) {
      test(
        `R3: ${file} becomes a tiling that GEOS accepts, and the report adds up`,
        { timeout: 60_000 },
        async () => {
          const geos = await createGeosOracle();
          const owned = ownedOf(file);
          const { partition, report } = build(owned, { tolerance: 50, gapMetres });
          expect(errorsOf(partition).filter(({ kind }) => kind !== "gap" && kind !== "orphan-hole")).toEqual(
            [],
          );
          expect(geos.judgeCoverage([...toAreas(partition).values()])).not.toBe("overlapping");
          expect(listOwners(partition).length + report.lost.length + report.rejects.length).toBe(
            owned.length,
          );
          const open = report.gaps.filter(({ givenTo }) => givenTo === null);
          expect(open.reduce((sum, { twiceArea }) => sum + twiceArea, 0)).toBe(
            twiceAreaOfOwner(partition, -1),
          );
          expect(report.overlaps.length > 0 && report.gaps.length > 0).toBe(isDirty);
          for (const { owners, givenTo } of report.overlaps) expect(owners).toContain(givenTo);
        },
      );
    }

    const folder = fixturePath("dirty/polygon-clipping-cases");
    const cases = (existsSync(folder) ? readdirSync(folder) : []).filter((name) =>
      existsSync(`${folder}/${name}/union.geojson`),
    );
    test(
      `R3: the territory of ${cases.length} clipping cases is the union their authors expect`,
      { timeout: 60_000 },
      () => {
        const compared = cases.map((name) => compareUnion(`dirty/polygon-clipping-cases/${name}`));
        expect(compared.filter(({ verdict }) => verdict === "differs")).toEqual([]);
        expect(compared.filter(({ verdict }) => verdict === "equal").length).toBeGreaterThan(40);
      },
    );
  },
);

const planarArea = (areas: readonly (Polygon | MultiPolygon)[]): number =>
  areas.flatMap(polygonsOf).reduce((total, rings) => {
    const [shell = 0, ...holes] = rings.map(
      (ring) =>
        Math.abs(
          ring.reduce((sum, [x = 0, y = 0], i) => {
            const [px = 0, py = 0] = ring.at(i - 1) ?? [];
            return sum + (px - 0) * y - py * x;
          }, 0),
        ) / 2,
    );
    return total + shell - holes.reduce((sum, hole) => sum + hole, 0);
  }, 0);

function compareUnion(folder: string): {
  folder: string;
  verdict: "differs" | "equal" | "too wide";
  by?: number;
} {
  const input = read(`${folder}/args.geojson`).features.map(({ geometry }, i) => ({
    owner: i + 1,
    area: geometry,
  }));
  const expected = JSON.parse(readFileSync(fixturePath(`${folder}/union.geojson`), "utf8")) as {
    geometry: MultiPolygon;
  };
  const built = buildPartition(input, { tolerance: 1, gapMetres: 0 });
  if (isRefusal(built)) return { folder, verdict: "differs" };
  if (built.report.rejects.length > 0) return { folder, verdict: "too wide" };
  const found =
    listOwners(built.partition).reduce((sum, owner) => sum + twiceAreaOfOwner(built.partition, owner), 0) /
    2e14;
  const wanted = planarArea([expected.geometry]);
  const reach = 1e-6 * Math.sqrt(Math.max(found, wanted)) + 1e-12;
  return { folder, verdict: Math.abs(found - wanted) <= reach ? "equal" : "differs", by: found - wanted };
}
