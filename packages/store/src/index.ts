export { countAddress, forgetAddresses, uncountAddress } from "./access/address-count.ts";
export type { AddressLimit } from "./access/address-count.ts";
export { readAccessEpoch } from "./access/access-epoch.ts";
export { assessMonth, listCounted } from "./assessment/assessment.ts";
export type { CountedFilter, MonthQuestion } from "./assessment/assessment.ts";
export { countRemains, removeRemains } from "./audit/retention.ts";
export type { RemoveFiles, RetentionCounts } from "./audit/retention.ts";
export { holdIncident, liftHold } from "./incident/incident-hold.ts";
export { appendAudit, isReadingAudit, listAudit, recordAudit } from "./audit/audit.ts";
export type { AuditQuestion, NewAuditEntry } from "./audit/audit.ts";
export { checkAudit, findAuditHead, verifyAudit } from "./audit/audit-verify.ts";
export type { AuditVerdict } from "./audit/audit-verify.ts";
export { findOldBoundaryParts, getBoundaryParts } from "./boundary/boundaries.ts";
export type { BoundaryParts } from "./boundary/boundaries.ts";
export { findBasemap, findGroundTime, importBasemap } from "./grid/basemap.ts";
export { importCameras, listCameras, listCamerasInStatus, setCameraStatus } from "./wall/camera.ts";
export { listGridRoots, readCoverageSite } from "./wall/coverage-site.ts";
export { createChangeFeed } from "./change/change-feed.ts";
export type { ChangeFeed, FeedListener } from "./change/change-feed.ts";
export type { FeedChange } from "./change/change-page.ts";
export type { OwnHistory } from "./change/database-history.ts";
export { dropForeignHeatDeltas, trimChanges, trimHeatDeltas } from "./change/change-retention.ts";
export { checkWrite } from "./check-write.ts";
export { breakConnections, closeDb, databaseNow, inTransaction, openDb } from "./db.ts";
export type { Db, Transaction } from "./db.ts";
export { findDevice, insertDeviceToken, listDeviceTokens, revokeDeviceToken } from "./access/device-token.ts";
export type { NewDeviceToken } from "./access/device-token.ts";
export { findHistoryRisk, QUEUE_SCHEMA } from "./postgres/application-grants.ts";
export type { DatabaseAddress } from "./postgres/application-grants.ts";
export { findRunningPostgres, startEmbeddedPostgres } from "./postgres/embedded-postgres.ts";
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from "./postgres/embedded-postgres.ts";
export { prepareDatabase } from "./postgres/prepare-database.ts";
export { listFormerGrids } from "./access/former-grids.ts";
export {
  findGivenGrant,
  findGrant,
  insertGrant,
  listGrantsOf,
  listHeldBy,
  revokeGrant,
} from "./access/grant.ts";
export type { HeldBy, NewGrant } from "./access/grant.ts";
export {
  findOutlineBeyond,
  getGridEdges,
  listGridAncestry,
  listGridAreas,
  listGridOutlines,
  listGrids,
} from "./grid/grid.ts";
export { findGridBox } from "./grid/grid-box.ts";
export { findGridsAround } from "./grid/grids-around.ts";
export type { GridOutline } from "./grid/grid.ts";
export { importGrids } from "./grid/grid-import.ts";
export { listGridIds } from "./grid/grid-tree.ts";
export { createFollower } from "./change/follow.ts";
export type { Follower } from "./change/follow.ts";
export { countHeat } from "./heat/heat.ts";
export { countHeatWeek } from "./heat/heat-week.ts";
export { isInSnapshot, loadHeat, readHeatDeltas } from "./heat/heat-delta.ts";
export type { HeatReader, DatabaseSnapshot } from "./heat/heat-delta.ts";
export type { HeatFact, ReadFacts } from "./heat/heat-fact.ts";
export { canResumeHeat, writeHeatMark } from "./heat/heat-mark.ts";
export { keepCodeAgreement, listCodeAgreements } from "./grid/code-agreement.ts";
export type { NewAgreement } from "./grid/code-agreement.ts";
export { importClusters, listClusters } from "./visit/household-cluster.ts";
export type { ClusterFilter } from "./visit/household-cluster.ts";
export { findIncident, listIncidents } from "./incident/incident.ts";
export type { IncidentFilter } from "./incident/incident.ts";
export { fileReport } from "./incident/file-report.ts";
export type { Filed, TakenName, UnknownMatter } from "./incident/file-report.ts";
export { reportSchema, toReport } from "./incident/report.ts";
export type { Report, ReportDelivery } from "./incident/report.ts";
export { isInReach } from "./incident/incident-reach.ts";
export { listRatings } from "./incident/case-rating.ts";
export { findHistory } from "./loop/incident-history.ts";
export type { IncidentHistory } from "./loop/incident-history.ts";
export { adoptImported } from "./loop/adopt-imported.ts";
export { moveDue } from "./loop/move-due.ts";
export { previewAction, takeAction } from "./loop/take-action.ts";
export type { ActionDelivery, Taken, TakeRefusal } from "./loop/take-action.ts";
export { verifySteps } from "./loop/verify-steps.ts";
export type { BrokenStep, StepCheck } from "./loop/verify-steps.ts";
export { writePastHistories } from "./loop/past-history.ts";
export type { PastHistory } from "./loop/past-history.ts";
export { writePastVisits } from "./visit/past-visits.ts";
export type { PastVisit } from "./visit/past-visits.ts";
export { importIncidents, reportIncident } from "./incident/incident-import.ts";
export { assignMany } from "./incident/assign-many.ts";
export {
  addOpen311Key,
  findOpen311Key,
  listOpen311Incidents,
  listOpen311Updates,
  revokeOpen311Keys,
} from "./incident/open311.ts";
export type {
  Open311Filter,
  Open311Incident,
  Open311Key,
  Open311Update,
  Open311UpdateFilter,
} from "./incident/open311.ts";
export {
  findCase,
  findContact,
  forgetContacts,
  PhotosMissing,
  rateCase,
  takePublicReport,
} from "./incident/public-case.ts";
export type { NewPublicReport, PublicCase, Rating } from "./incident/public-case.ts";
export {
  hasHandedOutLinks,
  insertPasswordLink,
  usePasswordLink,
  withdrawPasswordLinks,
} from "./access/password-link.ts";
export type { NewPasswordLink } from "./access/password-link.ts";
export { answerNeed, countNeeds, listNeeds } from "./visit/need.ts";
export type { NeedFilter, NewNeedAnswer } from "./visit/need.ts";
export { addPhoto, attachPhotos, findPhoto, listPhotos, sweepPhotos } from "./incident/photo.ts";
export type { NewPhoto, PhotoSweep } from "./incident/photo.ts";
export { findNearestPlace, importPlaces, listPlaces, listPlacesWithin } from "./wall/place.ts";
export { listPressingWork } from "./loop/pressing-work.ts";
export type { PressingWork } from "./loop/pressing-work.ts";
export {
  dropPush,
  keepPush,
  notePushTold,
  putOffPush,
  removePush,
  takeDuePushes,
} from "./access/push-subscription.ts";
export type { DuePush, KeptPush, PushAddress } from "./access/push-subscription.ts";
export { countQueue, readQueue } from "./queue/queue.ts";
export type { QueueRequest } from "./queue/queue.ts";
export { recordVisit } from "./visit/record-visit.ts";
export type { RecordedVisit, UnknownCluster, VisitDelivery } from "./visit/record-visit.ts";
export { listSavedFilters, removeFilter, saveFilter } from "./queue/saved-filter.ts";
export { countDay } from "./wall/day-counts.ts";
export { getSummary } from "./wall/summary.ts";
export {
  createTerritory,
  findTerritory,
  getTerritory,
  listDemoIds,
  listTerritories,
} from "./grid/territory.ts";
export type { NewTerritory } from "./grid/territory.ts";
export { insertInvitation, setInvited, useInvitation, withdrawInvitations } from "./access/invitation.ts";
export type { NewInvitation, Offer } from "./access/invitation.ts";
export {
  findPerson,
  findPersonId,
  insertPerson,
  isDisabled,
  isWithoutPersons,
  listActorNames,
  listFormerHolders,
  listMadeUpPersons,
  listPersons,
  removeSecondFactor,
  setDisabled,
  setPassword,
} from "./access/person.ts";
export type { NewPerson } from "./access/person.ts";
export { endSession, listSessions, resumeSession } from "./access/session.ts";
export { forgiveFailures, giveBackTry, takeSignInTry } from "./access/sign-in-lock.ts";
export type { LockRule } from "./access/sign-in-lock.ts";
export { createSecretToken, hashSecret } from "./access/secret-token.ts";
export { caseCodeOf, codeHashOf, reportMarkOf } from "./incident/case-code.ts";
export type { ReportName } from "./incident/case-code.ts";
export { NotTheSame, takeDeskReport } from "./incident/desk-report.ts";
export type { DeskDelivery } from "./incident/desk-report.ts";
export { findAddresses } from "./grid/find-addresses.ts";
export type { AddressQuestion } from "./grid/find-addresses.ts";
export { countIntake } from "./incident/intake-count.ts";
export { listLikelyDuplicates } from "./incident/likely-duplicates.ts";
export type { DuplicateQuestion, LikelyDuplicate } from "./incident/likely-duplicates.ts";
export { listVisits } from "./visit/visit.ts";
export type { VisitFilter } from "./visit/visit.ts";
export { coverVisits } from "./visit/visit-coverage.ts";
export type { CoverageQuestion } from "./visit/visit-coverage.ts";
export { setRhythm } from "./visit/visit-rhythm.ts";
export type { NewRhythm } from "./visit/visit-rhythm.ts";
export { arrangeWall, listWalls, noteWallReport, steerWall } from "./wall/wall.ts";
export { beginPairing, takePairing } from "./wall/wall-pairing.ts";
export type { NewPairing } from "./wall/wall-pairing.ts";
export { listDutyHolders } from "./access/holders.ts";
export { listGridChain, listGridsUpFrom } from "./grid/grid-chain.ts";
export type { ChainGrid } from "./grid/grid-chain.ts";
export { appendToDraft } from "./boundary/append-to-draft.ts";
export type { DraftAddition } from "./boundary/append-to-draft.ts";
export {
  createDraft,
  findDraft,
  findDraftPart,
  findDraftSummary,
  listDrafts,
} from "./boundary/boundary-draft.ts";
export type { DraftKey, DraftRefusal } from "./boundary/boundary-draft.ts";
export { forkDraft } from "./boundary/fork-draft.ts";
export type { Fork } from "./boundary/fork-draft.ts";
export { findDraftMark } from "./boundary/draft-mark.ts";
export { readPlan } from "./boundary/boundary-plan.ts";
export type { UnreadableBoundaries } from "./boundary/boundary-plan.ts";
export { checkDraft, isBlocked, workOutDraft } from "./boundary/draft-plans.ts";
export type { DraftCheck, WorkedDraft } from "./boundary/draft-plans.ts";
export { moveDraft, readDraftStanding, rebaseDraft } from "./boundary/move-draft.ts";
export type { DraftCommand, DraftMove, DraftMoveRefusal, DraftRebase } from "./boundary/move-draft.ts";
export { listMovedWork } from "./boundary/moved-work.ts";
export { publishDue, restoreVersion } from "./boundary/publish-draft.ts";
export type { Restoration, RestorationRefusal } from "./boundary/publish-draft.ts";
export { createRedrawWork } from "./boundary/redraw-work.ts";
export type { RedrawWork } from "./boundary/redraw-work.ts";
export { reassignDue } from "./boundary/reassignment.ts";
export { findVersionContent, listVersions } from "./boundary/boundary-version.ts";
export type { VersionContent } from "./boundary/boundary-version.ts";
export { listVersionOrigins } from "./boundary/version-origins.ts";
export { assessImpact, assessRestoration } from "./boundary/impact.ts";
export type { SupersededDraft } from "./boundary/impact.ts";
