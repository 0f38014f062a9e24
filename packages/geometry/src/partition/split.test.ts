import { expect, test } from "vitest";
import { after, areaOf, done, reason, ringsOfOwner } from "../../test/edit.ts";
import { at, box, fourSquares, load, path, twoSquares } from "../../test/squares.ts";
import { isRefusal, listOwners, splitOwner } from "./index.ts";

test("R7: a cut gives the largest part the old number and puts its ends into the neighbour too", () => {
  const before = twoSquares();
  const outcome = splitOwner(before, { owner: 1, line: path([0, 400], [1000, 400]), firstNewOwner: 9 });
  const now = after(before, outcome);
  expect([areaOf(now, 1), areaOf(now, 9), areaOf(now, 2)]).toEqual([600_000, 400_000, 1_000_000]);
  expect(ringsOfOwner(now, 2)[0]![0]).toContainEqual([1000, 400]); // owner 2 has one ring
  expect(done(outcome).relabels).toEqual([{ from: 1, to: 9, twiceArea: 800_000 }]);
});

test("R7: the partition that was cut is as it was", () => {
  const before = twoSquares();
  after(before, splitOwner(before, { owner: 1, line: path([0, 400], [1000, 400]), firstNewOwner: 9 }));
  expect(listOwners(before)).toEqual([1, 2]);
  expect(areaOf(before, 1)).toBe(1_000_000);
});

test("R7: a line that crosses several times makes that many parts, the smaller ones numbered by size", () => {
  const before = twoSquares();
  const line = path([-100, 300], [1100, 300], [1100, 600], [-100, 600]);
  const now = after(before, splitOwner(before, { owner: 1, line, firstNewOwner: 9 }));
  expect([1, 9, 10].map((owner) => areaOf(now, owner))).toEqual([400_000, 300_000, 300_000]);
  expect(areaOf(now, 2)).toBe(1_000_000);
});

test("R7: a closed line cuts out an island", () => {
  const before = twoSquares();
  const line = [...box(200, 200, 500, 500), ...box(200, 200, 500, 500).slice(0, 1)];
  const now = after(before, splitOwner(before, { owner: 1, line, firstNewOwner: 9 }));
  expect(areaOf(now, 9)).toBe(90_000);
  expect(ringsOfOwner(now, 1)[0]).toHaveLength(2);
});

test("R7: ends within the snap radius are taken to the border, to a node before a place on an edge", () => {
  const before = twoSquares();
  const line = path([30, 970], [960, 30]);
  const now = after(before, splitOwner(before, { owner: 1, line, firstNewOwner: 9 }));
  expect([areaOf(now, 1), areaOf(now, 9)]).toEqual([500_000, 500_000]);
});

test("R7: a line that stops inside, lies outside or has one point divides nothing", () => {
  const before = fourSquares();
  const split = (line: number[]) => reason(splitOwner(before, { owner: 1, line, firstNewOwner: 9 }));
  expect(split(path([0, 500], [600, 500]))).toBe("line-does-not-cross");
  expect(split(path([1200, 500], [1800, 500]))).toBe("line-does-not-cross");
  expect(split(path([0, 500]))).toBe("bad-path");
  expect(split([...path([0, 500]), Number.NaN])).toBe("bad-path");
  expect(split(path([0, 0], [1000, 0]))).toBe("line-does-not-cross");
});

test("R7: numbers in use and owners that are not there are refused", () => {
  const before = fourSquares();
  const line = path([0, 500], [1000, 500]);
  expect(splitOwner(before, { owner: 1, line, firstNewOwner: 4 })).toEqual({
    refused: "owner-in-use",
    owners: [4],
  });
  expect(splitOwner(before, { owner: 8, line, firstNewOwner: 9 })).toEqual({
    refused: "owner-unknown",
    owners: [8],
  });
});

test("R6: a cut may not bend the border of the territory unless rounding is allowed", () => {
  const slanted = load({ 1: path([0, 0], [1000, 7], [1000, 1000], [0, 1000]) });
  const plan = { owner: 1, line: path([500, 1000], [500, 0]), firstNewOwner: 9 };
  expect(reason(splitOwner(slanted, plan))).toBe("outer-fixed");
  const rounded = splitOwner(slanted, { ...plan, outer: "rounded" });
  expect(isRefusal(rounded)).toBe(false);
  const now = after(slanted, rounded);
  expect(Math.abs(areaOf(now, 1) + areaOf(now, 9) - areaOf(slanted, 1))).toBeLessThanOrEqual(500);
});

test("R6: when rounding bends an edge towards a node of a third owner, that node is taken into the edge", () => {
  const before = load({
    1: path([0, 0], [1001, 0], [1001, 1000]),
    2: path([0, 0], [1001, 1000], [499, 500]),
    3: path([0, 0], [499, 500], [1001, 1000], [0, 1000]),
  });
  // The cut meets the diagonal at (500, 499.5); bent to (500, 500) it passes (499, 500) at 0.71 units.
  const cut = { owner: 1, line: path([500, -100], [500, 600]), firstNewOwner: 9, snapUnits: 0 };
  const now = after(before, splitOwner(before, cut));
  expect(ringsOfOwner(now, 9)[0]![0]).toContainEqual([499, 500]); // one ring
});

test("R6: lines that cross each other tens of thousands of times are refused before anything is cut", () => {
  const field = load({ 1: box(0, 0, 1_000_000, 1_000_000) });
  const line = Array.from({ length: 400 }, (_, i) =>
    at(1000 + 2000 * (i % 2 === 0 ? i : 400 - i), i % 2 === 0 ? 0 : 1_000_000),
  );
  expect(reason(splitOwner(field, { owner: 1, line, firstNewOwner: 9 }))).toBe("not-settled");
  const few = line.slice(0, 20);
  expect(reason(splitOwner(field, { owner: 1, line: few, firstNewOwner: 9 }))).toBeUndefined();
});

test("R6: a line that runs to and fro far beyond the territory is refused, one that leaves it once is not", () => {
  const before = twoSquares();
  const far = (i: number) => at(i % 2 === 0 ? -900_000 : 130_000_000, 500 + i);
  const line = Array.from({ length: 20 }, (_, i) => far(i));
  expect(reason(splitOwner(before, { owner: 1, line, firstNewOwner: 9 }))).toBe("extent-too-wide");
  expect(reason(splitOwner(before, { owner: 1, line: line.slice(0, 2), firstNewOwner: 9 }))).toBeUndefined();
});
