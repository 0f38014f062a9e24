import type { MadeUpCity } from "./made-up-city.ts";
import { createRandom } from "./random.ts";

type Area = MadeUpCity["areas"][number];

/** Grids with new outlines, by their place in the city. */
export type Redraw = ReadonlyMap<number, Area>;

const edgesOf = ({ coordinates: [ring = []] }: Area): [string, string][] =>
  ring.slice(1).map((corner, i) => [String(ring[i]), String(corner)]);

/** For each grid the grids on the other side of its edges, by their places in the city. */
function neighboursOf(areas: readonly Area[]): number[][] {
  const owners = new Map<string, number>();
  for (const [grid, area] of areas.entries())
    for (const [a, b] of edgesOf(area)) owners.set(`${a} ${b}`, grid);
  return areas.map((area) => [...new Set(edgesOf(area).flatMap(([a, b]) => owners.get(`${b} ${a}`) ?? []))]);
}

/** Redraws about a share of the grids: neighbours take each other's outline, so that the city stays tiled. */
export function swapNeighbours(
  { areas }: MadeUpCity,
  { share, seed }: { share: number; seed: number },
): Redraw {
  const random = createRandom(seed);
  const neighbours = neighboursOf(areas);
  const redraw = new Map<number, Area>();
  while (redraw.size < share * areas.length) {
    const grid = Math.floor(random.next() * areas.length);
    const other = neighbours[grid]?.find((each) => !redraw.has(each));
    if (other === undefined || redraw.has(grid)) continue;
    redraw.set(grid, areas[other]!).set(other, areas[grid]!); // both number the areas
  }
  return redraw;
}
