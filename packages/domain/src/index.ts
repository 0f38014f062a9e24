export {
  answerMsOf,
  assessmentSchema,
  countingSchema,
  DROPPED_BY,
  ENOUGH_FOR_A_RATE,
  FIGURES,
  FIRST_ANSWERS,
  monthSchema,
  rateOf,
  RATES,
  LINES,
} from "./assessment.ts";
export type { Assessment, Counting, Figure, GridFigures, Lines, Rate } from "./assessment.ts";
export { channelsOf, FOUND_BY_US, listChannels } from "./channel-rule.ts";
export { pushAddressSchema, pushWishSchema } from "./push-call.ts";
export type { PushCall } from "./push-call.ts";
export { isQuiet, quietHoursSchema } from "./quiet-hours.ts";
export type { QuietHours } from "./quiet-hours.ts";
export { REMAINS, RETENTION, retentionSchema } from "./retention.ts";
export type { Remains, Retention } from "./retention.ts";
export { basemapSourceSchema } from "./basemap-source.ts";
export type { BasemapSource } from "./basemap-source.ts";
export { browserKind } from "./browser-kind.ts";
export { CAMERA_KINDS, CAMERA_STATUSES, cameraAt, cameraSchema, cameraSectorSchema } from "./camera.ts";
export type { Camera, CameraSector } from "./camera.ts";
export { BLIND_BELOW, blindSpotsOf } from "./blind-spots.ts";
export { CODE_WITHIN_METRES, isOfAnotherDate } from "./code-agreement.ts";
export type { CodeAgreement } from "./code-agreement.ts";
export { cameraViewSchema, certaintyOf, CERTAINTIES, DEFAULT_RANGE_METRES } from "./camera-view.ts";
export type { CameraView, Certainty } from "./camera-view.ts";
export {
  blindSpotSchema,
  COVERAGE_CELL_METRES,
  coverageSchema,
  seenShareOf,
  sharesByRoot,
  sumShares,
} from "./coverage.ts";
export type { BlindSpot, Coverage, GroundShare } from "./coverage.ts";
export { BLIND_TILE_LEVEL, createCoverageCount } from "./coverage-count.ts";
export type { CoverageCount, CoveragePart, CoverageSite, GridGround } from "./coverage-count.ts";
export {
  ARC_ZOOMS,
  arcLattice,
  arcZoomFor,
  boundariesSchema,
  fromGridColumns,
  gridColumnsSchema,
  toGridColumns,
  zoomOfSide,
} from "./boundaries.ts";
export type { ArcPart, ArcZoom, Boundaries, GridColumns, NamedGrid } from "./boundaries.ts";
export { followGrid } from "./follow-grid.ts";
export type { PathChange } from "./follow-grid.ts";
export { gridEdgesSchema, gridRingsSchema, gridSchema } from "./grid.ts";
export { gridsAroundSchema } from "./grids-around.ts";
export type { GridsAround } from "./grids-around.ts";
export type { Grid, GridEdges, GridId, GridRings } from "./grid.ts";
export { createGridIndex } from "./grid-index.ts";
export type { AssignmentEngine, GridArea, GridIndex, Placement } from "./grid-index.ts";
export { boundaryRank, createGridTree } from "./grid-tree.ts";
export type { GridTree } from "./grid-tree.ts";
export { heatCellsSchema, heatQuerySchema, toHeatCells } from "./heat.ts";
export type { CountedCells, HeatCells, HeatQuery } from "./heat.ts";
export {
  ENOUGH_FOR_HEAT,
  HEAT_MEASURES,
  heatWeekSchema,
  hoursOfAll,
  measured,
  WEEK_HOURS,
} from "./heat-week.ts";
export { HEAT_LOOK, HEAT_SPANS, HEAT_WINDOWS } from "./heat-look.ts";
export type { HeatLook, HeatWindow } from "./heat-look.ts";
export { HOUR_BLOCK, isMostlyEnough, rankedHours, weekCells } from "./week-cells.ts";
export type { WeekCells } from "./week-cells.ts";
export { HOUR_FILTERS, hourOfWeek, hoursOfFilter } from "./hour-of-week.ts";
export type { HourFilter } from "./hour-of-week.ts";
export type { HeatMeasure, HeatWeek, Measured } from "./heat-week.ts";
export { readHeatFile, writeHeatFile } from "./heat-file.ts";
export { fromHeatRaster, toHeatRaster } from "./heat-raster.ts";
export type { HeatRaster } from "./heat-raster.ts";
export { CHANNELS, incidentAt, INCIDENT_STATUSES, incidentSchema, isOpen, SEVERITIES } from "./incident.ts";
export type { Channel, Incident, IncidentStatus, Severity } from "./incident.ts";
export { CHANNEL_LABELS, SEVERITY_LABELS } from "./incident-labels.ts";
export { createIsoClock, epochMsOf, usualEpochMsOf } from "./iso-clock.ts";
export { labelSchema } from "./label.ts";
export type { Label } from "./label.ts";
export { liveChangeSchema, liveCursorSchema } from "./live.ts";
export type { LiveChange } from "./live.ts";
export { maskContact } from "./mask-contact.ts";
export { isOverdue, isPressing } from "./overdue.ts";
export type { Timed } from "./overdue.ts";
export { noticeOf, noticeSettingsSchema } from "./notice.ts";
export type { NoticeSettings } from "./notice.ts";
export { boardSetSchema } from "./board.ts";
export type { Board, BoardSet } from "./board.ts";
export { parsePrintHash, printAddress, printOrderSchema, printStageSchema } from "./print.ts";
export type { Print, Printed, PrintOrder, PrintStage } from "./print.ts";
export { PHOTO_KINDS, photoIdSchema, photoSchema } from "./photo.ts";
export type { Photo, PhotoKind, PhotoRefusal } from "./photo.ts";
export { PLACE_KINDS, placeSchema } from "./place.ts";
export type { Place, PlaceKind } from "./place.ts";
export { DEFAULT_ACCURACY_METRES, isNearBorder } from "./placement.ts";
export { bboxSchema, positionSchema } from "./position.ts";
export { householdClusterSchema } from "./household-cluster.ts";
export type { ClusterRecord, HouseholdCluster } from "./household-cluster.ts";
export { NEED_KINDS, NEED_STATES, needAnswerTextSchema, needSchema } from "./need.ts";
export type { Need, NeedKind, NeedState } from "./need.ts";
export { MOST_VISIT_TEXT, newVisitSchema, VISIT_OUTCOMES, visitSchema } from "./visit.ts";
export type { NewVisit, Visit, VisitOutcome } from "./visit.ts";
export { countVisited, visitCoverageSchema } from "./visit-coverage.ts";
export type { AlikeClusters, VisitCounts, VisitCoverage } from "./visit-coverage.ts";
export {
  byVisitDue,
  isVisitDue,
  isWithinRhythm,
  MOST_RHYTHM_DAYS,
  rhythmDaysSchema,
  visitedClusterSchema,
  visitStanding,
} from "./visit-due.ts";
export type { Visited, VisitedCluster, VisitStanding } from "./visit-due.ts";
export { dayStart, daySpan, periodStart, toLocalTime, toMoment } from "./local-time.ts";
export { nearestTo } from "./nearest.ts";
export type { Near } from "./nearest.ts";
export { PAIRING_CODE_BYTES, parsePairingCode, toPairingCode } from "./pairing-code.ts";
export { isTimeFor, SCENE_CONDITIONS, SCENE_KINDS } from "./wall-scene.ts";
export type { SceneCondition, SceneEntry, SceneFacts, SceneKind } from "./wall-scene.ts";
export { resumeRotation, rotate, rotationSchema, shownBy, startRotation, urgentOf } from "./wall-rotation.ts";
export type { Rotation, RotationMoment, Shown } from "./wall-rotation.ts";
export {
  MOST_BEZEL_MILLIMETRES,
  MOST_PANELS,
  MOST_SCENES,
  mosaicSchema,
  ONE_PANEL,
  steer,
  WALL_DEFAULTS,
  WALL_FREE,
  wallControlSchema,
  wallOrderSchema,
  wallSchema,
  wallSettingsSchema,
} from "./wall.ts";
export type { Mosaic, Wall, WallControl, WallOrder, WallSettings } from "./wall.ts";
export { summarySchema } from "./summary.ts";
export type { Summary } from "./summary.ts";
export { DEFAULT_TIERS, territorySchema, tierSchema } from "./territory.ts";
export type { Territory, Tier } from "./territory.ts";
export { caseRatingSchema } from "./case-rating.ts";
export type { CaseRating } from "./case-rating.ts";
export { CASE_CODE_BYTES, parseCaseCode, toCaseCode } from "./case-code.ts";
export {
  catalogueSchema,
  DEADLINE_UNITS,
  deadlineRuleSchema,
  DEFAULT_LADDER,
  findCondition,
  proofOf,
} from "./catalogue.ts";
export type { Catalogue, DeadlineRule, FilingCondition } from "./catalogue.ts";
export { basemapOverview } from "./basemap-overview.ts";
export { basemapPart } from "./basemap-part.ts";
export { BASEMAP_KINDS } from "./records.ts";
export type {
  Basemap,
  BasemapKind,
  CameraRecord,
  GridRecord,
  ImportResult,
  IncidentRecord,
  PlaceRecord,
  Reject,
} from "./records.ts";
export { isAround } from "./around.ts";
export { codeSchema, isStorable, writtenSchema } from "./storable-text.ts";
export { findLongText } from "./text-limits.ts";
export { gridPathsOf, isBelow, may, nobodyWith, PERMISSIONS, ROLES } from "./permissions.ts";
export type { Caller, Grant, Ground, Permission, Role, Viewer } from "./permissions.ts";
export { isInScope, reachOf, scopeOf } from "./scope.ts";
export type { Scope } from "./scope.ts";
export { dueAt } from "./clock.ts";
export { deadlineExplanationSchema, explainDeadline } from "./explain-deadline.ts";
export type { DeadlineExplanation } from "./explain-deadline.ts";
export type { ClockInput, ClockPlace, Extension, Pause } from "./clock.ts";
export { isWorkingDay, workingCalendarSchema } from "./working-calendar.ts";
export type { Holiday, WorkingCalendar } from "./working-calendar.ts";
export {
  caseViewSchema,
  CONTACT_DAYS,
  officeSchema,
  PUBLIC_CHANNELS,
  publicReportSchema,
  ratingSchema,
  SATISFIED_FROM,
} from "./public-report.ts";
export type { CaseView, Office, PublicChannel, PublicReport } from "./public-report.ts";
export { chainSchema, dutiesOf, dutyAbove, dutyAt, dutySchema, hasLevel } from "./chain.ts";
export type { Chain, Duty } from "./chain.ts";
export { ACTIONS, canAnswer, findTransition, HANDLES, ORDERS, TRANSITIONS } from "./lifecycle.ts";
export type { Action, Actor, Transition } from "./lifecycle.ts";
export { classificationSchema } from "./classification.ts";
export type { Classification, Correction, RuledCorrection } from "./classification.ts";
export { dueOf, loopStateSchema, unmovedDueOf } from "./loop-state.ts";
export type { LoopClock, LoopRules, LoopState, Rulebook } from "./loop-state.ts";
export { applyAction, listActions, moveOn } from "./apply-action.ts";
export type { Outcome } from "./apply-action.ts";
export { isNear } from "./action-refusal.ts";
export type { ActionRefusal } from "./action-refusal.ts";
export type { Circumstances, Command } from "./command.ts";
export { adoptIncident, beginLoop, openLoop } from "./begin-loop.ts";
export type { Beginning } from "./begin-loop.ts";
export { nextMove } from "./next-move.ts";
export type { Move } from "./next-move.ts";
export { stepSchema } from "./step.ts";
export type { Step } from "./step.ts";
export { lifecycleLabelsSchema, loopWordsSchema, stageOf, toLoopWords } from "./lifecycle-labels.ts";
export type { LifecycleLabels, LoopWords } from "./lifecycle-labels.ts";
export {
  accountIdSchema,
  deviceTokenSchema,
  grantPlaceSchema,
  listedPersonSchema,
  passwordSchema,
  personRoleSchema,
  personSchema,
  reasonSchema,
  sessionSchema,
  shownNameSchema,
  usernameSchema,
} from "./account.ts";
export type { DeviceToken, GrantPlace, HeldGrant, ListedPerson, Person, SignIn } from "./account.ts";
export {
  AUDIT_ACTIONS,
  auditCheckSchema,
  auditEntrySchema,
  auditFilterSchema,
  auditHeadSchema,
  namedAuditEntrySchema,
} from "./audit.ts";
export type {
  AuditAction,
  AuditCheck,
  AuditEntry,
  AuditFilter,
  AuditHead,
  NamedAuditEntry,
} from "./audit.ts";
export { mayGrant, mayManage, rolesToGive } from "./grant-rule.ts";
export { foldAddress, rankAddresses } from "./address-rank.ts";
export {
  ADDRESS_KINDS,
  deskReportSchema,
  foundAddressSchema,
  isDated,
  MOST_DESK_PHOTOS,
} from "./desk-report.ts";
export type { DeskReport, FoundAddress } from "./desk-report.ts";
export { LIKE_FROM, LIKE_WITHIN_METRES, LIKE_WITHIN_MS, likenessOf, likenessSchema } from "./likeness.ts";
export type { Likeness, Matter } from "./likeness.ts";
export {
  canOrder,
  MOST_SAVED_FILTERS,
  ORDERS_OF_QUEUE,
  QUEUE_ORDERS,
  queueCountSchema,
  queueCursorSchema,
  queueEntrySchema,
  queueFilterSchema,
  queuePageSchema,
  QUEUES,
  savedFilterSchema,
} from "./queue.ts";
export type {
  Queue,
  QueueCount,
  QueueCursor,
  QueueEntry,
  QueueFilter,
  QueueOrder,
  QueuePage,
  SavedFilter,
} from "./queue.ts";
