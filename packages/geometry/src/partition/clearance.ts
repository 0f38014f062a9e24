import { orient } from "../orient.ts";
import { projectOnto } from "./border-snap.ts";
import type { Span } from "./cell-walk.ts";
import type { Edge } from "./edge.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import { edgesNear } from "./partition.ts";
import type { Partition } from "./partition.ts";
import type { Refusal } from "./refusal.ts";

/** Nodes keep this far from edges they are not on, in units (R9): below it, floats that draw them see a touch. */
const CLEARANCE = 1;

/** True when the insides of two spans cross in one point; exact. */
export function isCrossingSpan(one: Span, other: Span): boolean {
  return isParting(one, other) && isParting(other, one);
}

function isParting(line: Span, { a, b }: Span): boolean {
  const [ax, ay, bx, by] = [xOf(line.a), yOf(line.a), xOf(line.b), yOf(line.b)];
  const [one, other] = [orient(ax, ay, bx, by, xOf(a), yOf(a)), orient(ax, ay, bx, by, xOf(b), yOf(b))];
  return one !== 0 && other !== 0 && one > 0 !== other > 0;
}

const isTooNear = (span: Span, node: NodeKey): boolean =>
  node !== span.a && node !== span.b && projectOnto(span, node).distance < CLEARANCE;

function refusePair(span: Span, other: Span): Refusal | null {
  if (span.a === other.a && span.b === other.b) return { refused: "would-collapse", at: span.a };
  if (isCrossingSpan(span, other)) return { refused: "would-cross", at: other.a };
  const near =
    [other.a, other.b].find((node) => isTooNear(span, node)) ??
    [span.a, span.b].find((node) => isTooNear(other, node));
  return near === undefined ? null : { refused: "too-close", at: near };
}

/** Refuses new spans that cross, touch or nearly touch each other or an edge that stays (R9). */
export function refuseCrowding(
  partition: Partition,
  spans: readonly Span[],
  removed: ReadonlySet<Edge>,
): Refusal | null {
  for (const [i, span] of spans.entries()) {
    const staying = [...edgesNear(partition, [span], 2 * CLEARANCE)].filter((edge) => !removed.has(edge));
    for (const other of [...staying, ...spans.slice(0, i)]) {
      const refusal = refusePair(span, other);
      if (refusal) return refusal;
    }
  }
  return null;
}
