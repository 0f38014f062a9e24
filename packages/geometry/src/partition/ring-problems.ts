import type { Span } from "./cell-walk.ts";
import type { NodeKey } from "./node-key.ts";
import type { OwnedPolygon, Problem } from "./problem.ts";
import { holdsMidpoint } from "./ring-holds.ts";
import { findTouch } from "./touching-spans.ts";

/** Errors in the rings of one polygon (R13): repeated nodes, spikes, rings that cross or touch between nodes, holes outside. */
export function ringProblems({ owner, rings }: OwnedPolygon): Problem[] {
  const error = (kind: Problem["kind"], at: NodeKey): Problem => ({
    kind,
    severity: "error",
    owners: [owner],
    at,
  });
  const problems: Problem[] = [];
  for (const ring of rings) {
    const repeated = repeatedNode(ring);
    if (repeated !== undefined) problems.push(error("repeated-node", repeated));
    const spike = ring.find((node, i) => ring.at(i - 2) === node && ring.length > 2);
    if (spike !== undefined) problems.push(error("spike", spike));
  }
  const touching = findTouch(rings.flatMap(spansOfRing));
  if (touching) return [...problems, error("ring-touches-itself", touching[1].a)];
  const [shell = [], ...holes] = rings;
  const astray = holes.filter((hole) => !holdsMidpoint(shell, hole));
  return [...problems, ...astray.map((hole) => error("hole-outside", hole[0] ?? 0))];
}

const spansOfRing = (ring: readonly NodeKey[]): Span[] => ring.map((b, i) => ({ a: ring.at(i - 1) ?? b, b }));

function repeatedNode(ring: readonly NodeKey[]): NodeKey | undefined {
  const seen = new Set<NodeKey>();
  return ring.find((node) => seen.size === seen.add(node).size);
}
