import type { Plan, PlanStep } from "@getu/domain/redraw";
import type { UnitPlace, UnitSpan } from "@getu/geometry/partition";
import { attemptSteps, isRefusedStep } from "./attempt.ts";
import type { Attempt, IsLocked, StepRefusal } from "./attempt.ts";
import type { Reach } from "./reach.ts";

/** What a planner can hold in the hand. */
export const TOOLS = ["inspect", "move", "cut", "merge", "reshape", "road", "transfer", "lock"] as const;

/** What a planner can hold in the hand. */
export type Tool = (typeof TOOLS)[number];

/** What is being dragged. */
export type Grabbed =
  | { readonly kind: "node"; readonly from: UnitPlace }
  | { readonly kind: "edge"; readonly edge: UnitSpan };

/** Everything that a tool remembers from one input to the next. */
export type ToolState = {
  readonly tool: Tool;
  /** The grid whose handles are shown, that is cut, that keeps its number in a merge and receives in a transfer. */
  readonly selected: number | null;
  /** Points of a line or a ring that is being drawn. */
  readonly sketch: readonly UnitPlace[];
  /** Where the pointer is, snapped; null = not on the map. */
  readonly pointer: UnitPlace | null;
  /** The grid under the pointer. */
  readonly hovered: number | null;
  /** The node that keys act on. */
  readonly focus: UnitPlace | null;
  /** An edge of the shared border that gets another course. */
  readonly edge: UnitSpan | null;
  readonly partner: number | null;
  /** After a cut the smaller part keeps number, code and leader. */
  readonly isSwapped: boolean;
  readonly grabbed: Grabbed | null;
  /** `drawing`: follows the pointer; `proposed`: waits for yes or no. */
  readonly phase: "drawing" | "proposed" | "ready";
  /** What would be done; while dragging, the last that can be. */
  readonly proposal: Attempt | null;
  /** Why what the pointer asks for cannot be done. */
  readonly blocked: StepRefusal | null;
};

/** What tools look at beside their own state. */
export type ToolContext = {
  readonly plan: Plan;
  readonly isLocked: IsLocked;
  /** A number that nobody has or had. */
  readonly newOwner: number;
  readonly reach: Reach;
  /** Bends along roads from one place to another, without these two; null = there is no way. */
  readonly roadBetween: (from: UnitPlace, to: UnitPlace) => readonly UnitPlace[] | null;
};

/** An empty hand. */
export const restingTool = (tool: Tool, selected: number | null): ToolState => ({
  tool,
  selected,
  sketch: [],
  pointer: null,
  hovered: null,
  focus: null,
  edge: null,
  partner: null,
  isSwapped: false,
  grabbed: null,
  phase: "ready",
  proposal: null,
  blocked: null,
});

/** The state with what some steps would do, or why they cannot be done. */
export function withProposal(
  state: ToolState,
  steps: readonly PlanStep[] | null,
  { plan, isLocked }: ToolContext,
): ToolState {
  if (!steps) return { ...state, proposal: null, blocked: null };
  const result = attemptSteps(plan, steps, isLocked);
  return isRefusedStep(result)
    ? { ...state, proposal: null, blocked: result }
    : { ...state, proposal: result, blocked: null };
}
