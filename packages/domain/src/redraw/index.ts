export {
  allowDraftAction,
  DRAFT_ACTIONS,
  DRAFT_STATES,
  DRAFT_TRANSITIONS,
  findDraftTransition,
  listDraftActions,
  needsComment,
} from "./draft-lifecycle.ts";
export type {
  DraftAction,
  DraftActionRefusal,
  DraftActor,
  DraftState,
  DraftTransition,
} from "./draft-lifecycle.ts";
export { effectiveDays } from "./effective-days.ts";
export { gridsBeyond, isInPart } from "./draft-part.ts";
export type { DraftPart } from "./draft-part.ts";
export { draftEntrySchema, planStepSchema, standingSteps } from "./draft-log.ts";
export type { DraftEntry, DraftRow, Rebase, StandingStep } from "./draft-log.ts";
export {
  boundaryVersionSchema,
  draftNameSchema,
  draftSchema,
  draftSummarySchema,
  foreignEntrySchema,
  movedWorkSchema,
  versionOriginSchema,
} from "./draft.ts";
export type {
  BoundaryVersion,
  Draft,
  DraftSummary,
  ForeignEntry,
  MovedWork,
  VersionOrigin,
} from "./draft.ts";
export { formerGridSchema } from "./former-grid.ts";
export type { FormerGrid } from "./former-grid.ts";
export { planGridSchema } from "./plan-grid.ts";
export type { PlanGrid } from "./plan-grid.ts";
export { firstProblems } from "./first-problems.ts";
export { applyStep, FIRST_NEW_GRID, gridsThatStand, replaySteps } from "./plan.ts";
export type { GridEdit, Plan, PlanProgress, PlanRefusal, PlanStep, PlanStop } from "./plan.ts";
export { listPartProblems, listPlanProblems, planProblemSchema } from "./plan-problems.ts";
export type { PlanProblem } from "./plan-problems.ts";
export { changedGrids, rebaseSteps } from "./rebase.ts";
export type { Conflict, Preference, Rebased } from "./rebase.ts";
export { settleHouseholds } from "./settle-households.ts";
export { balanceOf, counted, COUNTED_MEASURES, impactSchema, MEASURES, worstFirst } from "./impact.ts";
export type {
  Balance,
  Compared,
  GridImpact,
  Impact,
  LeaderLoad,
  Measure,
  MovedArea,
  MovedPoint,
} from "./impact.ts";
export { listRecordChanges, RECORD_FIELDS, recordChangeSchema } from "./record-changes.ts";
export type { NamedGrid, RecordChange, RecordField } from "./record-changes.ts";
