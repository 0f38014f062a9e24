import { expect, test } from "vitest";
import { after, areaOf, reason, ringsOfOwner } from "../../test/edit.ts";
import { at, box, fourSquares, load, path } from "../../test/squares.ts";
import { deleteNode, insertNode, moveNode, splitOwner } from "./index.ts";
import type { Partition } from "./index.ts";

/** Squares 1 and 2 with a node in the middle of their border, and an island 3 in 2. */
function withIsland(): Partition {
  const before = load({
    1: path([0, 0], [1000, 0], [1000, 500], [1000, 1000], [0, 1000]),
    2: path([1000, 0], [2000, 0], [2000, 1000], [1000, 1000], [1000, 500]),
  });
  const ring = [...box(1200, 450, 1300, 550), at(1200, 450)];
  return after(before, splitOwner(before, { owner: 2, line: ring, firstNewOwner: 3 }));
}

test("R9: a moved node takes the edges of all owners around it along", () => {
  const before = fourSquares();
  const now = after(before, moveNode(before, { from: at(1000, 1000), to: at(900, 1100) }));
  for (const owner of [1, 2, 3, 4]) expect(ringsOfOwner(now, owner)[0]![0]).toContainEqual([900, 1100]); // one ring each
  expect([1, 2, 3, 4].reduce((sum, owner) => sum + areaOf(now, owner), 0)).toBe(4_000_000);
});

test("R9: a move across another edge, onto a node, beside an edge or past the border is refused", () => {
  const before = fourSquares();
  const move = (x: number, y: number) => reason(moveNode(before, { from: at(1000, 1000), to: at(x, y) }));
  expect(move(2500, 900)).toBe("would-cross");
  expect(move(2000, 1000)).toBe("on-node");
  expect(move(500, 0)).toBe("too-close");
  expect(move(1000, 1000)).toBe("no-effect");
  expect(reason(moveNode(before, { from: at(1, 1), to: at(2, 2) }))).toBe("node-unknown");
  expect(reason(moveNode(before, { from: at(1000, 1000), to: Number.NaN }))).toBe("bad-coordinate");
});

test("R9: nodes of the outer border stay unless they are set free", () => {
  const before = fourSquares();
  const plan = { from: at(1000, 0), to: at(1000, -200) };
  expect(reason(moveNode(before, plan))).toBe("outer-fixed");
  const now = after(before, moveNode(before, { ...plan, outer: "free" }));
  expect(areaOf(now, 1)).toBe(1_100_000);
});

test("R9: a triangle cannot be turned inside out", () => {
  const before = load({
    1: path([0, 0], [1000, 0], [1000, 400], [600, 500], [1000, 600], [1000, 1000], [0, 1000]),
    2: path([1000, 400], [1000, 600], [600, 500]),
    3: path([1000, 0], [2000, 0], [2000, 1000], [1000, 1000], [1000, 600], [1000, 400]),
  });
  expect(reason(moveNode(before, { from: at(600, 500), to: at(1400, 500) }))).toBe("would-flip");
  expect(reason(moveNode(before, { from: at(600, 500), to: at(900, 500) }))).toBeUndefined();
});

test("R9: a border cannot be drawn over an island, though no edge crosses", () => {
  const before = withIsland();
  const move = (x: number) => reason(moveNode(before, { from: at(1000, 500), to: at(x, 500) }));
  expect(move(1900)).toBe("would-flip");
  expect(move(1250)).toBe("would-cross");
  expect(move(1150)).toBeUndefined();
});

test("R9: the outer border cannot be drawn over an exclave", () => {
  const before = load({
    1: path([0, 0], [1000, 0], [1000, 500], [1000, 1000], [0, 1000]),
    2: box(1400, 490, 1420, 510),
  });
  const move = (x: number) =>
    reason(moveNode(before, { from: at(1000, 500), to: at(x, 500), outer: "free" }));
  expect(move(1900)).toBe("would-flip");
  expect(move(1300)).toBeUndefined();
});

test("R9: a node is inserted at the whole unit nearest to a click, for both owners", () => {
  const before = fourSquares();
  const now = after(
    before,
    insertNode(before, { edge: { a: at(1000, 0), b: at(1000, 1000) }, near: at(1030, 400) }),
  );
  for (const owner of [1, 2]) expect(ringsOfOwner(now, owner)[0]![0]).toContainEqual([1000, 400]); // one ring each
  const click = { edge: { a: at(1000, 0), b: at(1000, 1000) }, near: at(1000, -50) };
  expect(reason(insertNode(before, click))).toBe("on-node");
  expect(reason(insertNode(before, { edge: { a: at(0, 0), b: at(9, 9) }, near: at(1, 1) }))).toBe(
    "edge-unknown",
  );
});

test("R9: only a node of two edges is deleted, and only where the straight edge has room", () => {
  const before = load({
    1: path([0, 0], [1000, 0], [700, 500], [1000, 1000], [0, 1000]),
    2: path([1000, 0], [2000, 0], [2000, 1000], [1000, 1000], [700, 500]),
  });
  const now = after(before, deleteNode(before, { node: at(700, 500) }));
  expect(areaOf(now, 1)).toBe(1_000_000);
  expect(reason(deleteNode(before, { node: at(1000, 0) }))).toBe("node-not-free");
  expect(reason(deleteNode(before, { node: at(0, 0) }))).toBe("outer-fixed");
  expect(reason(deleteNode(before, { node: at(0, 0), outer: "rounded" }))).toBe("outer-fixed");
  const triangle = load({ 1: path([0, 0], [100, 0], [0, 100]) });
  expect(reason(deleteNode(triangle, { node: at(0, 0), outer: "free" }))).toBe("would-collapse");
});
