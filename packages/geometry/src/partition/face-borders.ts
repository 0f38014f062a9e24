import { xOf, yOf } from "./node-key.ts";
import type { Face } from "./faces.ts";
import type { HalfEdge, Sided } from "./trace-cycles.ts";

/** What lies across a face's border, and how long each stretch is, in units; -1 = the unbounded outside. */
export type Borders = readonly { readonly face: number; readonly length: number }[];

/** The neighbours of each face. */
export function bordersOf(faces: readonly Face[], edges: readonly Sided[]): Borders[] {
  const faceOf = new Int32Array(2 * edges.length).fill(-1);
  for (const [i, face] of faces.entries()) for (const half of halfEdgesOf(face)) faceOf[half] = i;
  return faces.map((face) =>
    halfEdgesOf(face).map((half) => {
      const { a, b } = edges[half >> 1]!; // half-edges number these edges
      return { face: faceOf[half ^ 1]!, length: Math.hypot(xOf(b) - xOf(a), yOf(b) - yOf(a)) }; // and their other sides
    }),
  );
}

/** All half-edges around a face, those of its holes too. */
export const halfEdgesOf = (face: Face): HalfEdge[] =>
  [face.shell, ...face.holes].flatMap(({ halfEdges }) => [...halfEdges]);

/** The candidate with the longest shared border; equal lengths go to the lower number (R3.7); null when none shares any. */
export function longestNeighbour(
  borders: Borders,
  ownerOf: (face: number) => number,
  isCandidate: (owner: number) => boolean,
): number | null {
  const lengths = new Map<number, number>();
  for (const { face, length } of borders) {
    const owner = face < 0 ? 0 : ownerOf(face);
    if (owner > 0 && isCandidate(owner)) lengths.set(owner, (lengths.get(owner) ?? 0) + length);
  }
  const [best] = [...lengths].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  return best?.[0] ?? null;
}
