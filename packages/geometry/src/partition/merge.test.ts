import { expect, test } from "vitest";
import { after, areaOf, done, reason, ringsOfOwner } from "../../test/edit.ts";
import { fourSquares } from "../../test/squares.ts";
import { applyChange, invertChange, listEdges, listOwners, mergeOwners } from "./index.ts";
import type { Partition } from "./index.ts";

test("R8: a merge keeps one number, drops the edges between and leaves the nodes", () => {
  const before = fourSquares();
  const now = after(before, mergeOwners(before, { keep: 2, absorb: 1 }));
  expect(listOwners(now)).toEqual([2, 3, 4]);
  expect(areaOf(now, 2)).toBe(2_000_000);
  expect(ringsOfOwner(now, 2)[0]![0]).toHaveLength(6); // owner 2 has one ring
});

test("R8: areas that only touch in a point, and areas of different parents, are not merged", () => {
  const before = fourSquares();
  expect(reason(mergeOwners(before, { keep: 1, absorb: 4 }))).toBe("not-neighbours");
  const parentOf = (owner: number): number => (owner <= 2 ? 100 : 200);
  expect(reason(mergeOwners(before, { keep: 1, absorb: 3, parentOf }))).toBe("different-parents");
  expect(reason(mergeOwners(before, { keep: 1, absorb: 2, parentOf }))).toBeUndefined();
  expect(reason(mergeOwners(before, { keep: 1, absorb: 1 }))).toBe("owner-unknown");
  expect(reason(mergeOwners(before, { keep: 1, absorb: 0 }))).toBe("owner-unknown");
});

test("R17: a change taken back restores the table, and a change made for another state is refused as stale", () => {
  const before = fourSquares();
  const change = done(mergeOwners(before, { keep: 1, absorb: 2 }));
  const now = after(before, change);
  const back = applyChange(now, invertChange(change)) as Partition;
  expect(listEdges(back)).toEqual(listEdges(before));
  expect(applyChange(now, change)).toEqual({ refused: "stale" });
  const again = { removed: [], added: listEdges(now).slice(0, 1), relabels: [], warnings: [] };
  expect(applyChange(now, again)).toEqual({ refused: "stale" });
  expect(invertChange(change).relabels).toEqual([{ from: 1, to: 2, twiceArea: 2_000_000 }]);
});
