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
export { channelsOf, FOUND_BY_US, listChannels } from "./incident/channel-rule.ts";
export { pushAddressSchema, pushWishSchema } from "./loop/push-call.ts";
export type { PushCall } from "./loop/push-call.ts";
export { isQuiet, quietHoursSchema } from "./loop/quiet-hours.ts";
export type { QuietHours } from "./loop/quiet-hours.ts";
export { REMAINS, RETENTION, retentionSchema } from "./access/retention.ts";
export type { Remains, Retention } from "./access/retention.ts";
export { basemapSourceSchema } from "./grid/basemap-source.ts";
export type { BasemapSource } from "./grid/basemap-source.ts";
export { browserKind } from "./wall/browser-kind.ts";
export {
  CAMERA_KINDS,
  CAMERA_STATUSES,
  cameraAt,
  cameraSchema,
  cameraSectorSchema,
} from "./camera/camera.ts";
export type { Camera, CameraSector } from "./camera/camera.ts";
export { BLIND_BELOW, blindSpotsOf } from "./camera/blind-spots.ts";
export { CODE_WITHIN_METRES, fileAgreementSchema, isOfAnotherDate } from "./grid/code-agreement.ts";
export type { CodeAgreement, FileAgreement, PointKind } from "./grid/code-agreement.ts";
export { cameraViewsSchema, certaintyOf, CERTAINTIES, DEFAULT_RANGE_METRES } from "./camera/camera-view.ts";
export type { CameraView, CameraViews, Certainty } from "./camera/camera-view.ts";
export {
  blindSpotSchema,
  COVERAGE_CELL_METRES,
  coverageSchema,
  seenShareOf,
  sharesByRoot,
  sumShares,
} from "./camera/coverage.ts";
export type { BlindSpot, Coverage, GroundShare } from "./camera/coverage.ts";
export { BLIND_TILE_LEVEL, createCoverageCount } from "./camera/coverage-count.ts";
export type { CoverageCount, CoveragePart, CoverageSite, GridGround } from "./camera/coverage-count.ts";
export {
  ARC_ZOOMS,
  arcLattice,
  arcZoomFor,
  boundariesSchema,
  fromGridColumns,
  gridColumnsSchema,
  toGridColumns,
  zoomOfSide,
} from "./grid/boundaries.ts";
export type { ArcPart, ArcZoom, Boundaries, GridColumns, NamedGrid } from "./grid/boundaries.ts";
export { followedStep, followGrid } from "./loop/follow-grid.ts";
export type { Followed, PathChange } from "./loop/follow-grid.ts";
export { gridEdgesSchema, gridRingsSchema, gridSchema } from "./grid/grid.ts";
export { gridsAroundSchema } from "./grid/grids-around.ts";
export type { GridsAround } from "./grid/grids-around.ts";
export type { Grid, GridEdges, GridId, GridRings } from "./grid/grid.ts";
export { createGridIndex } from "./grid/grid-index.ts";
export type { AssignmentEngine, GridArea, GridIndex, Placement } from "./grid/grid-index.ts";
export { boundaryRank, createGridTree } from "./grid/grid-tree.ts";
export type { GridTree } from "./grid/grid-tree.ts";
export { heatCellsSchema, heatQuerySchema, toHeatCells } from "./heat/heat.ts";
export type { CountedCells, HeatCells, HeatQuery } from "./heat/heat.ts";
export { ALL_KINDS, askedKinds, STATUS_FILTERS, statusesOfFilter } from "./heat/heat-kinds.ts";
export type { HeatKinds, StatusFilter } from "./heat/heat-kinds.ts";
export {
  ENOUGH_FOR_HEAT,
  HEAT_MEASURES,
  heatWeekSchema,
  hoursOfAll,
  isEstimate,
  measured,
  WEEK_HOURS,
} from "./heat/heat-week.ts";
export { HEAT_LOOK, HEAT_SPANS, HEAT_WINDOWS } from "./heat/heat-look.ts";
export type { HeatLook, HeatWindow } from "./heat/heat-look.ts";
export { HOUR_BLOCK, isMostlyEnough, rankedHours, weekCells } from "./heat/week-cells.ts";
export type { WeekCells } from "./heat/week-cells.ts";
export { hoursOfPart } from "./heat/week-part.ts";
export type { WeekPart } from "./heat/week-part.ts";
export { HOUR_FILTERS, hourOfWeek, hoursOfFilter } from "./heat/hour-of-week.ts";
export type { HourFilter } from "./heat/hour-of-week.ts";
export type { HeatMeasure, HeatWeek, Measured } from "./heat/heat-week.ts";
export { readHeatFile, writeHeatFile } from "./heat/heat-file.ts";
export { fromHeatRaster, toHeatRaster } from "./heat/heat-raster.ts";
export type { HeatRaster } from "./heat/heat-raster.ts";
export {
  CHANNELS,
  incidentAt,
  INCIDENT_STATUSES,
  incidentSchema,
  isOpen,
  SEVERITIES,
} from "./incident/incident.ts";
export type { Channel, Incident, IncidentStatus, Severity } from "./incident/incident.ts";
export { CHANNEL_LABELS, SEVERITY_LABELS } from "./incident/incident-labels.ts";
export { createIsoClock, epochMsOf, usualEpochMsOf } from "./iso-clock.ts";
export { labelSchema } from "./label.ts";
export type { Label } from "./label.ts";
export { isGroundChange, liveChangeSchema, liveCursorSchema } from "./wall/live.ts";
export type { LiveChange } from "./wall/live.ts";
export { maskContact } from "./incident/mask-contact.ts";
export { isOverdue, isPressing } from "./loop/overdue.ts";
export type { Timed } from "./loop/overdue.ts";
export { noticeOf, noticeSettingsSchema } from "./print/notice.ts";
export type { NoticeSettings } from "./print/notice.ts";
export { boardSetSchema } from "./print/board.ts";
export type { Board, BoardSet } from "./print/board.ts";
export { parsePrintHash, printAddress, printOrderSchema, printStageSchema } from "./print/print.ts";
export type { Print, Printed, PrintOrder, PrintStage } from "./print/print.ts";
export { PHOTO_KINDS, photoIdSchema, photoSchema } from "./incident/photo.ts";
export type { Photo, PhotoKind, PhotoRefusal } from "./incident/photo.ts";
export { PLACE_KINDS, placeSchema } from "./camera/place.ts";
export type { Place, PlaceKind } from "./camera/place.ts";
export { DEFAULT_ACCURACY_METRES, isNearBorder } from "./grid/placement.ts";
export { bboxSchema, positionSchema } from "./grid/position.ts";
export { householdClusterSchema } from "./visit/household-cluster.ts";
export type { ClusterRecord, HouseholdCluster } from "./visit/household-cluster.ts";
export { NEED_KINDS, NEED_STATES, needAnswerTextSchema, needSchema } from "./visit/need.ts";
export type { Need, NeedKind, NeedState } from "./visit/need.ts";
export { MOST_VISIT_TEXT, newVisitSchema, VISIT_OUTCOMES, visitSchema } from "./visit/visit.ts";
export type { NewVisit, Visit, VisitOutcome } from "./visit/visit.ts";
export { countVisited, visitCoverageSchema } from "./visit/visit-coverage.ts";
export type { AlikeClusters, VisitCounts, VisitCoverage } from "./visit/visit-coverage.ts";
export {
  byVisitDue,
  isVisitDue,
  isWithinRhythm,
  MOST_RHYTHM_DAYS,
  rhythmDaysSchema,
  visitedClusterSchema,
  visitStanding,
} from "./visit/visit-due.ts";
export type { Visited, VisitedCluster, VisitStanding } from "./visit/visit-due.ts";
export { dayStart, daySpan, periodStart, toLocalTime, toMoment } from "./local-time.ts";
export { timeFormat } from "./time-format.ts";
export { wholeSecond } from "./heat/whole-second.ts";
export { nearestTo } from "./grid/nearest.ts";
export type { Near } from "./grid/nearest.ts";
export { PAIRING_CODE_BYTES, parsePairingCode, toPairingCode } from "./wall/pairing-code.ts";
export { isTimeFor, SCENE_CONDITIONS, SCENE_KINDS } from "./wall/wall-scene.ts";
export type { SceneCondition, SceneEntry, SceneFacts, SceneKind } from "./wall/wall-scene.ts";
export { lookAgain, NOTHING_SEEN } from "./wall/raised-incidents.ts";
export type { SeenIncidents } from "./wall/raised-incidents.ts";
export { listedScene } from "./wall/scene-place.ts";
export { listUrgent, wantedSinceMs } from "./wall/urgent-incidents.ts";
export {
  resumeRotation,
  rotate,
  rotationSchema,
  shownBy,
  standsInList,
  startRotation,
} from "./wall/wall-rotation.ts";
export type { Rotation, RotationMoment, Shown } from "./wall/wall-rotation.ts";
export {
  MOST_BEZEL_MILLIMETRES,
  MOST_PANELS,
  MOST_SCENES,
  mosaicSchema,
  ONE_PANEL,
  arranged,
  MOST_SENT_OFF,
  controlOf,
  steer,
  WALL_DEFAULTS,
  WALL_FREE,
  wallControlSchema,
  wallOrderSchema,
  wallSchema,
  wallSettingsSchema,
} from "./wall/wall.ts";
export type { Mosaic, Wall, WallControl, WallOrder, WallSettings } from "./wall/wall.ts";
export {
  MOST_SECONDS_AGO,
  RESTART_REASONS,
  WALL_REPORT_MS,
  wallNewsSchema,
  wallReportSchema,
} from "./wall/wall-report.ts";
export type { RestartReason, WallNews, WallReport } from "./wall/wall-report.ts";
export { countedBefore, DAY_SLOT_MS, dayCountsSchema, slotsOfDay } from "./wall/day-counts.ts";
export type { DayCounts } from "./wall/day-counts.ts";
export { summarySchema } from "./wall/summary.ts";
export type { Summary } from "./wall/summary.ts";
export { DEFAULT_TIERS, territorySchema, tierSchema } from "./grid/territory.ts";
export type { Territory, Tier } from "./grid/territory.ts";
export { caseRatingSchema } from "./incident/case-rating.ts";
export type { CaseRating } from "./incident/case-rating.ts";
export { CASE_CODE_BYTES, parseCaseCode, toCaseCode } from "./incident/case-code.ts";
export {
  catalogueSchema,
  DEADLINE_UNITS,
  deadlineRuleSchema,
  DEFAULT_LADDER,
  findCondition,
  proofOf,
} from "./incident/catalogue.ts";
export type { Catalogue, DeadlineRule, FilingCondition } from "./incident/catalogue.ts";
export { basemapOverview } from "./grid/basemap-overview.ts";
export { basemapPart } from "./grid/basemap-part.ts";
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
export { isAround } from "./grid/around.ts";
export { findTimeProblem } from "./incident/report-time.ts";
export { toPlainText } from "./incident/plain-text.ts";
export { codeSchema, isStorable, writtenSchema } from "./incident/storable-text.ts";
export { findLongText } from "./text-limits.ts";
export {
  ANSWERED_FOR,
  gridPathsOf,
  isBelow,
  may,
  nobodyWith,
  PERMISSIONS,
  ROLES,
} from "./access/permissions.ts";
export type { Caller, Grant, Ground, Permission, Role, Viewer } from "./access/permissions.ts";
export { isInScope, reachOf, scopeOf, soleGridOf } from "./access/scope.ts";
export type { GridPlace, Scope } from "./access/scope.ts";
export { dueAt } from "./loop/clock.ts";
export { CLAIMED_WITHIN_MS, findDoneProblem } from "./loop/done-time.ts";
export { deadlineExplanationSchema, explainDeadline } from "./loop/explain-deadline.ts";
export type { DeadlineExplanation } from "./loop/explain-deadline.ts";
export type { ClockInput, ClockPlace, Extension, Pause } from "./loop/clock.ts";
export { isWorkingDay, workingCalendarSchema } from "./loop/working-calendar.ts";
export type { Holiday, WorkingCalendar } from "./loop/working-calendar.ts";
export {
  caseViewSchema,
  CONTACT_DAYS,
  officeSchema,
  PUBLIC_CHANNELS,
  publicReportSchema,
  ratingSchema,
  SATISFIED_FROM,
} from "./incident/public-report.ts";
export type { CaseView, Office, PublicChannel, PublicReport } from "./incident/public-report.ts";
export { chainSchema, dutiesOf, dutyAbove, dutyAt, dutySchema, hasLevel } from "./loop/chain.ts";
export type { Chain, Duty } from "./loop/chain.ts";
export { ACTIONS } from "./loop/action.ts";
export type { Action, Actor } from "./loop/action.ts";
export { canAnswer, findTransition, HANDLES, ORDERS, TRANSITIONS } from "./loop/lifecycle.ts";
export type { Transition } from "./loop/transition.ts";
export { classificationSchema } from "./incident/classification.ts";
export type { Classification, Correction, RuledCorrection } from "./incident/classification.ts";
export { dueOf, loopStateSchema, unmovedDueOf } from "./loop/loop-state.ts";
export type { LoopClock, LoopRules, LoopState, Rulebook } from "./loop/loop-state.ts";
export { applyAction, listActions, moveOn } from "./loop/apply-action.ts";
export type { Outcome } from "./loop/apply-action.ts";
export { isNear } from "./loop/action-refusal.ts";
export type { ActionRefusal } from "./loop/action-refusal.ts";
export type { Circumstances, Command } from "./loop/command.ts";
export { adoptIncident, beginLoop, openLoop } from "./loop/begin-loop.ts";
export type { Beginning } from "./loop/begin-loop.ts";
export { nextMove } from "./loop/next-move.ts";
export type { Move } from "./loop/next-move.ts";
export { ownedSince } from "./loop/owned-since.ts";
export { stepSchema } from "./loop/step.ts";
export type { Step } from "./loop/step.ts";
export { lifecycleLabelsSchema, loopWordsSchema, stageOf, toLoopWords } from "./loop/lifecycle-labels.ts";
export type { LifecycleLabels, LoopWords } from "./loop/lifecycle-labels.ts";
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
} from "./access/account.ts";
export type { DeviceToken, GrantPlace, HeldGrant, ListedPerson, Person, SignIn } from "./access/account.ts";
export {
  AUDIT_ACTIONS,
  auditCheckSchema,
  auditEntrySchema,
  auditFilterSchema,
  auditHeadSchema,
  namedAuditEntrySchema,
} from "./access/audit.ts";
export type {
  AuditAction,
  AuditCheck,
  AuditEntry,
  AuditFilter,
  AuditHead,
  NamedAuditEntry,
} from "./access/audit.ts";
export { mayGrant, mayManage, rolesToGive } from "./access/grant-rule.ts";
export { foldAddress, rankAddresses } from "./incident/address-rank.ts";
export {
  ADDRESS_KINDS,
  deskReportSchema,
  foundAddressSchema,
  isDated,
  MOST_DESK_PHOTOS,
} from "./incident/desk-report.ts";
export type { DeskReport, FoundAddress } from "./incident/desk-report.ts";
export {
  LIKE_FROM,
  LIKE_WITHIN_METRES,
  LIKE_WITHIN_MS,
  likenessOf,
  likenessSchema,
} from "./incident/likeness.ts";
export type { Likeness, Matter } from "./incident/likeness.ts";
export {
  canOrder,
  isNewestFirst,
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
} from "./incident/queue.ts";
export type {
  Queue,
  QueueCount,
  QueueCursor,
  QueueEntry,
  QueueFilter,
  QueueOrder,
  QueuePage,
  SavedFilter,
} from "./incident/queue.ts";
