import type { AreaGeometry } from "@getu/geometry";
import { expect, test } from "vitest";
import { createFrame } from "../../src/print/map/frame.ts";
import { visibleAnchors } from "../../src/print/map/visible-anchors.ts";

const frame = createFrame([0, 0, 0.02, 0.01], { width: 200, height: 100, margin: 0 });

/** A box in millimetres of the paper, from the upper left corner. */
function box(left: number, top: number, right: number, bottom: number): AreaGeometry {
  const corners = [[left, top], [left, bottom], [right, bottom], [right, top], [left, top]] as const; // prettier-ignore
  return { type: "Polygon", coordinates: [corners.map(([x, y]) => [...frame.toGround(x, y)])] };
}

test("the name of an area stands in the middle of what is seen of it, and nowhere when that is next to nothing", () => {
  const [whole, cut, outside] = visibleAnchors(
    [box(20, 20, 80, 80), box(120, -300, 400, 60), box(300, 0, 400, 100)],
    frame,
  );
  expect(Math.hypot(whole![0] - 50, whole![1] - 50)).toBeLessThan(1.5);
  const narrow = visibleAnchors(
    [0, 1, 2, 3, 4].map((i) => box(30 + 14 * i, 40, 44 + 14 * i, 56)),
    frame,
  );
  for (const [i, at] of narrow.entries()) {
    expect(Math.abs(at![0] - (37 + 14 * i))).toBeLessThan(1.5); // all of them are seen
    expect(Math.abs(at![1] - 48)).toBeLessThan(1.5); // as above
  }
  expect(cut![0]).toBeGreaterThan(140);
  expect([cut![0] < 188, cut![1] > 12, cut![1] < 60]).toEqual([true, true, true]);
  expect(outside).toBeNull();
  const [strip] = visibleAnchors([box(40, -50, 160, 16)], frame);
  expect([strip![0] > 90 && strip![0] < 110, strip![1] > 5 && strip![1] < 12]).toEqual([true, true]); // off its border at 16
});

test("the name of a bent area stands in the area, not in its bend", () => {
  const bent: AreaGeometry = {
    type: "MultiPolygon",
    coordinates: [box(20, 20, 40, 90), box(40, 70, 120, 90)].map(
      ({ coordinates }) => coordinates as number[][][],
    ),
  };
  const [at] = visibleAnchors([bent], frame);
  const [x, y] = at!;
  expect((x >= 20 && x <= 40 && y >= 20) || (y >= 70 && y <= 90)).toBe(true);
});
