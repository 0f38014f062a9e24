import { describe, expect, test } from "vitest";
import { takePhone } from "../src/holder.ts";
import type { Holder } from "../src/holder.ts";

const LANE = "leader 1 2/7/31";
const COMMUNITY = "secretary 1 2";
const bai = (...rights: string[]): Holder => ({ personId: "bai", rights });

describe("the answers on a phone", () => {
  test("T36 are one's own at the first sign-in, at the same again, and with more rights than before", () => {
    expect(takePhone(null, bai(LANE))).toEqual({ holder: bai(LANE), answers: "own" });
    expect(takePhone(bai(LANE), bai(LANE))).toEqual({ holder: bai(LANE), answers: "own" });
    const more = bai(COMMUNITY, LANE);
    expect(takePhone(bai(LANE), more)).toEqual({ holder: more, answers: "own" });
  });

  test("T36 are over once a right is gone that they were given by, also where another has come in its place", () => {
    for (const left of [bai(), bai(COMMUNITY)])
      expect(takePhone(bai(LANE), left)).toEqual({ holder: left, answers: "over" });
    expect(takePhone(bai(COMMUNITY, LANE), bai(LANE)).answers).toBe("over");
  });

  test("T50 are over once with the sign-in, and the same person finds the phone theirs when they sign in again", () => {
    const ended = takePhone(bai(LANE), null);
    expect(ended).toEqual({ holder: bai(), answers: "over" });
    expect(takePhone(ended.holder, null).answers).toBe("own");
    expect(takePhone(ended.holder, bai(LANE))).toEqual({ holder: bai(LANE), answers: "own" });
  });

  test("T50 are another's for whoever else signs in, whether the one before had signed out or not", () => {
    const lu: Holder = { personId: "lu", rights: [LANE] };
    expect(takePhone(bai(LANE), lu)).toEqual({ holder: lu, answers: "another's" });
    expect(takePhone(takePhone(bai(LANE), null).holder, lu)).toEqual({ holder: lu, answers: "another's" });
  });

  test("of a phone that nobody ever signed in on are nobody's", () => {
    expect(takePhone(null, null)).toEqual({ holder: null, answers: "own" });
  });
});
