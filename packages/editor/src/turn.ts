import type { PlanStep } from "@getu/domain/redraw";
import { nodeOf, edgesAt, OUTSIDE } from "@getu/geometry/partition";
import type { Operation, UnitPlace } from "@getu/geometry/partition";
import { attemptSteps, isRefusedStep } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";
import { ownerAt } from "./hit.ts";
import { drag, focusNext, focusOperation, grab, insertAt } from "./move-tool.ts";
import { SKETCH_TOOLS } from "./sketch-tools.ts";
import { restingTool, withProposal } from "./tool-state.ts";
import type { Tool, ToolContext, ToolState } from "./tool-state.ts";

/** What a planner does, from pointer, keys and buttons alike; `at` is where the pointer is, `place` where it snaps to. */
export type ToolInput =
  | { readonly type: "choose"; readonly tool: Tool }
  | { readonly type: "select"; readonly owner: number | null }
  | { readonly type: "point"; readonly at: UnitPlace; readonly place: UnitPlace }
  | { readonly type: "press"; readonly at: UnitPlace }
  | { readonly type: "release" }
  | { readonly type: "click"; readonly at: UnitPlace; readonly place: UnitPlace }
  | { readonly type: "double-click"; readonly at: UnitPlace; readonly place: UnitPlace }
  | { readonly type: "propose"; readonly steps: readonly PlanStep[] }
  | { readonly type: "accept" }
  | { readonly type: "cancel" }
  | { readonly type: "swap" }
  | { readonly type: "step-back" }
  | { readonly type: "delete" }
  | { readonly type: "nudge"; readonly by: UnitPlace }
  | { readonly type: "next-node"; readonly by: number };

/** The tool after an input, and what it does to the plan. */
export type Turn = {
  readonly hand: ToolState;
  readonly commit: Attempt | null;
  /** A grid to be locked or unlocked. */
  readonly lock: number | null;
};

const stay = (state: ToolState): Turn => ({ hand: state, commit: null, lock: null });

type InputOf<Type extends ToolInput["type"]> = Extract<ToolInput, { readonly type: Type }>;

type Turners = {
  readonly [Type in ToolInput["type"]]: (
    state: ToolState,
    input: InputOf<Type>,
    context: ToolContext,
  ) => Turn;
};

const TURNERS: Turners = {
  choose: (state, { tool }) => stay(restingTool(tool, state.selected)),
  select: (state, { owner }) => stay(restingTool(state.tool, owner)),
  point: (state, input, context) => stay(point(state, input, context)),
  press: (state, { at }, context) => stay(state.tool === "move" ? grab(state, at, context) : state),
  release,
  click,
  "double-click": doubleClick,
  propose: (state, { steps }, context) =>
    stay({ ...withProposal(restingTool(state.tool, state.selected), steps, context), phase: "proposed" }),
  accept: (state, _input, context) => accept(state, context),
  cancel: (state) => stay(cancel(state)),
  swap: (state, _input, context) => stay(swap(state, context)),
  "step-back": (state, _input, context) => stay(stepBack(state, context)),
  delete: (state, input, context) => actOnFocus(state, focusOperation(state, input), context),
  nudge: (state, input, context) => actOnFocus(state, focusOperation(state, input), context),
  "next-node": (state, { by }, context) => stay(focusNext(state, by, context)),
};

/** What an input makes of a tool: pure, so that a series of inputs always gives the same plan. */
export function turnTool(state: ToolState, input: ToolInput, context: ToolContext): Turn {
  // The table is keyed by the type, so the entry takes this very input; the compiler cannot follow the pair.
  const turn = TURNERS[input.type] as (state: ToolState, input: ToolInput, context: ToolContext) => Turn;
  return turn(state, input, context);
}

type Pointing = { readonly at: UnitPlace; readonly place: UnitPlace };

/** Proposes anew what the sketch means while it is being drawn. */
function redraw(state: ToolState, context: ToolContext): ToolState {
  const tool = SKETCH_TOOLS[state.tool];
  return tool ? withProposal(state, tool.steps(state, context), context) : state;
}

function point(state: ToolState, { at, place }: Pointing, context: ToolContext): ToolState {
  if (state.grabbed) return drag(state, place, context);
  if (state.phase === "proposed") return state;
  const next = { ...state, pointer: place, hovered: ownerAt(context.plan.partition, at) };
  const followsHover = state.tool === "merge" && state.selected !== null;
  return state.phase === "drawing" || followsHover ? redraw(next, context) : next;
}

function release(state: ToolState): Turn {
  if (!state.grabbed) return stay(state);
  const to = state.proposal?.steps[0];
  const focus = to && "to" in to && typeof to.to !== "number" ? to.to : state.focus;
  const rested = { ...state, grabbed: null, proposal: null, blocked: null, focus };
  return { hand: rested, commit: state.proposal, lock: null };
}

function click(state: ToolState, { at, place }: Pointing, context: ToolContext): Turn {
  if (state.phase === "proposed") return stay(state);
  const owner = ownerAt(context.plan.partition, at);
  if (state.tool === "lock") return { ...stay(state), lock: owner > OUTSIDE ? owner : null };
  const sketching = SKETCH_TOOLS[state.tool];
  if (sketching) {
    const picks = state.tool === "merge" || state.edge === null;
    const clicked = sketching.click(state, isDrawn(state.tool) || !picks ? place : at, context);
    return stay(unlessImpossible(redraw(clicked, context)));
  }
  if (state.focus && state.tool === "move" && owner === state.selected) return stay(state);
  return stay(restingTool(state.tool, owner > OUTSIDE ? owner : null));
}

/** What was asked for by one click and cannot be done leaves an empty hand and the reason. */
function unlessImpossible(state: ToolState): ToolState {
  if (state.phase !== "proposed" || state.proposal) return state;
  const blocked = state.blocked ?? { refused: "no-road", owners: [] };
  return { ...restingTool(state.tool, state.selected), blocked };
}

/** Clicks of these tools draw points from the first on. */
const isDrawn = (tool: Tool): boolean => tool === "cut" || tool === "transfer";

function doubleClick(state: ToolState, pointing: Pointing, context: ToolContext): Turn {
  if (state.tool === "move") return actOnFocus(state, insertAt(state, pointing.at, context), context);
  return state.phase === "drawing" ? accept(state, context) : stay(state);
}

/** The first yes ends the drawing, the second does what is proposed. */
function accept(state: ToolState, context: ToolContext): Turn {
  if (state.phase === "drawing") {
    const settled = redraw({ ...state, phase: "proposed" }, context);
    return stay(settled.proposal ? settled : { ...state, blocked: settled.blocked });
  }
  if (state.phase !== "proposed" || !state.proposal) return stay(state);
  return { hand: restingTool(state.tool, state.selected), commit: state.proposal, lock: null };
}

/** One step back out of what is going on: the proposal, the drawing, the selection. */
function cancel(state: ToolState): ToolState {
  const isBusy =
    state.phase !== "ready" || state.grabbed !== null || state.focus !== null || state.blocked !== null;
  return restingTool(state.tool, isBusy ? state.selected : null);
}

function swap(state: ToolState, context: ToolContext): ToolState {
  return state.tool === "cut" && state.phase !== "ready"
    ? redraw({ ...state, isSwapped: !state.isSwapped }, context)
    : state;
}

function stepBack(state: ToolState, context: ToolContext): ToolState {
  if (state.phase !== "drawing") return state;
  const sketch = state.sketch.slice(0, -1);
  if (state.sketch.length === 0) return restingTool(state.tool, state.selected);
  return redraw(
    { ...state, sketch, phase: sketch.length === 0 && !state.edge ? "ready" : "drawing" },
    context,
  );
}

function actOnFocus(state: ToolState, operation: Operation | null, context: ToolContext): Turn {
  if (!operation) return stay(state);
  const result = attemptSteps(context.plan, [operation], context.isLocked);
  if (isRefusedStep(result)) return stay({ ...state, blocked: result });
  const focus = operation.kind === "move-node" ? operation.to : keptFocus(state, result);
  return { hand: { ...state, focus, blocked: null, proposal: null }, commit: result, lock: null };
}

/** The focus, while its node is still there. */
const keptFocus = ({ focus }: ToolState, { after: { partition } }: Attempt): UnitPlace | null =>
  focus && edgesAt(partition, nodeOf(partition, focus)).length > 0 ? focus : null;
