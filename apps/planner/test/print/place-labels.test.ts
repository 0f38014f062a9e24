import fc from "fast-check";
import type { Polygon } from "geojson";
import { expect, test } from "vitest";
import { createFrame } from "../../src/print/map/frame.ts";
import { boxOf, placeLabels } from "../../src/print/map/place-labels.ts";
import type { Labelled } from "../../src/print/map/place-labels.ts";

/** A picture of 100 by 80 millimetres, one unit of a thousandth of a degree to five of them. */
const frame = createFrame([120, 30, 120.02, 30.0138], { width: 100, height: 80, margin: 0 });

/** A box of ground that is seen as a box of the paper. */
function paperBox(left: number, top: number, right: number, bottom: number): Polygon {
  const corners = [[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]] as const; // prettier-ignore
  return { type: "Polygon", coordinates: [corners.map(([x, y]) => [...frame.toGround(x, y)])] };
}

const thing = (id: number, area: Polygon, given: Partial<Labelled> = {}): Labelled => ({
  id,
  area,
  words: `翠屏花园第${id}网格`,
  number: id,
  sizes: [3.4, 2.6],
  ...given,
});

test("a name stands in its own area at the best size that fits, in more lines before smaller letters", () => {
  const labels = placeLabels(
    [thing(1, paperBox(2, 2, 60, 30)), thing(2, paperBox(62, 2, 80, 40)), thing(3, paperBox(2, 40, 16, 60))],
    frame,
    [],
  );
  expect(labels.map(({ kind, lines, size }) => [kind, lines.length, size])).toEqual([
    ["name", 1, 3.4],
    ["name", 2, 3.4],
    ["name", 3, 3.4],
  ]);
});

test("where a name has no room the number stands, beside an area that is too small for it, and a line leads there", () => {
  const labels = placeLabels(
    [thing(1, paperBox(20, 20, 27, 27)), thing(2, paperBox(50, 50, 52, 51))],
    frame,
    [],
  );
  expect(labels).toMatchObject([
    { id: 1, kind: "number", from: null },
    { id: 2, kind: "number", from: [50.5, 50.5] },
  ]);
});

test("what is neither named nor numbered elsewhere goes without where it has no room", () => {
  expect(placeLabels([thing(1, paperBox(20, 20, 27, 27), { number: null })], frame, [])).toEqual([]);
});

test("no label lies over another or over what was taken, however the areas lie", () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 2, max: 98 }), { minLength: 1, maxLength: 14 });
  fc.assert(
    fc.property(cuts, cuts, (columns, rows) => {
      const [xs, ys] = [[0, ...columns.toSorted((a, b) => a - b), 100], [0, ...rows.filter((y) => y < 78).toSorted((a, b) => a - b), 80]]; // prettier-ignore
      const things = xs
        .slice(1)
        .flatMap((right, i) =>
          ys.slice(1).map((bottom, j) => thing(100 * i + j, paperBox(xs[i]!, ys[j]!, right, bottom))),
        );
      const north = [84, 3, 96, 23] as const;
      const boxes = [north, ...placeLabels(things, frame, [north]).map(boxOf)];
      const isOver = boxes.some((one, i) =>
        boxes.slice(i + 1).some(
          (other) =>
            one[0] < other[2] - 1e-9 && other[0] < one[2] - 1e-9 && one[1] < other[3] - 1e-9 && other[1] < one[3] - 1e-9,
        ),
      ); // prettier-ignore
      expect(isOver).toBe(false);
    }),
    { seed: 1, numRuns: 10 },
  );
});
