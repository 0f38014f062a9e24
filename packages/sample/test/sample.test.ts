import { createHash } from "node:crypto";
import { cameraSchema, householdClusterSchema, placeSchema, territorySchema } from "@getu/domain";
import type { GridRecord } from "@getu/domain";
import { areaSquareMetres, createAreaIndex, toSharedArcs } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import type { Feature, FeatureCollection, Polygon, Position } from "geojson";
import { afterEach, describe, expect, test, vi } from "vitest";
import { gridCode } from "../src/codes.ts";
import { createSampleStreet } from "../src/index.ts";
import type { Sample } from "../src/index.ts";
import { STREET_SIZE } from "../src/sizes.ts";
import { createStreet } from "../src/street.ts";
import type { Street } from "../src/street.ts";
import { calendar, catalogue } from "./catalogue.ts";

vi.setConfig({ testTimeout: 30_000 }); // a whole street is made more than once

const street = createSampleStreet({ seed: 1, catalogue, calendar });

const ofTier = ({ grids }: Sample, tier: number): GridRecord[] => grids.filter((grid) => grid.tier === tier);
const leavesOf = (grids: readonly GridRecord[]): AreaGeometry[] =>
  grids.flatMap(({ area }) => (area ? [area] : []));
const layer = ({ basemap }: Sample, kind: keyof Sample["basemap"]): FeatureCollection => basemap[kind]!; // always made

/** Everything a sample holds, as one short text. */
function fingerprint(sample: Sample): string {
  const now = new Date("2026-03-10T04:00:00Z");
  const incidents = [...sample.incidents({ from: new Date("2026-03-01T00:00:00Z"), to: now, now })];
  const trickle = sample.createTrickle({ seed: 5 });
  const live = [trickle.next(now), trickle.next(now), trickle.waitMs(now)];
  const { territory, grids, cameras, places, clusters, basemap } = sample;
  const text = JSON.stringify({ territory, grids, cameras, places, clusters, basemap, incidents, live });
  return createHash("sha256").update(text).digest("hex");
}

describe("one seed, one town", () => {
  afterEach(() => vi.restoreAllMocks());
  const make = (seed: number): Sample => createSampleStreet({ seed, catalogue, calendar, scale: "tiny" });

  test("the same seed gives the same town to the last byte, another seed another one", () => {
    expect(fingerprint(make(11))).toBe(fingerprint(make(11)));
    expect(fingerprint(make(11))).not.toBe(fingerprint(make(12)));
  });

  test("neither the clock nor the machine's random numbers are asked", () => {
    const before = fingerprint(make(11));
    vi.spyOn(Math, "random").mockReturnValue(0.25);
    vi.spyOn(Date, "now").mockReturnValue(0);
    expect(fingerprint(make(11))).toBe(before);
  });
});

describe("the street", () => {
  test("it has the size of a street office", () => {
    expect(ofTier(street, 0)).toHaveLength(13);
    expect(ofTier(street, 0).filter(({ name }) => name.endsWith("村"))).toHaveLength(3);
    expect(ofTier(street, 1).length).toBeGreaterThan(135);
    expect(ofTier(street, 1).length).toBeLessThan(170);
    expect(ofTier(street, 2).length).toBeGreaterThan(900);
    expect(ofTier(street, 2).length).toBeLessThan(1100);
    expect(street.cameras).toHaveLength(2000);
    const households = ofTier(street, 2).reduce((sum, grid) => sum + (grid.households ?? 0), 0);
    expect(households).toBeGreaterThan(48_000);
    expect(households).toBeLessThan(70_000);
  });

  test("it has 30 police and mediation rooms and places of every kind but other", () => {
    const rooms = street.places.filter(({ kind }) => kind === "police-room" || kind === "mediation-room");
    expect(rooms).toHaveLength(30);
    expect(new Set(street.places.map(({ kind }) => kind)).size).toBe(14);
    expect(street.places.length).toBeGreaterThan(230);
  });

  test("parents come before their children, and households of parents are the sums of their children", () => {
    const seen = new Map<string, GridRecord>();
    const sums = new Map<string, number>();
    for (const grid of street.grids) {
      const parent = grid.parentExternalId;
      if (parent !== null) {
        expect(seen.get(parent)?.tier).toBe(grid.tier - 1);
        sums.set(parent, (sums.get(parent) ?? 0) + (grid.households ?? 0));
      }
      seen.set(grid.externalId, grid);
    }
    for (const [parent, sum] of sums) expect(seen.get(parent)?.households).toBe(sum);
  });

  test("codes and external ids are unique, and a code starts with its parent's", () => {
    expect(new Set(street.grids.map(({ code }) => code)).size).toBe(street.grids.length);
    expect(new Set(street.grids.map(({ externalId }) => externalId)).size).toBe(street.grids.length);
    const codes = new Map(street.grids.map(({ externalId, code }) => [externalId, code]));
    for (const { code, parentExternalId } of street.grids) {
      if (parentExternalId !== null) expect(code.startsWith(codes.get(parentExternalId) ?? "?")).toBe(true);
    }
  });

  test("a number too long for its segment is refused, not cut", () => {
    expect(gridCode([990_101, 1, 13, 2, 7])).toBe("99010100101302007");
    expect(() => gridCode([990_101, 1, 13, 100])).toThrow(RangeError);
  });

  test("nearly all lived-in lane grids have 3,000 to 20,000 square metres", () => {
    const lived = ofTier(street, 2).filter(({ households }) => (households ?? 0) > 0);
    const areas = leavesOf(lived).map(areaSquareMetres);
    const usual = areas.filter((area) => area > 3000 && area < 20_000);
    expect(usual.length / areas.length).toBeGreaterThan(0.99);
  });

  test("the basemap stays below 4 MB and has every class of road and thousands of buildings", () => {
    expect(JSON.stringify(street.basemap).length).toBeLessThan(4e6);
    const classes = new Set(
      layer(street, "road").features.map(({ properties }) => properties?.["class"] as string),
    );
    expect([...classes].toSorted()).toEqual(["arterial", "lane", "secondary"]);
    expect(layer(street, "building").features.length).toBeGreaterThan(5000);
  });

  test("names say that all of it is made up, and no telephone could ring", () => {
    expect(street.territory.name.zh).toContain("示范");
    expect(street.territory.demo).toBe(true);
    const telephones = street.places.flatMap(({ telephone }) => (telephone === null ? [] : [telephone]));
    expect(telephones.filter((telephone) => !/^000-\d{4}$/.test(telephone))).toEqual([]);
  });
});

describe("records", () => {
  test("cameras, places and the territory have the shape the product stores", () => {
    const camera = cameraSchema.omit({ id: true, gridId: true });
    const place = placeSchema.omit({ id: true, gridId: true });
    for (const record of street.cameras) camera.parse(record);
    for (const record of street.places) place.parse(record);
    const { territory } = street;
    expect(territorySchema.omit({ id: true, version: true, bbox: true }).parse(territory)).toEqual(territory);
  });

  test("every camera and place stands in a lane grid; cameras look along with the ranges of street cameras", () => {
    const index = createAreaIndex(leavesOf(street.grids));
    const standing = [...street.cameras, ...street.places];
    expect(standing.filter(({ position }) => index.ownerOf(position) < 0)).toEqual([]);
    for (const { rangeMetres, mountingHeightMetres, sectors } of street.cameras) {
      expect(rangeMetres).toBeGreaterThanOrEqual(30);
      expect(rangeMetres).toBeLessThanOrEqual(80);
      expect(mountingHeightMetres).toBeGreaterThanOrEqual(3);
      expect(mountingHeightMetres).toBeLessThanOrEqual(8);
      expect(sectors.length).toBeGreaterThan(0);
    }
  });

  test("household clusters are addresses in lived-in lane grids that have as many households between them, and nobody's name", () => {
    const cluster = householdClusterSchema.omit({ id: true, gridId: true });
    for (const record of street.clusters) cluster.parse(record);
    const lanes = ofTier(street, 2);
    const index = createAreaIndex(leavesOf(lanes));
    const held = new Map<number, number[]>();
    for (const { position, households } of street.clusters) {
      const lane = index.ownerOf(position);
      held.set(lane, [...(held.get(lane) ?? []), households]);
    }
    lanes.forEach(({ households }, lane) => {
      const clusters = held.get(lane) ?? [];
      const sum = clusters.reduce((total, each) => total + each, 0);
      // Each address is rounded to whole households, and has one at least.
      expect(Math.abs(sum - (households ?? 0))).toBeLessThanOrEqual(clusters.length);
    });
    expect(held.has(-1)).toBe(false);
    expect(new Set(street.clusters.map(({ externalId }) => externalId)).size).toBe(street.clusters.length);
    expect(street.clusters.length).toBeGreaterThan(1500);
  });

  test("about 93 of 100 cameras are online, and statuses began before the moment they are told", () => {
    const asOf = new Date("2026-06-01T00:00:00Z");
    const { cameras } = createSampleStreet({ seed: 1, catalogue, calendar, asOf });
    const online = cameras.filter(({ status }) => status === "online").length / cameras.length;
    expect(online).toBeGreaterThan(0.9);
    expect(online).toBeLessThan(0.96);
    const late = cameras.filter(
      ({ statusSince }) => statusSince !== null && statusSince > asOf.toISOString(),
    );
    expect(late).toEqual([]);
  });
});

const metresBetween = ([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): number => {
  const scale = [94_400, 110_900] as const; // metres per degree at the demo's latitude
  const [px, py] = [(x! - ax!) * scale[0], (y! - ay!) * scale[1]];
  const [dx, dy] = [(bx! - ax!) * scale[0], (by! - ay!) * scale[1]];
  const t = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - t * dx, py - t * dy);
};

type Piece = { from: Position; to: Position; half: number };

/** Pieces of road by squares of a fifth of a kilometre, each also in the squares around. */
function nearbyRoads(roads: readonly Feature[]): (at: Position) => readonly Piece[] {
  const squares = new Map<string, Piece[]>();
  const square = (at: Position, dx: number, dy: number): string =>
    `${Math.floor(at[0]! * 500) + dx}/${Math.floor(at[1]! * 500) + dy}`;
  for (const { geometry, properties } of roads) {
    const line = (geometry as { coordinates: Position[] }).coordinates;
    line.slice(1).forEach((to, i) => {
      const piece = { from: line[i]!, to, half: (properties?.["widthMetres"] as number) / 2 };
      const keys = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => square(to, dx, dy)));
      for (const key of keys) squares.set(key, [...(squares.get(key) ?? []), piece]);
    });
  }
  return (at) => squares.get(square(at, 0, 0)) ?? [];
}

describe("the ground", () => {
  const corners = (feature: Feature): Position[] => (feature.geometry as Polygon).coordinates[0]!; // polygons only

  test("every building stands inside one lane grid and out of the water", () => {
    const index = createAreaIndex(leavesOf(street.grids));
    const waters = createAreaIndex(
      layer(street, "water").features.map(({ geometry }) => geometry as Polygon),
    );
    const owners = layer(street, "building").features.map((building) =>
      corners(building).map((at) => index.ownerOf(at as [number, number])),
    );
    expect(owners.filter((found) => found[0]! < 0 || new Set(found).size > 1)).toEqual([]);
    const wet = layer(street, "building").features.filter((building) =>
      corners(building).some((at) => waters.ownerOf(at as [number, number]) >= 0),
    );
    expect(wet).toEqual([]);
  });

  test("no road runs through a lake or a pond", () => {
    const still = layer(street, "water").features.filter(({ properties }) =>
      /lake|pond/.test(properties?.["kind"] as string),
    );
    const waters = createAreaIndex(still.map(({ geometry }) => geometry as Polygon));
    const middles = layer(street, "road").features.flatMap(({ geometry }) => {
      const line = (geometry as { coordinates: Position[] }).coordinates;
      return line
        .slice(1)
        .map((to, i): [number, number] => [(line[i]![0]! + to[0]!) / 2, (line[i]![1]! + to[1]!) / 2]);
    });
    expect(still.length).toBeGreaterThan(2);
    expect(middles.filter((at) => waters.ownerOf(at) >= 0)).toEqual([]);
  });

  test.each([1, 2, 3])("no wall stands on a road (street of seed %i)", (seed) => {
    const sample = seed === 1 ? street : createSampleStreet({ seed, catalogue, calendar });
    const near = nearbyRoads(layer(sample, "road").features);
    const onRoad = layer(sample, "building")
      .features.flatMap(corners)
      .filter((at) => near(at).some(({ from, to, half }) => metresBetween(at, from, to) < half));
    expect(onRoad).toEqual([]);
  });
});

describe("the city", () => {
  // Streets of a third of the usual size keep the test short; river, canal and through roads are there.
  const SMALL = {
    ...STREET_SIZE,
    width: 2100,
    height: 1900,
    communities: 5,
    villages: 1,
    lanes: 350,
    cameras: 50,
  };
  const neighbour = (column: number, row: number, index: number): Street =>
    createStreet("getu/1", SMALL, { column, row, index, parent: "YQ-S", tier: 1, asOf: new Date(0) });

  test("neighbouring streets share their border point by point: no gap, no overlap", () => {
    const streets = [neighbour(0, 0, 0), neighbour(1, 0, 1), neighbour(0, 1, 5)];
    expect(toSharedArcs(streets.flatMap(({ records }) => leavesOf(records))).unmatched).toBe(0);
    const ownerOf = streets.flatMap(({ records }, street) => leavesOf(records).map(() => street));
    const shared = toSharedArcs(streets.flatMap(({ records }) => leavesOf(records))).arcs.filter(
      ({ left, right }) => left >= 0 && right >= 0 && ownerOf[left] !== ownerOf[right],
    );
    expect(shared.length).toBeGreaterThan(30); // they do touch
  });
});
