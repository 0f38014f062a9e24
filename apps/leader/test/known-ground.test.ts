import { describe, expect, test } from "vitest";
import { acknowledge, changesOf, learn } from "../src/known-ground.ts";

const LEADER = "leader 1 3/7";
const SECRETARY = "secretary 1 3";
const seen = (version: number | null, duties = LEADER, territoryId = 1) => ({ territoryId, version, duties });
const NOTHING = { grid: false, role: false };

describe("what a leader is told of", () => {
  test("is nothing at the first look, nor when boundaries are heard of for the first time", () => {
    const offline = learn(null, seen(null));
    expect(changesOf(offline, seen(null))).toEqual(NOTHING);
    const heard = learn(offline, seen(4));
    expect(changesOf(heard, seen(4))).toEqual(NOTHING);
  });

  test("is other boundaries, until they have been read, and not again after", () => {
    const known = learn(null, seen(4));
    expect(learn(known, seen(5))).toBe(known);
    expect(changesOf(known, seen(5))).toEqual({ grid: true, role: false });
    expect(changesOf(known, seen(null))).toEqual(NOTHING); // not heard of is not changed
    expect(changesOf(acknowledge(seen(5), known.versions), seen(5))).toEqual(NOTHING);
  });

  test("is another role, also when the boundaries are heard of for the first time at that moment", () => {
    const offline = learn(null, seen(null));
    const heard = learn(offline, seen(4, SECRETARY));
    expect(changesOf(heard, seen(4, SECRETARY))).toEqual({ grid: false, role: true });
  });

  test("is nothing when one turns from one's duty in a street to that in another and back", () => {
    const both = learn(learn(null, seen(4)), seen(9, LEADER, 2));
    expect(changesOf(both, seen(9, LEADER, 2))).toEqual(NOTHING);
    expect(changesOf(both, seen(4))).toEqual(NOTHING);
    const read = acknowledge(seen(10, LEADER, 2), both.versions);
    expect(changesOf(read, seen(5))).toEqual({ grid: true, role: false });
  });
});
