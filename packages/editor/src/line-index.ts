import type { UnitPlace } from "@getu/geometry/partition";
import { apart, nearestOn } from "./reach.ts";
import type { FreePlace, Reach } from "./reach.ts";

/** A line of the ground in whole units: a road, the rim of a building. */
export type NamedLine = { readonly name: string | null; readonly path: readonly UnitPlace[] };

/** Finds places on lines. */
export type LineIndex = {
  /** The nearest bend or end of a line within reach. */
  nearestNode(place: UnitPlace, reach: Reach): { place: UnitPlace; name: string | null } | null;
  /** The nearest place on a line within reach, in whole units. */
  nearestPlace(place: UnitPlace, reach: Reach): { place: UnitPlace; name: string | null } | null;
};

type Piece = { readonly a: FreePlace; readonly b: FreePlace; readonly name: string | null };

/** Side of a cell of the index in units, about 90 m: a city's block. */
const CELL = 8192;

const free = ([x, y]: UnitPlace): FreePlace => ({ x, y });

/** An index of lines by the cells that the boxes of their pieces touch. */
export function createLineIndex(lines: readonly NamedLine[]): LineIndex {
  const cells = new Map<string, Piece[]>();
  for (const { name, path } of lines) {
    for (const [i, b] of path.entries()) {
      if (i === 0) continue;
      const piece = { a: free(path[i - 1]!), b: free(b), name }; // i > 0
      for (const cell of cellsOf(boxOf([piece.a, piece.b], 0))) {
        const pieces = cells.get(cell);
        if (pieces) pieces.push(piece);
        else cells.set(cell, [piece]);
      }
    }
  }
  const around = (place: UnitPlace, { units }: Reach): Piece[] =>
    cellsOf(boxOf([free(place)], units)).flatMap((cell) => cells.get(cell) ?? []);
  return {
    nearestNode: (place, reach) => nearest(around(place, reach), { place, reach }, ({ a, b }) => [a, b]),
    nearestPlace: (place, reach) =>
      nearest(around(place, reach), { place, reach }, ({ a, b }) => [
        nearestOn(a, b, { place: free(place), stretch: reach.stretch }),
      ]),
  };
}

type Box = readonly [west: number, south: number, east: number, north: number];

const boxOf = (places: readonly FreePlace[], pad: number): Box => {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  return [Math.min(...xs) - pad, Math.min(...ys) - pad, Math.max(...xs) + pad, Math.max(...ys) + pad];
};

function cellsOf([west, south, east, north]: Box): string[] {
  const cells: string[] = [];
  for (let x = Math.floor(west / CELL); x <= Math.floor(east / CELL); x++)
    for (let y = Math.floor(south / CELL); y <= Math.floor(north / CELL); y++) cells.push(`${x} ${y}`);
  return cells;
}

function nearest(
  pieces: readonly Piece[],
  { place, reach }: { place: UnitPlace; reach: Reach },
  placesOf: (piece: Piece) => readonly FreePlace[],
): { place: UnitPlace; name: string | null } | null {
  let [best, least]: [{ place: UnitPlace; name: string | null } | null, number] = [null, reach.units];
  for (const piece of pieces) {
    for (const candidate of placesOf(piece)) {
      const distance = apart(candidate, free(place), reach.stretch);
      if (distance > least || (best !== null && distance === least)) continue;
      best = { place: [Math.round(candidate.x), Math.round(candidate.y)], name: piece.name };
      least = distance;
    }
  }
  return best;
}
