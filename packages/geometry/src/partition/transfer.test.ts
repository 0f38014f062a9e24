import { expect, test } from "vitest";
import { after, areaOf, done, reason } from "../../test/edit.ts";
import { at, box, fourSquares, load, path, twoSquares } from "../../test/squares.ts";
import { assignFace, edgesOf, hasOwner, transferArea, validatePartition } from "./index.ts";

test("R11: what donors have inside the ring goes to the receiver, what others have there does not", () => {
  const before = fourSquares();
  const plan = { rings: [box(800, 800, 1200, 1200)], from: [2, 3], to: 1 };
  const now = after(before, transferArea(before, plan));
  expect([1, 2, 3, 4].map((owner) => areaOf(now, owner))).toEqual([1_080_000, 960_000, 960_000, 1_000_000]);
  expect(
    done(transferArea(before, plan))
      .relabels.map(({ from, to, twiceArea }) => [from, to, twiceArea])
      .sort((p, q) => p[0]! - q[0]!), // triples
  ).toEqual([
    [2, 1, 80_000],
    [3, 1, 80_000],
  ]);
});

test("R11: rings in rings leave holes (even-odd)", () => {
  const before = twoSquares();
  const rings = [box(1200, 200, 1800, 800), box(1400, 400, 1600, 600)];
  const now = after(before, transferArea(before, { rings, from: [2], to: 1 }));
  expect(areaOf(now, 1)).toBe(1_000_000 + 600 * 600 - 200 * 200);
});

test("R11: an island, pieces and an emptied donor are warned about", () => {
  const before = twoSquares();
  const warn = (ring: number[]) => done(transferArea(before, { rings: [ring], from: [2], to: 1 })).warnings;
  expect(warn(box(1400, 400, 1600, 600))).toEqual(
    expect.arrayContaining([
      { kind: "island", owner: 2 },
      { kind: "multipart", owner: 1 },
    ]),
  );
  expect(warn(box(1400, -100, 1600, 1100))).toEqual(
    expect.arrayContaining([{ kind: "multipart", owner: 2 }]),
  );
  expect(warn(box(900, -100, 2100, 1100))).toEqual([{ kind: "vanished", owner: 2 }]);
});

test("R11: a ring beside the donors changes nothing, and the outside neither gives nor takes", () => {
  const before = twoSquares();
  expect(reason(transferArea(before, { rings: [box(0, 0, 500, 500)], from: [2], to: 1 }))).toBe("no-effect");
  expect(reason(transferArea(before, { rings: [box(0, 0, 9, 9)], from: [0], to: 1 }))).toBe(
    "owner-not-allowed",
  );
  expect(reason(transferArea(before, { rings: [box(0, 0, 9, 9)], from: [1], to: 0 }))).toBe(
    "owner-not-allowed",
  );
  expect(reason(transferArea(before, { rings: [path([0, 0], [9, 9])], from: [2], to: 1 }))).toBe("bad-path");
  expect(reason(transferArea(before, { rings: [box(0, 0, 9, 9)], from: [7], to: 1 }))).toBe("owner-unknown");
});

/** A frame of 1 and 2 around a gap of 200 by 200 units. */
const withGap = () =>
  load({
    1: path([0, 0], [500, 0], [500, 400], [400, 400], [400, 600], [500, 600], [500, 1000], [0, 1000]),
    2: path([500, 0], [1000, 0], [1000, 1000], [500, 1000], [500, 600], [600, 600], [600, 400], [500, 400]),
  });

test("R13: a gap is closed by giving its face to a neighbour", () => {
  const before = withGap();
  expect(validatePartition(before).map(({ kind }) => kind)).toContain("gap");
  const now = after(before, assignFace(before, { from: -1, at: at(500, 500), to: 2 }));
  expect(areaOf(now, 2)).toBe(areaOf(before, 2) + 40_000);
  expect(edgesOf(now, -1)).toEqual([]);
  expect(reason(assignFace(before, { from: -1, at: at(100, 500), to: 2 }))).toBe("no-effect");
});

test("R11: a part of a gap can be transferred", () => {
  const before = withGap();
  const cut = transferArea(before, { rings: [box(300, 300, 500, 700)], from: [-1], to: 1 });
  expect(done(cut).relabels).toEqual([{ from: -1, to: 1, twiceArea: 40_000 }]);
});

test("R11: an area given away whole leaves no owner behind", () => {
  const before = fourSquares();
  const now = after(before, transferArea(before, { rings: [box(-1, -1, 1001, 1001)], from: [1], to: 2 }));
  expect(hasOwner(now, 1)).toBe(false);
});
