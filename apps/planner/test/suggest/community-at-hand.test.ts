import type { PlanGrid } from "@getu/domain/redraw";
import { describe, expect, test } from "vitest";
import { communityAtHand } from "../../src/suggest/community-at-hand.ts";

const grid = (id: number, tier: number, parentId: number | null): PlanGrid => {
  const code = `G${id}`;
  return {
    id,
    tier,
    parentId,
    code,
    name: code,
    leaderName: null,
    households: null,
    householdsEstimated: false,
  };
};

// Two communities, of which the second has two compounds, each with a lane.
const communities = [grid(1, 0, null), grid(2, 0, null)];
const compounds = [grid(11, 1, 1), grid(21, 1, 2), grid(22, 1, 2)];
const lanes = [grid(111, 2, 11), grid(211, 2, 21), grid(221, 2, 22)];
const all = [...communities, ...compounds, ...lanes];
const grids = new Map(all.map((each) => [each.id, each]));
const parents = [...communities, ...compounds];

describe("a division begins with", () => {
  test("the community of the grid in the hand, not with the first of all", () => {
    expect(communityAtHand(parents, { grids, grid: 221 })).toBe(2);
    expect(communityAtHand(parents, { grids, grid: 111 })).toBe(1);
  });

  test("what was looked for itself, where it can be divided", () => {
    expect(communityAtHand(parents, { grids, grid: 2 })).toBe(2);
    expect(communityAtHand(parents, { grids, grid: 22 })).toBe(22);
  });

  test("the highest that may be redrawn, for who plans a part alone", () => {
    expect(communityAtHand([compounds[2]!], { grids, grid: 221 })).toBe(22);
    expect(communityAtHand([communities[1]!, compounds[1]!, compounds[2]!], { grids, grid: 111 })).toBe(2);
  });

  test("nothing, where no grid is at hand and there are several: it is not for the page to choose", () => {
    expect(communityAtHand(parents, { grids, grid: null })).toBeNull();
    expect(communityAtHand(parents, { grids, grid: 999 })).toBeNull();
    expect(communityAtHand([], { grids, grid: null })).toBeNull();
  });

  test("the only community that there is", () => {
    expect(communityAtHand([communities[0]!, compounds[0]!], { grids, grid: null })).toBe(1);
  });
});
