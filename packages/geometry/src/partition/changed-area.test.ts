import { existsSync, readFileSync } from "node:fs";
import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { describe, expect, test } from "vitest";
import { after } from "../../test/edit.ts";
import { fixturePath } from "../../test/fixture.ts";
import { fuzzPartition } from "../../test/fuzz-partition.ts";
import { makePartition } from "../../test/made-partition.ts";
import { createRandom } from "../../test/random.ts";
import { box, fourSquares, path } from "../../test/squares.ts";
import { createAreaIndex } from "../area-index.ts";
import { projectOnto } from "./border-snap.ts";
import { ringsHold } from "./interior-point.ts";
import { layerSides } from "./layer-sides.ts";
import {
  buildPartition,
  diffPartitions,
  edgesNear,
  isRefusal,
  listMovedFaces,
  nodeAt,
  reshapeArc,
  toAreas,
  toLngLat,
  transferArea,
  twiceAreaOfOwner,
  xOf,
  yOf,
} from "./index.ts";
import type { MovedFace, NodeKey, Partition } from "./index.ts";

function moved(before: Partition, now: Partition): readonly MovedFace[] {
  const faces = listMovedFaces(before, now);
  if ("refused" in faces) throw new Error(JSON.stringify(faces));
  return faces;
}

/** Whom nodes belong to by the owner rule, one version at a time: the slow way. */
function createOwnerOf(partition: Partition): (node: NodeKey) => number {
  const areas = [...toAreas(partition)];
  const index = createAreaIndex(areas.map(([, area]) => area));
  return (node) => areas[index.ownerOf(toLngLat(partition.origin, node))]?.[0] ?? 0;
}

const holderOf = (faces: readonly MovedFace[], node: NodeKey): MovedFace | undefined =>
  faces.find(({ rings }) => ringsHold(rings, { x: xOf(node) + 0.25, y: yOf(node) + 0.25 }));

test("R15: what a transfer moved is listed with from, to and area, and nothing else", () => {
  const before = fourSquares();
  const now = after(
    before,
    transferArea(before, { rings: [box(800, 800, 1200, 1200)], from: [2, 3], to: 1 }),
  );
  expect(
    moved(before, now)
      .map(({ from, to, twiceArea }) => [from, to, twiceArea])
      .sort((p, q) => p[0]! - q[0]!), // triples
  ).toEqual([
    [2, 1, 80_000],
    [3, 1, 80_000],
  ]);
  expect(diffPartitions(before, now).owners).toEqual([1, 2, 3, 4]);
  expect(moved(before, before)).toEqual([]);
  expect(moved(now, now)).toEqual([]);
});

test("R15: an island moved from its owner to another, though no old border reaches it", () => {
  const before = fourSquares();
  const now = after(before, transferArea(before, { rings: [box(1400, 400, 1600, 600)], from: [2], to: 1 }));
  const there = moved(before, now).map(({ from, to, twiceArea }) => [from, to, twiceArea]);
  const back = moved(now, before).map(({ from, to, twiceArea }) => [from, to, twiceArea]);
  expect([there, back]).toEqual([[[2, 1, 80_000]], [[1, 2, 80_000]]]);
});

test("R15: a piece that runs against its edge has the owners of the other side", () => {
  const [a, b] = path([0, 0], [9, 9]) as [number, number];
  const edge = { a, b, left: 1, right: 2 };
  const against = layerSides([{ a, b, sources: [~0] }], [edge], []);
  expect(against).toEqual([{ a, b, old: { left: 2, right: 1 }, now: null }]);
});

test("R15: a border that was laid along another path moves one area each way", () => {
  const before = fourSquares();
  const edge = { a: path([1000, 0])[0]!, b: path([1000, 1000])[0]! }; // one node each
  const line = path([1000, 0], [1200, 250], [1000, 500], [800, 750], [1000, 1000]);
  const now = after(before, reshapeArc(before, { edge, path: line }));
  expect(
    moved(before, now)
      .map(({ from, to, twiceArea }) => [from, to, twiceArea])
      .sort((p, q) => p[0]! - q[0]!), // triples
  ).toEqual([
    [1, 2, 100_000],
    [2, 1, 100_000],
  ]);
});

test(
  "R15: after random edits the moved faces say of every point what asking both versions says",
  { timeout: 60_000 },
  () => {
    const plan = { columns: 8, rows: 6, seed: 71 };
    const before = makePartition(plan);
    const { partition: now } = fuzzPartition({ ...plan, edits: 40, style: "ordinary", checkEvery: 40 });
    const faces = moved(before, now);
    expect(faces.length).toBeGreaterThan(10);
    const [was, is] = [createOwnerOf(before), createOwnerOf(now)];
    const random = createRandom(5);
    let changed = 0;
    for (let i = 0; i < 4000; i++) {
      const node = nodeAt(1_000_000 + random.integer(0, 64_000), 1_000_000 + random.integer(0, 48_000));
      const [from, to] = [was(node), is(node)];
      const face = holderOf(faces, node);
      if (isNearBorder([before, now], node)) continue; // the owner rule and the quarter unit part company there
      if (from !== to) changed++;
      expect([face?.from ?? from, face?.to ?? from]).toEqual([from, to]);
    }
    expect(changed).toBeGreaterThan(200);
    const gain = (owner: number): number =>
      faces.reduce(
        (sum, { from, to, twiceArea }) =>
          sum + (to === owner ? twiceArea : 0) - (from === owner ? twiceArea : 0),
        0,
      );
    for (const owner of new Set(faces.flatMap(({ from, to }) => [from, to])))
      expect(
        Math.abs(twiceAreaOfOwner(now, owner) - twiceAreaOfOwner(before, owner) - gain(owner)),
      ).toBeLessThan(100_000);
  },
);

const isNearBorder = (versions: readonly Partition[], node: NodeKey): boolean =>
  versions.some((version) =>
    [...edgesNear(version, [{ a: node, b: node }], 2)].some((edge) => projectOnto(edge, node).distance < 2),
  );

function loadWards(file: string, origin?: Partition["origin"]): Partition {
  const { features } = JSON.parse(readFileSync(fixturePath(file), "utf8")) as FeatureCollection<
    Polygon | MultiPolygon
  >;
  const owned = features.map(({ geometry, properties }) => ({
    owner: Number(/\d+/.exec(String(properties?.["NAME"]))?.[0]),
    area: geometry,
  }));
  const built = buildPartition(owned, origin ? { origin } : {});
  if (isRefusal(built)) throw new Error(JSON.stringify(built));
  return built.partition;
}

describe.skipIf(!existsSync(fixturePath("dc")))("DC wards (skipped where ../shared/data is absent)", () => {
  test(
    "R15: between the wards of 2002 and of 2012 the moved faces agree with both files at 20,000 random points",
    { timeout: 120_000 },
    () => {
      const before = loadWards("dc/zone_ward_2002.geojson");
      const now = loadWards("dc/zone_ward_2012.geojson", before.origin);
      const faces = moved(before, now).filter(({ twiceArea }) => twiceArea > 1_000_000);
      const [was, is] = [createOwnerOf(before), createOwnerOf(now)];
      const random = createRandom(2012);
      const [west, south] = [toUnitsFrom(-77.12, before.origin[0]), toUnitsFrom(38.79, before.origin[1])];
      let changed = 0;
      let compared = 0;
      for (let i = 0; i < 20_000; i++) {
        const node = nodeAt(west + random.integer(0, 2_100_000), south + random.integer(0, 2_100_000));
        const [from, to] = [was(node), is(node)];
        if (from === 0 && to === 0) continue;
        if (from === 0 || to === 0 || isNearBorder([before, now], node)) continue; // the river bank was drawn anew
        compared++;
        if (from !== to) changed++;
        const face = holderOf(faces, node);
        if (from !== to || face) expect([face?.from, face?.to], `${node}`).toEqual([from, to]);
      }
      expect(compared).toBeGreaterThan(5000);
      expect(changed).toBeGreaterThan(100);
    },
  );
});

const toUnitsFrom = (degrees: number, origin: number): number => Math.round(degrees * 1e7) - origin;
