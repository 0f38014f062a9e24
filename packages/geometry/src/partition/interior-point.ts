import type { Span } from "./cell-walk.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";

/** A place in units that need not be whole. */
export type Place = { readonly x: number; readonly y: number };

type Rings = readonly (readonly NodeKey[])[];

/** Heights at which the widest chord is looked for. */
const HEIGHTS = 9;

/** A place inside a face: the middle of the widest of some horizontal chords (R3.6), between the heights of nodes. */
export function interiorPointOf(rings: Rings): Place {
  const levels = [...new Set(rings.flatMap((ring) => ring.map(yOf)))].sort((a, b) => a - b);
  let [best, widest]: [Place, number] = [{ x: xOf(rings[0]?.[0] ?? 0), y: levels[0] ?? 0 }, 0];
  const step = Math.max(1, (levels.length - 1) / HEIGHTS);
  for (let at = 0; at < levels.length - 1; at += step) {
    const i = Math.floor(at);
    const y = (levels[i]! + levels[i + 1]!) / 2; // i + 1 < levels.length
    const chords = crossingsAt(rings, y);
    for (let c = 0; c + 1 < chords.length; c += 2) {
      const [west, east] = [chords[c]!, chords[c + 1]!]; // c + 1 < length
      if (east - west > widest) [best, widest] = [{ x: (west + east) / 2, y }, east - west];
    }
  }
  return best;
}

/** Even-odd: true when rings hold a place; meant for places clear of their borders. */
export const ringsHold = (rings: Rings, { x, y }: Place): boolean =>
  crossingsAt(rings, y).filter((crossing) => crossing > x).length % 2 === 1;

/** Even-odd: true when spans that close, in any order, go around a place clear of them. */
export const isInsideSpans = (spans: readonly Span[], { x, y }: Place): boolean =>
  spans.filter(({ a, b }) => crossingOf(a, b, y) > x).length % 2 === 1;

function crossingsAt(rings: Rings, y: number): number[] {
  const crossings: number[] = [];
  for (const ring of rings) {
    let before = ring.at(-1) ?? 0;
    for (const node of ring) {
      const crossing = crossingOf(before, node, y);
      if (!Number.isNaN(crossing)) crossings.push(crossing);
      before = node;
    }
  }
  return crossings.sort((a, b) => a - b);
}

/** Where a span crosses a height, half-open as in R14; NaN when it does not. */
function crossingOf(a: NodeKey, b: NodeKey, y: number): number {
  const [ay, by] = [yOf(a), yOf(b)];
  if (ay > y === by > y) return Number.NaN;
  const ax = xOf(a);
  return ax + ((y - ay) / (by - ay)) * (xOf(b) - ax);
}
