import { expect, test } from "vitest";
import { after, areaOf, reason, ringsOfOwner } from "../../test/edit.ts";
import { at, fourSquares, load, path, placeOf, twoSquares } from "../../test/squares.ts";
import { findSharedArc, reshapeArc, splitOwner, translateArc } from "./index.ts";

const border = { a: at(1000, 0), b: at(1000, 1000) };

test("R10: a shared border follows a new path, drawn in either direction, and both owners keep their number", () => {
  const road = path([1000, 0], [1200, 300], [800, 700], [1000, 1000]);
  const before = twoSquares();
  for (const line of [road, road.toReversed()]) {
    const now = after(before, reshapeArc(before, { edge: border, path: line }));
    expect(areaOf(now, 1) + areaOf(now, 2)).toBe(2_000_000);
    expect(ringsOfOwner(now, 1)[0]![0]).toContainEqual([1200, 300]); // one ring each
    expect(ringsOfOwner(now, 2)[0]![0]).toContainEqual([800, 700]);
  }
});

test("R10: an arc runs from junction to junction and is found from any of its edges", () => {
  const before = fourSquares();
  const cut = after(
    before,
    reshapeArc(before, { edge: border, path: path([1000, 0], [900, 500], [1000, 1000]) }),
  );
  const arc = findSharedArc(cut, { a: at(900, 500), b: at(1000, 1000) });
  expect(arc?.path.map(placeOf)).toEqual([
    [1000, 0],
    [900, 500],
    [1000, 1000],
  ]);
  expect([arc?.left, arc?.right]).toEqual([1, 2]);
});

test("R10: a path that leaves the two areas, cuts one in two or ends elsewhere is refused", () => {
  const before = fourSquares();
  const reshape = (...places: [number, number][]) =>
    reason(reshapeArc(before, { edge: border, path: path(...places) }));
  expect(reshape([1000, 0], [1500, 1500], [1000, 1000])).toBe("path-leaves");
  expect(reshape([1000, 0], [0, 500], [1000, 1000])).toBe("path-leaves");
  expect(reshape([1000, 0], [1200, 1200])).toBe("ends-not-on-border");
  expect(reshape([1000, 0], [1000, 1000])).toBe("no-effect");
  expect(
    reason(reshapeArc(before, { edge: { a: at(0, 0), b: at(1000, 0) }, path: path([0, 0], [9, 9]) })),
  ).toBe("outer-fixed");
});

test("R10: a shifted border keeps its ends", () => {
  const before = load({
    1: path([0, 0], [1000, 0], [1000, 300], [1000, 700], [1000, 1000], [0, 1000]),
    2: path([1000, 0], [2000, 0], [2000, 1000], [1000, 1000], [1000, 700], [1000, 300]),
  });
  const now = after(
    before,
    translateArc(before, { edge: { a: at(1000, 300), b: at(1000, 700) }, by: [200, 0] }),
  );
  expect(areaOf(now, 1)).toBe(1_000_000 + 400 * 200 + 300 * 200);
  expect(ringsOfOwner(now, 1)[0]![0]).toEqual(
    expect.arrayContaining([
      [1000, 0],
      [1200, 300],
      [1200, 700],
      [1000, 1000],
    ]),
  ); // one ring
});

test("R10: of several shared borders only the one that was picked moves", () => {
  const donut = twoSquares();
  const line = path([1000, 400], [700, 400], [700, 600], [1000, 600]);
  const now = after(donut, splitOwner(donut, { owner: 1, line, firstNewOwner: 9 }));
  const south = { a: at(1000, 0), b: at(1000, 400) };
  const moved = after(now, reshapeArc(now, { edge: south, path: path([1000, 0], [1100, 200], [1000, 400]) }));
  expect(areaOf(moved, 1)).toBe(areaOf(now, 1) + 20_000);
  expect(ringsOfOwner(moved, 1)[0]![0]).toContainEqual([1000, 600]); // one ring
});
