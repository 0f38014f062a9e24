import type { Span } from "./cell-walk.ts";
import type { Edge } from "./edge.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import { EDIT_TOLERANCE, nodeSpans } from "./node-spans.ts";
import type { Piece } from "./node-spans.ts";
import { edgesNear, edgesOf } from "./partition.ts";
import type { Partition } from "./partition.ts";
import type { Refusal } from "./refusal.ts";

/** A line through nodes. */
export type Path = readonly NodeKey[];

/** Edges that an edit may touch, cut at its lines: source i of a piece is `edges[i]`, later ones are spans of the lines. */
export type WorkingSet = { readonly edges: readonly Edge[]; readonly pieces: readonly Piece[] };

/** Whose edges to take, the lines to cut them at, and edges to leave out. */
export type WorkingPlan = {
  readonly owners: readonly number[];
  readonly lines: readonly Path[];
  readonly without: ReadonlySet<Edge>;
};

/** Edges this near to a line (in units) are cut together with it; rounding moves nothing farther (R6). */
const PAD = 4;

/** Each round takes in what lies beside edges that were bent; two are normal. */
const MAX_GROWTH = 8;

/** Lines that cross oftener are no drawing: every crossing is a node, and faces are looked at one by one. */
const MOST_CUTS = 10_000;

/** Nor is what runs through more cells of the edge hash, a hundred times across a city. */
const MOST_CELLS = 200_000;

/** Spans of lines, without those of no length. */
const spansOf = (lines: readonly Path[]): Span[] =>
  lines.flatMap((line) => line.slice(1).map((b, i) => ({ a: line[i]!, b }))).filter(({ a, b }) => a !== b); // line[i] is before b

/** About how many cells of the edge hash spans run through. */
const cellsAcross = (spans: readonly Span[], { cellSize }: Partition): number =>
  spans.reduce(
    (sum, { a, b }) => sum + 1 + (Math.abs(xOf(a) - xOf(b)) + Math.abs(yOf(a) - yOf(b))) / cellSize,
    0,
  );

/** The source that a piece names, whichever way it runs. */
export const sourceOf = (source: number): number => (source < 0 ? ~source : source);

/** Nodes the edges of some owners with lines, and with everything beside what is bent on the way (R6). */
export function nodeWithLines(
  partition: Partition,
  { owners, lines, without }: WorkingPlan,
): WorkingSet | Refusal {
  const lineSpans = spansOf(lines);
  if (cellsAcross(lineSpans, partition) > MOST_CELLS) return { refused: "extent-too-wide" };
  const taken = edgesNear(partition, lineSpans, PAD);
  for (const owner of owners) for (const edge of edgesOf(partition, owner)) taken.add(edge);
  for (const edge of without) taken.delete(edge);
  for (let round = 0; round < MAX_GROWTH; round++) {
    const edges = [...taken];
    const pieces = nodeSpans([...edges, ...lineSpans], EDIT_TOLERANCE, MOST_CUTS);
    if (!pieces) return { refused: "not-settled" };
    for (const edge of edgesNear(partition, bentEdges(edges, pieces), PAD))
      if (!without.has(edge)) taken.add(edge);
    if (taken.size === edges.length) return { edges, pieces };
  }
  return { refused: "not-settled" };
}

/** Edges that were cut: the pieces may lie beside where the edge was. */
function bentEdges(edges: readonly Edge[], pieces: readonly Piece[]): Edge[] {
  const counts = new Uint32Array(edges.length);
  for (const { sources } of pieces)
    for (const source of sources.map(sourceOf)) if (source < edges.length) counts[source]!++; // in range
  return edges.filter((_, i) => counts[i] !== 1);
}
