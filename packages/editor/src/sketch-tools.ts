import type { PlanStep } from "@getu/domain/redraw";
import {
  applyOperation,
  edgesNear,
  findSharedArc,
  hasOwner,
  isRefusal,
  nodeAt,
  nodeOf,
  OUTSIDE,
  placeOfNode,
  UNASSIGNED,
} from "@getu/geometry/partition";
import type { Operation, Partition, UnitPlace, UnitSpan } from "@getu/geometry/partition";
import { findHit, ownerAt } from "./hit.ts";
import { fromOrigin } from "./reach.ts";
import type { Tool, ToolContext, ToolState } from "./tool-state.ts";

/** A tool that proposes before it does: what a click adds to its sketch, and the steps that the sketch means. */
type SketchTool = {
  readonly click: (state: ToolState, at: UnitPlace, context: ToolContext) => ToolState;
  readonly steps: (state: ToolState, context: ToolContext) => readonly PlanStep[] | null;
};

const isSame = (one: UnitPlace | undefined, [x, y]: UnitPlace): boolean => one?.[0] === x && one[1] === y;

/** The sketch with one more point; a second click of a double one adds nothing. */
function drawOn(state: ToolState, at: UnitPlace): ToolState {
  const sketch = isSame(state.sketch.at(-1), at) ? state.sketch : [...state.sketch, at];
  return { ...state, sketch, phase: "drawing" };
}

/** The sketch and, while it is being drawn, the pointer. */
function lineOf({ sketch, pointer, phase }: ToolState): readonly UnitPlace[] {
  const follows = phase === "drawing" && pointer !== null && !isSame(sketch.at(-1), pointer);
  return follows ? [...sketch, pointer] : sketch;
}

const cut: SketchTool = {
  click: drawOn,
  steps(state, { plan: { partition }, newOwner }) {
    const line = lineOf(state);
    const splitOf = (owner: number) => ({ kind: "split", owner, line, firstNewOwner: newOwner }) as const;
    const under = ownerUnder(partition, line);
    if (under === null) return null;
    const { selected } = state;
    const isMissed =
      selected !== null && under > OUTSIDE && under !== selected && misses(partition, splitOf(selected));
    const owner = selected === null || isMissed ? under : selected;
    const split = splitOf(owner);
    return state.isSwapped ? [split, { kind: "exchange", one: owner, other: newOwner }] : [split];
  },
};

/** Whose area a line begins in; null = it has no two points yet. */
function ownerUnder(partition: Partition, [first, second]: readonly UnitPlace[]): number | null {
  if (!first || !second) return null;
  return ownerAt(partition, [Math.round((first[0] + second[0]) / 2), Math.round((first[1] + second[1]) / 2)]);
}

/** True when a cut is drawn beside the grid it is meant for, as when another was selected before. */
function misses(partition: Partition, split: Operation): boolean {
  const change = applyOperation(partition, split);
  return isRefusal(change) && change.refused === "line-does-not-cross";
}

const merge: SketchTool = {
  click(state, at, { plan: { partition } }) {
    const owner = ownerAt(partition, at);
    if (owner <= OUTSIDE) return state;
    if (state.selected === null || owner === state.selected)
      return { ...state, selected: owner, phase: "drawing" };
    return { ...state, partner: owner, phase: "proposed" };
  },
  steps({ selected, partner, hovered }) {
    const absorb = partner ?? hovered;
    if (selected === null || absorb === null || absorb <= OUTSIDE || absorb === selected) return null;
    return [{ kind: "merge", keep: selected, absorb }];
  },
};

/** The edge of a shared border under the pointer. */
function pickEdge(state: ToolState, at: UnitPlace, { plan: { partition }, reach }: ToolContext): ToolState {
  const hit = findHit(partition, { place: at, reach, among: null });
  const edge = hit.kind === "edge" ? hit.edge : hit.kind === "node" ? edgeBeside(partition, hit.node) : null;
  if (!edge) return state;
  const span: UnitSpan = [placeOfNode(partition, edge.a), placeOfNode(partition, edge.b)];
  return { ...state, edge: span, phase: "drawing" };
}

const edgeBeside = (partition: Partition, node: number) =>
  [...edgesNear(partition, [{ a: node, b: node }], 0)].find(
    ({ a, b, left, right }) => (a === node || b === node) && left > OUTSIDE && right > OUTSIDE,
  ) ?? null;

/** Both ends of the shared border that an edge belongs to. */
function endsOfArc(partition: Partition, [a, b]: UnitSpan): readonly [UnitPlace, UnitPlace] | null {
  const path = findSharedArc(partition, { a: nodeOf(partition, a), b: nodeOf(partition, b) })?.path;
  const [from, to] = [path?.[0], path?.at(-1)];
  return from === undefined || to === undefined
    ? null
    : [placeOfNode(partition, from), placeOfNode(partition, to)];
}

const distance2 = ([ax, ay]: UnitPlace, [bx, by]: UnitPlace): number => (ax - bx) ** 2 + (ay - by) ** 2;

const reshape: SketchTool = {
  click: (state, at, context) => (state.edge ? drawOn(state, at) : pickEdge(state, at, context)),
  steps(state, { plan: { partition } }) {
    const ends = state.edge && endsOfArc(partition, state.edge);
    const line = lineOf(state);
    const [first] = line;
    if (!state.edge || !ends || !first) return null;
    const [from, to] = distance2(ends[0], first) <= distance2(ends[1], first) ? ends : [ends[1], ends[0]];
    const inner = line.filter((place) => !isSame(from, place) && !isSame(to, place));
    return [{ kind: "reshape", edge: state.edge, path: [from, ...inner, to] }];
  },
};

const road: SketchTool = {
  click(state, at, context) {
    const picked = pickEdge({ ...state, edge: null }, at, context);
    return picked.edge ? { ...picked, phase: "proposed" } : state;
  },
  steps({ edge }, { plan: { partition }, roadBetween }) {
    const ends = edge && endsOfArc(partition, edge);
    const inner = ends && roadBetween(...ends);
    return edge && inner ? [{ kind: "follow-road", edge, path: [ends[0], ...inner, ends[1]] }] : null;
  },
};

const transfer: SketchTool = {
  click(state, at, { plan: { partition } }) {
    const owner = ownerAt(partition, at);
    if (state.selected === null) return owner > OUTSIDE ? { ...state, selected: owner } : state;
    const isGap = owner === UNASSIGNED && state.sketch.length === 0;
    return isGap ? { ...state, sketch: [at], phase: "proposed" } : drawOn(state, at);
  },
  steps(state, { plan: { partition }, isLocked }) {
    const { selected, phase } = state;
    const ring = lineOf(state);
    const [first] = ring;
    if (selected === null || !first) return null;
    if (phase === "proposed" && ring.length === 1)
      return [{ kind: "assign-face", from: UNASSIGNED, at: first, to: selected }];
    const from = donorsIn(partition, ring).filter((owner) => owner !== selected && !isLocked(owner));
    return ring.length < 3 || from.length === 0
      ? null
      : [{ kind: "transfer", rings: [ring], from, to: selected }];
  },
};

/** Owners who may have something inside a ring. */
function donorsIn(partition: Partition, ring: readonly UnitPlace[]): number[] {
  const places = ring.map((place) => fromOrigin(partition, place));
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const middle = Math.floor((Math.min(...ys) + Math.max(...ys)) / 2);
  const span = { a: nodeAt(Math.min(...xs), middle), b: nodeAt(Math.max(...xs), middle) };
  if (Number.isNaN(span.a + span.b)) return [];
  const owners = new Set(ring.map((place) => ownerAt(partition, place)));
  for (const { left, right } of edgesNear(partition, [span], Math.max(...ys) - middle))
    owners.add(left).add(right);
  owners.delete(OUTSIDE);
  return [...owners].filter((owner) => hasOwner(partition, owner)).sort((a, b) => a - b);
}

/** Tools that propose a step for a yes or no. */
export const SKETCH_TOOLS: Partial<Record<Tool, SketchTool>> = { cut, merge, reshape, road, transfer };
