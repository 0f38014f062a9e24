import { expect, test } from "vitest";
import { kilometresAway } from "../src/report/how-far-away.ts";

/** A box in the middle of Hangzhou. */
const bbox: [number, number, number, number] = [120.15, 30.24, 120.17, 30.26];

test.each([
  ["in the territory", [120.16, 30.25], null],
  ["across the street from it", [120.175, 30.25], null],
  ["in Beijing, some 1,120 km off by any atlas", [116.4, 39.9], 1120],
  [
    "off the coast of Africa, where a phone lies that knows nothing, some 12,870 km by the great circle",
    [0, 0],
    12_870,
  ],
] as const)("a place %s is so far away", (_where, [lng, lat], kilometres) => {
  const away = kilometresAway({ bbox }, [lng, lat]);
  if (kilometres === null) expect(away).toBeNull();
  else expect(Math.abs(away! / kilometres - 1)).toBeLessThan(0.05);
});

test("nothing is far away from a territory that has no boundaries yet", () => {
  expect(kilometresAway({ bbox: null }, [0, 0])).toBeNull();
});
