import { toSharedArcs } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import type { GridRecord } from "@getu/domain";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { toRing } from "../src/ground.ts";
import { createSampleStreet } from "../src/index.ts";
import type { Sample } from "../src/index.ts";
import { createPlan } from "../src/plan.ts";
import { STREET_SIZE, TINY_SIZE } from "../src/sizes.ts";
import { calendar, catalogue } from "./catalogue.ts";

vi.setConfig({ testTimeout: 30_000 }); // twenty towns are made

const street = createSampleStreet({ seed: 1, catalogue, calendar });
const tiny = (seed: number): Sample => createSampleStreet({ seed, catalogue, calendar, scale: "tiny" });

const areasOf = ({ grids }: Sample): AreaGeometry[] => grids.flatMap(({ area }) => (area ? [area] : []));
const leavesOf = ({ grids }: Sample): GridRecord[] => grids.filter(({ area }) => area !== null);

/** Twice the area of a closed ring in whole units, exactly. */
function twiceArea(ring: readonly (readonly number[])[]): bigint {
  const units = ring.map(([lng = 0, lat = 0]) => [Math.round(lng * 1e7), Math.round(lat * 1e7)] as const);
  return units.reduce((sum, [x, y], i) => {
    const [px, py] = units[Math.max(0, i - 1)]!;
    return sum + BigInt(px) * BigInt(y) - BigInt(x) * BigInt(py);
  }, 0n);
}

/** Square units that the lane grids cover in sum beyond (or short of) the outline drawn up before anything was cut. */
function surplus(sample: Sample, seed: number, size: { width: number; height: number }): bigint {
  const { outline } = createPlan(`getu/${seed}`, { column: 0, row: 0, ...size });
  const covered = areasOf(sample).reduce(
    (sum, area) => sum + twiceArea(area.coordinates[0] as number[][]),
    0n,
  );
  return covered - twiceArea(toRing(outline.points));
}

/** True when the grids hang together through shared edges. */
function isOnePiece(members: readonly number[], touching: ReadonlyMap<number, ReadonlySet<number>>): boolean {
  const wanted = new Set(members);
  const open = members.slice(0, 1);
  const seen = new Set(open);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const next of touching.get(at) ?? []) {
      if (!wanted.has(next) || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return seen.size === wanted.size;
}

function touchingOf(areas: readonly AreaGeometry[]): Map<number, Set<number>> {
  const touching = new Map<number, Set<number>>();
  const note = (from: number, to: number): void => {
    if (from >= 0 && to >= 0) touching.set(from, (touching.get(from) ?? new Set()).add(to));
  };
  for (const { left, right } of toSharedArcs(areas).arcs) {
    note(left, right);
    note(right, left);
  }
  return touching;
}

/** External ids of parents whose lane grids fall apart. */
function parentsInPieces(sample: Sample): string[] {
  const touching = touchingOf(areasOf(sample));
  const parentOf = new Map(sample.grids.map((grid) => [grid.externalId, grid.parentExternalId]));
  const groups = new Map<string, number[]>();
  leavesOf(sample).forEach(({ parentExternalId }, i) => {
    for (let parent = parentExternalId; parent !== null; parent = parentOf.get(parent) ?? null) {
      groups.set(parent, [...(groups.get(parent) ?? []), i]);
    }
  });
  return [...groups].filter(([, members]) => !isOnePiece(members, touching)).map(([parent]) => parent);
}

describe("the territory", () => {
  test("lane grids tile the outline exactly: every edge is shared, no gap, no overlap", () => {
    expect(toSharedArcs(areasOf(street)).unmatched).toBe(0);
    expect(surplus(street, 1, STREET_SIZE)).toBe(0n);
  });

  test("every compound and community is in one piece", () => {
    expect(parentsInPieces(street)).toEqual([]);
  });

  test("whatever the seed, lane grids tile exactly and parents are in one piece", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const sample = tiny(seed);
        expect(toSharedArcs(areasOf(sample)).unmatched).toBe(0);
        expect(surplus(sample, seed, TINY_SIZE)).toBe(0n);
        expect(parentsInPieces(sample)).toEqual([]);
      }),
      { seed: 7, numRuns: 20 },
    );
  });
});
