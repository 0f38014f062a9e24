import { OUTSIDE } from "./edge.ts";
import type { Edge } from "./edge.ts";
import type { Span } from "./cell-walk.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import type { Refusal } from "./refusal.ts";

/**
 * What an edit may do to the border of the territory, which the next territory shares. "fixed": not a unit (a new node must
 * lie exactly on it); "rounded": new nodes may bend it by less than a unit (1 cm); "free": anything.
 */
export type OuterRule = "fixed" | "free" | "rounded";

/** True for an edge of the territory's border. */
export const isOuter = ({ left, right }: Edge): boolean => left === OUTSIDE || right === OUTSIDE;

type Patch = { readonly removed: readonly Edge[]; readonly added: readonly Edge[] };

/** Refuses a patch that moves the border of the territory farther than the rule allows. */
export function refuseOuterMove({ removed, added }: Patch, rule: OuterRule): Refusal | null {
  if (rule === "free") return null;
  const [before, after] = [removed.filter(isOuter), added.filter(isOuter)];
  const slack = rule === "fixed" ? 0 : 1;
  const astray = strayFrom(before, after, slack) ?? strayFrom(after, before, slack);
  if (astray !== undefined) return { refused: "outer-fixed", at: astray };
  if (rule === "rounded" || outerArea(before) === outerArea(after)) return null;
  return { refused: "outer-fixed", ...(after[0] ? { at: after[0].a } : {}) };
}

/** An end of an edge that lies on none of the others. */
const strayFrom = (others: readonly Edge[], edges: readonly Edge[], slack: number): NodeKey | undefined =>
  edges.flatMap(({ a, b }) => [a, b]).find((node) => !others.some((edge) => isOn(edge, node, slack)));

function isOn({ a, b }: Span, node: NodeKey, slack: number): boolean {
  const [ax, ay, x, y] = [xOf(a), yOf(a), xOf(node), yOf(node)];
  const [dx, dy] = [xOf(b) - ax, yOf(b) - ay];
  const along = (x - ax) * dx + (y - ay) * dy;
  const length2 = dx * dx + dy * dy;
  if (along < 0 || along > length2) return false;
  const cross = dx * (y - ay) - dy * (x - ax);
  return cross * cross <= slack * slack * length2;
}

/** What border edges add to twice the area of the territory; equal sums, equal area. */
function outerArea(edges: readonly Edge[]): bigint {
  let sum = 0n;
  for (const { a, b, left } of edges) {
    const turn = BigInt(xOf(a)) * BigInt(yOf(b)) - BigInt(xOf(b)) * BigInt(yOf(a));
    sum += left === OUTSIDE ? -turn : turn;
  }
  return sum;
}
