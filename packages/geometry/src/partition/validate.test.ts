import { expect, test } from "vitest";
import { createGeosOracle } from "../../test/geos-oracle.ts";
import { makeRings, toOwnedAreas } from "../../test/made-partition.ts";
import { createRandom } from "../../test/random.ts";
import { areas, box, path } from "../../test/squares.ts";
import { nodeAt, validateAreas, xOf, yOf } from "./index.ts";
import type { ProblemKind } from "./index.ts";

const BIG = 100_000;

const kindsOf = (rings: Record<number, number[]>): ProblemKind[] => [
  ...new Set(validateAreas(areas(rings)).map(({ kind }) => kind)),
];

test("R13: areas that tile have no problem", () => {
  expect(kindsOf({ 1: box(0, 0, BIG, BIG), 2: box(BIG, 0, 2 * BIG, BIG) })).toEqual([]);
  expect(validateAreas(toOwnedAreas(makeRings({ columns: 20, rows: 10, seed: 2 })))).toEqual([]);
});

test("R13: two that lie on each other, in each other or across each other overlap", () => {
  expect(kindsOf({ 1: box(0, 0, BIG, BIG), 2: box(0, 0, BIG, BIG) })).toContain("overlap");
  expect(kindsOf({ 1: box(0, 0, BIG, BIG), 2: box(20, 20, 80_000, 80_000) })).toContain("overlap");
  expect(kindsOf({ 1: box(0, 0, BIG, BIG), 2: box(50_000, 20_000, 2 * BIG, 80_000) })).toContain("overlap");
});

test("R13: a node that only one neighbour has is found, on the edge and beside it", () => {
  const neighbour = (x: number) => path([BIG, 0], [2 * BIG, 0], [2 * BIG, BIG], [BIG, BIG], [x, 50_000]);
  expect(kindsOf({ 1: box(0, 0, BIG, BIG), 2: neighbour(BIG) })).toContain("unmatched");
  expect(kindsOf({ 1: box(0, 0, BIG, BIG), 2: neighbour(BIG - 1) })).not.toEqual([]);
  expect(kindsOf({ 1: box(0, 0, BIG, BIG), 2: neighbour(BIG + 1) })).toContain("gap");
});

test("R13: a gap names its neighbours and its area; a hole in one outline has a name of its own", () => {
  const west = path([0, 0], [500, 0], [500, 400], [400, 500], [500, 600], [500, 1000], [0, 1000]);
  const east = path([500, 0], [1000, 0], [1000, 1000], [500, 1000], [500, 600], [600, 500], [500, 400]);
  const gap = validateAreas(areas({ 1: west, 2: east })).find(({ kind }) => kind === "gap");
  expect(gap).toMatchObject({ severity: "error", twiceArea: 40_000 });
  expect(gap?.owners.toSorted((a, b) => a - b)).toEqual([1, 2]);
  const [shell, hole] = areas({ 1: box(0, 0, BIG, BIG), 2: box(30_000, 30_000, 60_000, 60_000) });
  const rings = [shell, hole].map((owned) => (owned!.area.coordinates as number[][][])[0]!); // two areas
  const holed = validateAreas([{ owner: 1, area: { type: "Polygon", coordinates: rings } }]);
  expect(holed.map(({ kind }) => kind)).toEqual(["orphan-hole", "island"]);
});

test("R13: bow-ties, repeated nodes, spikes and holes outside are found", () => {
  expect(kindsOf({ 1: path([0, 0], [BIG, BIG], [BIG, 0], [0, BIG]) })).toContain("ring-touches-itself");
  const pinched = path([0, 0], [BIG, 0], [50_000, 50_000], [BIG, BIG], [0, BIG], [50_000, 50_000]);
  expect(kindsOf({ 1: pinched })).toContain("repeated-node");
  const spiked = path(
    [0, 0],
    [BIG, 0],
    [BIG, 50_000],
    [2 * BIG, 50_000],
    [BIG, 50_000],
    [BIG, BIG],
    [0, BIG],
  );
  expect(kindsOf({ 1: spiked })).toContain("spike");
  const [shell, hole] = areas({ 1: box(0, 0, BIG, BIG), 2: box(3 * BIG, 0, 4 * BIG, BIG) });
  const rings = [shell, hole].map((owned) => (owned!.area.coordinates as number[][][])[0]!); // two areas
  const kinds = validateAreas([{ owner: 1, area: { type: "Polygon", coordinates: rings } }]).map(
    ({ kind }) => kind,
  );
  expect(kinds).toContain("hole-outside");
});

test("R13: slivers, tiny areas, sharp corners and areas in pieces are warnings", () => {
  expect(kindsOf({ 1: box(0, 0, BIG, 40) })).toEqual(["sliver"]);
  expect(kindsOf({ 1: box(0, 0, 150, 150) })).toEqual(["sliver", "small"]);
  expect(kindsOf({ 1: path([0, 0], [BIG, 0], [BIG, 7000]) })).toEqual(["sharp-angle"]);
  const parts = [...areas({ 1: box(0, 0, BIG, BIG) }), ...areas({ 1: box(3 * BIG, 0, 4 * BIG, BIG) })];
  expect(validateAreas(parts).map(({ kind, severity }) => [kind, severity])).toEqual([
    ["multipart", "warning"],
  ]);
});

test("R13: pieces and islands are found where they are, with their own size, and not at the body of the grid", () => {
  const piece = box(3 * BIG, 0, 3 * BIG + 1000, 2000);
  const inPieces = [...areas({ 1: piece }), ...areas({ 1: box(0, 0, BIG, BIG) })];
  const found = validateAreas(inPieces);
  expect(found.map(({ kind, twiceArea }) => [kind, twiceArea])).toEqual([["multipart", 2 * 1000 * 2000]]);
  const [shell, ...holes] = areas({
    1: box(0, 0, BIG, BIG),
    2: box(30_000, 30_000, 31_000, 31_000),
    3: box(60_000, 60_000, 60_500, 60_500),
  });
  const rings = [shell, ...holes].map((owned) => (owned!.area.coordinates as number[][][])[0]!); // three areas
  const holed = validateAreas([{ owner: 1, area: { type: "Polygon", coordinates: rings } }, ...holes]);
  expect(holed.map(({ kind, twiceArea }) => [kind, twiceArea])).toEqual([
    ["island", 2 * 1000 ** 2],
    ["island", 2 * 500 ** 2],
  ]);
});

test(
  "R13: of a hundred tilings with one node moved in one outline only, every one is found; GEOS sees an overlap in most",
  { timeout: 60_000 },
  async () => {
    const geos = await createGeosOracle();
    const random = createRandom(77);
    let overlapping = 0;
    for (let run = 0; run < 100; run++) {
      const rings = makeRings({ columns: 5, rows: 4, seed: run, bends: 2 });
      const all = rings.flatMap((other) => other.ring);
      const isInside = (node: number): boolean =>
        all.some((n) => xOf(n) < xOf(node) - 10) &&
        all.some((n) => xOf(n) > xOf(node) + 10) &&
        all.some((n) => yOf(n) < yOf(node) - 10) &&
        all.some((n) => yOf(n) > yOf(node) + 10);
      const { ring } = random.pick(rings);
      const node = random.pick(ring.filter(isInside)); // a notch open to the outside is no error
      const moved = nodeAt(xOf(node) + random.pick([-2, -1, 1, 2]), yOf(node) + random.integer(-2, 2));
      ring[ring.indexOf(node)] = moved;
      const owned = toOwnedAreas(rings);
      const errors = validateAreas(owned).filter(({ severity }) => severity === "error");
      expect(errors.length, `run ${run}`).toBeGreaterThan(0);
      if (geos.judgeCoverage(owned.map(({ area }) => area)) === "overlapping") overlapping++;
    }
    expect(overlapping).toBeGreaterThan(50);
  },
);
