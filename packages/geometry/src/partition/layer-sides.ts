import { combineLabels } from "./combine-labels.ts";
import type { Sides } from "./combine-labels.ts";
import type { Edge } from "./edge.ts";
import type { Face } from "./faces.ts";
import { halfEdgesOf } from "./face-borders.ts";
import type { NodeKey } from "./node-key.ts";
import type { Piece } from "./node-spans.ts";
import { sourceOf } from "./working-set.ts";

/** Two versions of a partition laid over each other. */
export type Layer = "now" | "old";

/** A piece with its owners in each version; null where it is no border in that version. */
export type LayeredPiece = { readonly a: NodeKey; readonly b: NodeKey } & Readonly<
  Record<Layer, Sides | null>
>;

/** Reads the labels of pieces that come from edges of two versions, the old ones first; null when labels contradict each other. */
export function layerSides(
  pieces: readonly Piece[],
  old: readonly Edge[],
  now: readonly Edge[],
): LayeredPiece[] | null {
  const edges = [...old, ...now];
  const layered: LayeredPiece[] = [];
  for (const { a, b, sources } of pieces) {
    const sidesIn = (isOld: boolean): Sides | "conflict" | null => {
      const inLayer = sources.filter((source) => sourceOf(source) < old.length === isOld);
      const combined = inLayer.length === 0 ? "gone" : combineLabels(inLayer.map((s) => sidesOf(edges, s)));
      return combined === "gone" ? null : combined;
    };
    const [before, after] = [sidesIn(true), sidesIn(false)];
    if (before === "conflict" || after === "conflict") return null;
    layered.push({ a, b, old: before, now: after });
  }
  return layered;
}

function sidesOf(edges: readonly Edge[], source: number): Sides {
  const { left, right } = edges[sourceOf(source)]!; // sources number these edges
  return source < 0 ? { left: right, right: left } : { left, right };
}

/**
 * Who owns each face in one version: read from a side that is a border in it, otherwise from the face across a piece that
 * is none, since there the owner is the same. NaN where nothing reaches: that is outside of both versions.
 */
export function ownersIn(layer: Layer, faces: readonly Face[], pieces: readonly LayeredPiece[]): number[] {
  const owners: number[] = faces.map(() => Number.NaN);
  const faceOf = new Int32Array(2 * pieces.length).fill(-1);
  const waiting: number[] = [];
  for (const [i, face] of faces.entries()) {
    for (const half of halfEdgesOf(face)) {
      faceOf[half] = i;
      const sides = pieces[half >> 1]![layer]; // half-edges number these pieces
      if (sides) owners[i] = half % 2 === 0 ? sides.left : sides.right;
    }
    if (!Number.isNaN(owners[i])) waiting.push(i);
  }
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    for (const half of halfEdgesOf(faces[i]!)) {
      const across = faceOf[half ^ 1]!; // the other side of a piece
      if (across < 0 || pieces[half >> 1]![layer] || !Number.isNaN(owners[across])) continue;
      owners[across] = owners[i]!; // i numbers the faces
      waiting.push(across);
    }
  }
  return owners;
}
