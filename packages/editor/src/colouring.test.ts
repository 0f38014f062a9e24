import fc from "fast-check";
import { expect, test } from "vitest";
import { click, makeTown, sitDown, tilingOf, work } from "../test/town.ts";
import { adjacencyOf, colourAreas } from "./index.ts";
import type { Adjacency } from "./index.ts";

/** Neighbours with the same number. */
const clashes = (adjacency: Adjacency, colours: ReadonlyMap<number, number>): number =>
  [...adjacency].flatMap(([id, others]) => others.filter((other) => colours.get(id) === colours.get(other)))
    .length;

/** Any graph, planar or not. */
const graph: fc.Arbitrary<Adjacency> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 1, max: 25 })), {
    maxLength: 80,
    size: "max",
  })
  .map((pairs) => {
    const links = new Map<number, number[]>(Array.from({ length: 25 }, (_, i) => [i + 1, []]));
    for (const [a, b] of pairs.filter(([a, b]) => a !== b)) {
      links.get(a)!.push(b); // numbers up to 25
      links.get(b)!.push(a); // as above
    }
    return links;
  });

test("neighbours never share a colour, whatever the graph and whatever was before", () => {
  const before = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 4 })));
  fc.assert(
    fc.property(graph, before, (adjacency, previous) => {
      const colours = colourAreas(adjacency, new Map(previous));
      expect(clashes(adjacency, colours)).toBe(0);
      expect([...colours.keys()].sort((a, b) => a - b)).toEqual([...adjacency.keys()]);
    }),
    { seed: 3, numRuns: 300 },
  );
});

test("a town of blocks needs four colours at most", () => {
  expect(Math.max(...colourAreas(adjacencyOf(makeTown(9, 9))).values())).toBeLessThan(4);
});

test("an edit recolours nothing but what is new or clashes", () => {
  const town = makeTown(6, 6);
  const colours = colourAreas(adjacencyOf(town));
  const cut = [click(20_000, 14_000), click(30_000, 14_000), { type: "accept" }, { type: "accept" }] as const;
  const partition = tilingOf(work(sitDown(town, "cut", 9), cut));
  const next = colourAreas(adjacencyOf(partition), colours);
  expect(clashes(adjacencyOf(partition), next)).toBe(0);
  expect([...colours].filter(([id, colour]) => next.get(id) !== colour)).toEqual([]);
});
