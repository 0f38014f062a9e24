export type { TFunction } from "i18next";
export { authDoor } from "./account/auth-door.ts";
export { failureOf, refusalOf } from "./account/refusal.ts";
export { useCodeWords, useRefusalWords } from "./account/use-refusal-words.ts";
export { useAudit, useAuditCheck, useAuditWords } from "./account/use-audit.ts";
export type { AuditChecking } from "./account/use-audit.ts";
export {
  useAccount,
  useForgetAnswers,
  useFormerGrids,
  useJoin,
  useSessions,
  useSetPassword,
} from "./account/use-account.ts";
export type { Account } from "./account/use-account.ts";
export { usePeople } from "./account/use-people.ts";
export type { Offer, People } from "./account/use-people.ts";
export { useAskAnew, useOwnWall, useReporting, useStaying } from "./account/use-own-wall.ts";
export type { OwnWall } from "./account/use-own-wall.ts";
export { usePairingCode } from "./account/use-pairing-code.ts";
export { useWalls } from "./account/use-walls.ts";
export type { NewWall, Walls } from "./account/use-walls.ts";
export { uploadPhoto } from "./case/upload-photo.ts";
export { useContact } from "./case/use-contact.ts";
export { useHold } from "./case/use-hold.ts";
export { usePreview } from "./case/use-preview.ts";
export type { ActionCourse } from "./case/use-preview.ts";
export { useTakeAction } from "./case/use-take-action.ts";
export type { CaseCommand } from "./case/use-take-action.ts";
export { useCase, useDeadline, useHomeOf, usePhotos } from "./case/use-case.ts";
export type { Case, CaseKey } from "./case/use-case.ts";
export { useAssessment, useCounted } from "./use-assessment.ts";
export type { CountedChoice, MonthChoice } from "./use-assessment.ts";
export { durationText } from "./duration-text.ts";
export { dutyWords } from "./duty-words.ts";
export { deadlineLine } from "./deadline-line.ts";
export type { DeadlineWords } from "./deadline-line.ts";
export { exportFile } from "./export-file.ts";
export type { ExportRequest } from "./export-file.ts";
export { openingHoursText } from "./opening-hours.ts";
export { ageText, createFormat, monthOf } from "./format.ts";
export type { Format } from "./format.ts";
export { createFeed } from "./map/feed.ts";
export type { Feed } from "./map/feed.ts";
export type { ShownHeat } from "./map/heat-picture.ts";
export { createMap } from "./map/create-map.ts";
export { groundFile, groundPathOf } from "./map/ground-path.ts";
export { createTerritoryDrawing } from "./map/territory-drawing.ts";
export type { DrawnTerritory } from "./map/territory-drawing.ts";
export { GetuProvider } from "./getu-provider.tsx";
export {
  useAddresses,
  useDeadlineAhead,
  useFileReport,
  useIntakeToday,
  useLikelyDuplicates,
  useLocated,
} from "./intake/use-intake.ts";
export type { DuplicateMatter, FiledReport, LikelyDuplicate, Located } from "./intake/use-intake.ts";
export { useDayCounts } from "./use-day-counts.ts";
export { useDayMoment, useMomentOnItsWay } from "./use-day-moment.ts";
export { useOccurred } from "./use-occurred.ts";
export { useGridAncestry } from "./use-grid-ancestry.ts";
export { isolated } from "./isolated.ts";
export { layerAges, layerAgeTexts } from "./layer-ages.ts";
export { useBehindSince } from "./live/behind.ts";
export { lostSince, startLive } from "./live/live-state.ts";
export type { LiveState } from "./live/live-state.ts";
export type { MapCanvas } from "./map/map-canvas.ts";
export type { Bounds, GridNote, MapPosition, Padding, Picked } from "./map/map-types.ts";
export { MapView } from "./map/map-view.tsx";
export type { MapContent } from "./map/map-view.tsx";
export { allWords } from "./messages/all-words.ts";
export { createMessages, LANGUAGES } from "./messages/i18n.ts";
export type { Language } from "./messages/i18n.ts";
export { useAskAhead } from "./leader/use-ask-ahead.ts";
export { leaderWords } from "./messages/leader-words.ts";
export { residentWords } from "./messages/resident-words.ts";
export { useLanguage } from "./messages/use-language.ts";
export { BlindSpotPanel } from "./panels/blind-spot-panel.tsx";
export { CoverageLadder, CoveragePanel } from "./panels/coverage-panel.tsx";
export { CameraPanel } from "./panels/camera-panel.tsx";
export { DataAge } from "./panels/data-age.tsx";
export { HeatControls } from "./panels/heat-controls.tsx";
export type { ShadingChoice } from "./panels/shading-choice.ts";
export { IncidentTicker } from "./panels/incident-ticker.tsx";
export { categoryName, gridWords, knownGridWords } from "./panels/incident-words.ts";
export type { IncidentWords } from "./panels/incident-words.ts";
export { LadderPanel } from "./panels/ladder-panel.tsx";
export { ALL_LAYERS, LAYER_KEYS } from "./panels/layer-switches.ts";
export type { LayerSwitches, Shading } from "./panels/layer-switches.ts";
export { LegendPanel } from "./panels/legend-panel.tsx";
export { OwnedList, OwnedRow } from "./panels/owned-list.tsx";
export { Panel } from "./panels/panel.tsx";
export { OldClock, useOldWords } from "./panels/use-old-words.ts";
export { Rung, rungColour, useRungName } from "./panels/rung.tsx";
export { Sign } from "./panels/sign.tsx";
export { useRoomFor } from "./panels/use-room-for.ts";
export { MeasurePanel } from "./panels/measure-panel.tsx";
export { columnsBetween, pushPast, seamsOf, widestBetween } from "./seams/screen-seams.ts";
export type { Seams, Strip } from "./seams/screen-seams.ts";
export { SeamsContext, useSeams } from "./seams/use-seams.ts";
export { SelectionCard } from "./panels/selection-card.tsx";
export { figureColumns } from "./panels/figure-columns.ts";
export type { FigureCell } from "./panels/figure-columns.ts";
export { longestOf } from "./panels/longest-of.ts";
export { NumberButtons } from "./panels/number-buttons.tsx";
export type { SummaryNumber } from "./panels/number-buttons.tsx";
export { SummaryPanel } from "./panels/summary-panel.tsx";
export { countOf } from "./panels/count-of.ts";
export type { CountedIncidents } from "./panels/count-of.ts";
export { CutName } from "./panels/cut-name.tsx";
export { CountButton } from "./panels/count-button.tsx";
export { useAssignMany } from "./queue/use-assign-many.ts";
export type { Assigned } from "./queue/use-assign-many.ts";
export { useQueue, useQueueCounts } from "./queue/use-queue.ts";
export type { QueueRows, QueueView } from "./queue/use-queue.ts";
export { useSavedFilters } from "./queue/use-saved-filters.ts";
export { findIllegible } from "./screen-scale.ts";
export type { ScreenSetting } from "./screen-scale.ts";
export { MOST_CAMERAS_LISTED, useCameras, useCamerasInStatus } from "./use-cameras.ts";
export type { CameraReach } from "./use-cameras.ts";
export { useCameraViews, useCoverage } from "./use-coverage.ts";
export { useArcsOnTheirWay, useGridArcs } from "./use-grid-arcs.ts";
export type { GridArcs } from "./use-grid-arcs.ts";
export { useBoundaries, useGrids } from "./use-grids.ts";
export { windowAt } from "./heat-time.ts";
export { measuredTextOf } from "./measured-text.ts";
export { fetchHeat } from "./fetch-heat.ts";
export { useFeed } from "./use-feed.ts";
export { useHeat } from "./use-heat.ts";
export type { HeatClock } from "./use-heat.ts";
export { useHeatWeek } from "./use-heat-week.ts";
export { WeekMatrix } from "./panels/week-matrix.tsx";
export { partOnScreen, withMargin } from "./map-part.ts";
export { useIncidents } from "./use-incidents.ts";
export { useDraftNews } from "./use-draft-news.ts";
export { useLive } from "./use-live.ts";
export { useLoopWords } from "./use-loop-words.ts";
export { useNow } from "./use-now.ts";
export { usePlaces } from "./use-places.ts";
export { usePoliceRoom } from "./use-police-room.ts";
export { useBoard } from "./use-board.ts";
export { printFile } from "./print-file.ts";
export { randomUuid } from "./random-uuid.ts";
export {
  DRAFTS_A_PAGE,
  useCodeAgreements,
  useDraft,
  useDraftCalls,
  useDraftProblems,
  useDrafts,
  useImpact,
  useRestoreImpact,
  useVersionContent,
  useVersionOrigins,
  useVersions,
} from "./use-drafts.ts";
export type { DraftCalls, OpenDraft } from "./use-drafts.ts";
export { useRedrawBase } from "./use-redraw-base.ts";
export { applyTheme } from "./theme.ts";
export { useFreeArea } from "./use-free-area.ts";
export { weekdayName } from "./weekday-name.ts";
export { useScreenScale } from "./use-screen-scale.ts";
export { useSummary } from "./use-summary.ts";
export { useBasemap, useCatalogue, useGround, useTerritories } from "./use-territory.ts";
export { matchCategory } from "./match-category.ts";
export { goTo, useRoute } from "./route.ts";
export type { Route } from "./route.ts";
export { shrinkPhoto } from "./shrink-photo.ts";
export { useAskAgain, useOfflineCopy } from "./offline-copy.ts";
export type { CopyKeeper, OfflineCopy } from "./offline-copy.ts";
export { useKnownIncidents } from "./leader/use-known-incidents.ts";
export { useMyCases } from "./leader/use-my-cases.ts";
export type { MyCases } from "./leader/use-my-cases.ts";
export { useGridIncidents, useGridsAround, usePlacesAround } from "./leader/use-my-grid.ts";
export type { OwnGrid } from "./leader/use-my-grid.ts";
export { useClusters, useVisitCoverage, useVisitHistory } from "./visit/use-visits.ts";
export type { ClusterList } from "./visit/use-visits.ts";
export { useNeeds } from "./visit/use-needs.ts";
export type { Needs } from "./visit/use-needs.ts";
export { usePushKey } from "./leader/use-push-key.ts";
export { asPerson, createBackendClient, useTRPCClient } from "./trpc.ts";
export type { Backend } from "./trpc.ts";
