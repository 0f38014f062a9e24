import { describe, expect, test } from "vitest";
import { acknowledge, learn, newsOf } from "../src/known-ground.ts";
import type { SeenGround } from "../src/known-ground.ts";

const LEADER = "leader 1 3/7";
const SECRETARY = "secretary 1 3";
const seen = (version: number | null, duties = LEADER, territoryId = 1): SeenGround => ({
  territoryId,
  version,
  duties,
  gridId: null,
  grids: [],
});
const NOTHING = { grid: false, role: false, before: null };

/** A grid of one's own that lies `shift` thousandths of a degree to the east. */
const own = (gridId: number, version: number, shift = 0): SeenGround => {
  const [west, east] = [120 + shift / 1000, 120.001 + shift / 1000];
  const ring = [
    [west, 30],
    [east, 30],
    [east, 30.001],
    [west, 30],
  ];
  return {
    ...seen(version),
    gridId,
    grids: [{ id: gridId, area: { type: "Polygon", coordinates: [ring] } }],
  };
};

describe("what a leader is told of", () => {
  test("is nothing at the first look, nor when boundaries are heard of for the first time", () => {
    const offline = learn(null, seen(null));
    expect(newsOf(offline, seen(null))).toEqual(NOTHING);
    const heard = learn(offline, seen(4));
    expect(newsOf(heard, seen(4))).toEqual(NOTHING);
  });

  test("is other boundaries, until they have been read, and not again after", () => {
    const known = learn(null, seen(4));
    expect(learn(known, seen(5))).toBe(known);
    expect(newsOf(known, seen(5))).toEqual({ ...NOTHING, grid: true });
    expect(newsOf(known, seen(null))).toEqual(NOTHING); // not heard of is not changed
    expect(newsOf(acknowledge(seen(5), known), seen(5))).toEqual(NOTHING);
  });

  test("is another role, also when the boundaries are heard of for the first time at that moment", () => {
    const offline = learn(null, seen(null));
    const heard = learn(offline, seen(4, SECRETARY));
    expect(newsOf(heard, seen(4, SECRETARY))).toEqual({ ...NOTHING, role: true });
  });

  test("is nothing when one turns from one's duty in a street to that in another and back", () => {
    const both = learn(learn(null, seen(4)), seen(9, LEADER, 2));
    expect(newsOf(both, seen(9, LEADER, 2))).toEqual(NOTHING);
    expect(newsOf(both, seen(4))).toEqual(NOTHING);
    const read = acknowledge(seen(10, LEADER, 2), both);
    expect(newsOf(read, seen(5))).toEqual({ ...NOTHING, grid: true });
  });

  test("is where one's own grid lay before, until that has been read, however often the phone looks meanwhile", () => {
    const known = learn(learn(null, own(7, 4)), own(7, 5, 1));
    const { grids } = own(7, 4);
    expect(newsOf(known, own(7, 5, 1))).toEqual({ ...NOTHING, grid: true, before: { version: 4, grids } });
    expect(newsOf(known, own(7, 6, 2)).before).toEqual({ version: 4, grids }); // two in one go
    const read = acknowledge(own(7, 6, 2), known);
    expect(newsOf(learn(read, own(7, 6, 2)), own(7, 6, 2))).toEqual(NOTHING);
    expect(newsOf(read, own(7, 7)).before).toEqual({ version: 6, grids: own(7, 6, 2).grids });
  });

  test("is told of each grid that one holds, also once that of another in the same street has been read", () => {
    const both = learn(learn(null, own(7, 4)), own(8, 4, 3));
    const read = acknowledge(own(7, 5, 1), both);
    expect(newsOf(learn(read, own(8, 5, 4)), own(8, 5, 4))).toEqual({
      ...NOTHING,
      grid: true,
      before: { version: 4, grids: own(8, 4, 3).grids },
    });
  });

  test("is no outline where the phone kept none, as before there was one: boundaries alone then", () => {
    const known = { versions: { 1: 4 }, duties: LEADER };
    expect(newsOf(learn(known, own(7, 5)), own(7, 5))).toEqual({ ...NOTHING, grid: true });
    const caughtUp = learn(known, own(7, 4)); // looked at before anything changed
    expect(newsOf(caughtUp, own(7, 5, 1)).before).toEqual({ version: 4, grids: own(7, 4).grids });
  });
});
