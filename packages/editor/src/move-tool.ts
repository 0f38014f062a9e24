import { edgesOf, nodeOf, placeOfNode } from "@getu/geometry/partition";
import type { Operation, Partition, UnitPlace, UnitSpan } from "@getu/geometry/partition";
import { attemptSteps, isRefusedStep } from "./attempt.ts";
import { findHit, neighboursOf } from "./hit.ts";
import type { Hit } from "./hit.ts";
import type { Grabbed, ToolContext, ToolState } from "./tool-state.ts";

/** Whose nodes and edges can be taken hold of: those of the selected grid and of its neighbours. */
export const handleOwnersOf = (selected: number | null, partition: Partition): ReadonlySet<number> =>
  new Set(selected === null ? [] : [selected, ...neighboursOf(partition, selected)]);

/** What the pointer would take hold of. */
export function handleAt(
  { selected }: ToolState,
  at: UnitPlace,
  { plan: { partition }, reach }: ToolContext,
): Hit {
  return findHit(partition, { place: at, reach, among: handleOwnersOf(selected, partition) });
}

/** Takes hold of a node or an edge. */
export function grab(state: ToolState, at: UnitPlace, context: ToolContext): ToolState {
  const grabbed = toGrabbed(handleAt(state, at, context), context);
  if (!grabbed) return state;
  return {
    ...state,
    grabbed,
    focus: grabbed.kind === "node" ? grabbed.from : null,
    proposal: null,
    blocked: null,
  };
}

function toGrabbed(hit: Hit, { plan: { partition } }: ToolContext): Grabbed | null {
  if (hit.kind === "node") return { kind: "node", from: placeOfNode(partition, hit.node) };
  if (hit.kind !== "edge") return null;
  const edge: UnitSpan = [placeOfNode(partition, hit.edge.a), placeOfNode(partition, hit.edge.b)];
  return { kind: "edge", edge };
}

/** Takes along what is held; where it cannot go it stays at the last place where it could (R9). */
export function drag(state: ToolState, to: UnitPlace, context: ToolContext): ToolState {
  if (!state.grabbed) return state;
  const result = attemptSteps(context.plan, [dragOperation(state.grabbed, to)], context.isLocked);
  if (!isRefusedStep(result)) return { ...state, pointer: to, proposal: result, blocked: null };
  const isHome = result.refused === "no-effect" || (result.refused === "on-node" && state.proposal === null);
  return { ...state, pointer: to, blocked: isHome ? null : result };
}

const dragOperation = (grabbed: Grabbed, to: UnitPlace): Operation =>
  grabbed.kind === "node"
    ? { kind: "move-node", from: grabbed.from, to }
    : { kind: "bend-edge", edge: grabbed.edge, to };

/** An operation on the node in focus: moved by so many units, or taken out. */
export function focusOperation(
  { focus }: ToolState,
  act: { readonly type: "delete" } | { readonly type: "nudge"; readonly by: UnitPlace },
): Operation | null {
  if (!focus) return null;
  if (act.type === "delete") return { kind: "delete-node", node: focus };
  return { kind: "move-node", from: focus, to: [focus[0] + act.by[0], focus[1] + act.by[1]] };
}

/** Cuts the edge under the pointer by a node; null where there is none. */
export function insertAt(state: ToolState, at: UnitPlace, context: ToolContext): Operation | null {
  const grabbed = toGrabbed(handleAt(state, at, context), context);
  return grabbed?.kind === "edge" ? { kind: "insert-node", edge: grabbed.edge, near: at } : null;
}

/** Puts the focus on the next or the one before of the selected grid's nodes, in the order of their numbers. */
export function focusNext(state: ToolState, by: number, { plan: { partition } }: ToolContext): ToolState {
  if (state.selected === null) return state;
  const nodes = [...new Set(edgesOf(partition, state.selected).flatMap(({ a, b }) => [a, b]))].sort(
    (a, b) => a - b,
  );
  if (nodes.length === 0) return state;
  const at = state.focus ? nodes.indexOf(nodeOf(partition, state.focus)) : -1;
  const next = nodes[(at < 0 && by < 0 ? nodes.length - 1 : at + by + nodes.length) % nodes.length]!; // modulo length
  return { ...state, focus: placeOfNode(partition, next), blocked: null };
}
