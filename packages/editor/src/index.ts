export { attemptBox } from "./attempt-box.ts";
export { attemptSteps, isRefusedStep, ownersTouched } from "./attempt.ts";
export type { Attempt, IsLocked, StepRefusal } from "./attempt.ts";
export { colourAreas } from "./colouring.ts";
export type { Adjacency, Colouring } from "./colouring.ts";
export { entriesBetween } from "./entries.ts";
export { comesApart, effectsOf, figuresOf } from "./figures.ts";
export type { Effect, Figures } from "./figures.ts";
export {
  attemptRecord,
  isRefusedRecord,
  listParentsFor,
  MOST_HOUSEHOLDS,
  readHouseholds,
} from "./grid-record.ts";
export type { GridRecord, RecordRefusal } from "./grid-record.ts";
export { adjacencyOf, findHit, neighboursOf, ownerAt } from "./hit.ts";
export type { Hit, HitQuery } from "./hit.ts";
export { beginHistory, commitAttempt, planOf, redoAttempt, stepsOf, undoAttempt } from "./history.ts";
export type { History } from "./history.ts";
export type { NamedLine } from "./line-index.ts";
export { loadPlan } from "./load-plan.ts";
export { handleAt, handleOwnersOf } from "./move-tool.ts";
export { problemsWithin } from "./problem-size.ts";
export type { SizeRange } from "./problem-size.ts";
export { findProblems } from "./problems.ts";
export type { FixableProblem } from "./problems.ts";
export { createAutosave, emptyOutbox, unsentOf } from "./outbox.ts";
export type { Autosave, Batch, Delivery, Outbox, SaveState, StuckStep } from "./outbox.ts";
export type { Reach } from "./reach.ts";
export { createRoadGraph } from "./road-graph.ts";
export type { RoadGraph } from "./road-graph.ts";
export { createSession } from "./session.ts";
export type { Session, SessionState } from "./session.ts";
export { createSnapper, SNAP_TARGETS } from "./snap.ts";
export type { Snapped, Snapper, SnapRule, SnapTarget } from "./snap.ts";
export { restingTool, TOOLS } from "./tool-state.ts";
export type { Tool, ToolContext, ToolState } from "./tool-state.ts";
export { turnTool } from "./turn.ts";
export type { ToolInput, Turn } from "./turn.ts";
export type { DivisionRefusal } from "./suggest/divide-parts.ts";
export { bboxWithin } from "./suggest/grids-within.ts";
export { MOST_PARTS } from "./suggest/part-graph.ts";
export { presentDivision } from "./suggest/present-division.ts";
export type { PresentDivision } from "./suggest/present-division.ts";
export { suggestDivision } from "./suggest/suggest-division.ts";
export type { DivisionQuestion, Suggestion } from "./suggest/suggest-division.ts";
export { weighCounts, weighHouseholds } from "./suggest/weigh-parts.ts";
export type { CountAt, WeighParts } from "./suggest/weigh-parts.ts";
export { withoutEntry } from "./without-entry.ts";
