import type { AreaGeometry } from "@getu/geometry";
import { expect, test } from "vitest";
import { separatingLines } from "../../src/print/map/grid-arcs.ts";

const box = (x: number, y: number): AreaGeometry => ({
  type: "Polygon",
  coordinates: [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]],
}); // prettier-ignore

test("every border is drawn once, as what it separates", () => {
  // Two parts of compound 1, one of compound 2 above them, and a neighbour in the east.
  const grids = [
    { id: 1, area: box(0, 0), group: 1 },
    { id: 2, area: box(1, 0), group: 1 },
    { id: 3, area: box(0, 1), group: 2 },
    { id: 4, area: box(2, 0), group: null },
  ];
  const lengths = [...separatingLines(grids)].map(([separation, lines]) => [
    separation,
    lines
      .flatMap((line) =>
        line.slice(1).map(([x = 0, y = 0], i) => Math.hypot(x - line[i]![0]!, y - line[i]![1]!)),
      )
      .reduce((sum, length) => sum + length, 0),
  ]);
  expect(Object.fromEntries(lengths)).toEqual({ parts: 1, groups: 1, outline: 8, elsewhere: 3 });
});
