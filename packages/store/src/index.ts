export { countAddress, forgetAddresses, uncountAddress } from "./address-count.ts";
export type { AddressLimit } from "./address-count.ts";
export { readAccessEpoch } from "./access-epoch.ts";
export { assessMonth, listCounted } from "./assessment.ts";
export type { CountedFilter, MonthQuestion } from "./assessment.ts";
export { countRemains, removeRemains } from "./retention.ts";
export type { RemoveFiles, RetentionCounts } from "./retention.ts";
export { holdIncident, liftHold } from "./incident-hold.ts";
export { appendAudit, isReadingAudit, listAudit, recordAudit } from "./audit.ts";
export type { AuditQuestion, NewAuditEntry } from "./audit.ts";
export { checkAudit, findAuditHead, verifyAudit } from "./audit-verify.ts";
export type { AuditVerdict } from "./audit-verify.ts";
export { findOldBoundaryParts, getBoundaryParts } from "./boundaries.ts";
export type { BoundaryParts } from "./boundaries.ts";
export { findBasemap, importBasemap } from "./basemap.ts";
export { importCameras, listCameras, setCameraStatus } from "./camera.ts";
export { listGridRoots, readCoverageSite } from "./coverage-site.ts";
export { createChangeFeed } from "./change-feed.ts";
export type { ChangeFeed, FeedListener } from "./change-feed.ts";
export type { FeedChange } from "./change-page.ts";
export { dropForeignHeatDeltas, trimChanges, trimHeatDeltas } from "./change-retention.ts";
export { checkWrite } from "./check-write.ts";
export { closeDb, databaseNow, inTransaction, openDb } from "./db.ts";
export type { Db, Transaction } from "./db.ts";
export { findDevice, insertDeviceToken, listDeviceTokens, revokeDeviceToken } from "./device-token.ts";
export type { NewDeviceToken } from "./device-token.ts";
export { findRunningPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from "./embedded-postgres.ts";
export { findGivenGrant, findGrant, insertGrant, listGrantsOf, listHeldBy, revokeGrant } from "./grant.ts";
export type { HeldBy, NewGrant } from "./grant.ts";
export {
  findOutlineBeyond,
  getGridEdges,
  listGridAncestry,
  listGridAreas,
  listGridOutlines,
  listGrids,
} from "./grid.ts";
export { findGridBox } from "./grid-box.ts";
export { findGridsAround } from "./grids-around.ts";
export type { GridOutline } from "./grid.ts";
export { importGrids } from "./grid-import.ts";
export { listGridIds } from "./grid-tree.ts";
export { createFollower } from "./follow.ts";
export type { Follower } from "./follow.ts";
export { countHeat } from "./heat.ts";
export { countHeatWeek } from "./heat-week.ts";
export { isInSnapshot, loadHeat, readHeatDeltas } from "./heat-delta.ts";
export type { HeatReader, DatabaseSnapshot } from "./heat-delta.ts";
export type { HeatFact, ReadFacts } from "./heat-fact.ts";
export { canResumeHeat, writeHeatMark } from "./heat-mark.ts";
export { importClusters, listClusters } from "./household-cluster.ts";
export type { ClusterFilter } from "./household-cluster.ts";
export { findIncident, listIncidents } from "./incident.ts";
export type { IncidentFilter } from "./incident.ts";
export { fileReport, reportSchema, toReport } from "./file-report.ts";
export type { Filed, Report, ReportDelivery, TakenName, UnknownMatter } from "./file-report.ts";
export { isInReach } from "./incident-reach.ts";
export { listRatings } from "./case-rating.ts";
export { findHistory } from "./incident-history.ts";
export type { IncidentHistory } from "./incident-history.ts";
export { adoptImported, moveDue } from "./move-due.ts";
export { previewAction, takeAction } from "./take-action.ts";
export type { ActionDelivery, Taken, TakeRefusal } from "./take-action.ts";
export { verifySteps } from "./verify-steps.ts";
export type { BrokenStep, StepCheck } from "./verify-steps.ts";
export { writePastHistories } from "./past-history.ts";
export type { PastHistory } from "./past-history.ts";
export { writePastVisits } from "./past-visits.ts";
export type { PastVisit } from "./past-visits.ts";
export { importIncidents, reportIncident } from "./incident-import.ts";
export { migrate } from "./migrate.ts";
export { assignMany } from "./assign-many.ts";
export {
  addOpen311Key,
  findOpen311Key,
  listOpen311Incidents,
  listOpen311Updates,
  revokeOpen311Keys,
} from "./open311.ts";
export type {
  Open311Filter,
  Open311Incident,
  Open311Key,
  Open311Update,
  Open311UpdateFilter,
} from "./open311.ts";
export {
  findCase,
  findContact,
  forgetContacts,
  PhotosMissing,
  rateCase,
  takePublicReport,
} from "./public-case.ts";
export type { NewPublicReport, PublicCase, Rating } from "./public-case.ts";
export {
  hasHandedOutLinks,
  insertPasswordLink,
  usePasswordLink,
  withdrawPasswordLinks,
} from "./password-link.ts";
export type { NewPasswordLink } from "./password-link.ts";
export { answerNeed, listNeeds } from "./need.ts";
export type { NeedFilter, NewNeedAnswer } from "./need.ts";
export { addPhoto, attachPhotos, findPhoto, listPhotos, sweepPhotos } from "./photo.ts";
export type { NewPhoto, PhotoSweep } from "./photo.ts";
export { importPlaces, listPlaces, listPlacesWithin } from "./place.ts";
export { listPressingWork } from "./pressing-work.ts";
export type { PressingWork } from "./pressing-work.ts";
export {
  dropPush,
  keepPush,
  notePushTold,
  putOffPush,
  removePush,
  takeDuePushes,
} from "./push-subscription.ts";
export type { DuePush, KeptPush, PushAddress } from "./push-subscription.ts";
export { countQueue, readQueue } from "./queue.ts";
export type { QueueRequest } from "./queue.ts";
export { recordVisit } from "./record-visit.ts";
export type { RecordedVisit, UnknownCluster, VisitDelivery } from "./record-visit.ts";
export { listSavedFilters, removeFilter, saveFilter } from "./saved-filter.ts";
export { getSummary } from "./summary.ts";
export { createTerritory, findTerritory, getTerritory, listDemoIds, listTerritories } from "./territory.ts";
export type { NewTerritory } from "./territory.ts";
export { insertInvitation, setInvited, useInvitation, withdrawInvitations } from "./invitation.ts";
export type { NewInvitation, Offer } from "./invitation.ts";
export {
  findPerson,
  findPersonId,
  insertPerson,
  isDisabled,
  isWithoutPersons,
  listActorNames,
  listMadeUpPersons,
  listPersons,
  removeSecondFactor,
  setDisabled,
  setPassword,
} from "./person.ts";
export type { NewPerson } from "./person.ts";
export { endSession, listSessions, resumeSession } from "./session.ts";
export { forgiveFailures, giveBackTry, takeSignInTry } from "./sign-in-lock.ts";
export type { LockRule } from "./sign-in-lock.ts";
export { createSecretToken, hashSecret } from "./secret-token.ts";
export { NotTheSame, takeDeskReport } from "./desk-report.ts";
export type { DeskDelivery } from "./desk-report.ts";
export { findAddresses } from "./find-addresses.ts";
export type { AddressQuestion } from "./find-addresses.ts";
export { countIntake } from "./intake-count.ts";
export { listLikelyDuplicates } from "./likely-duplicates.ts";
export type { DuplicateQuestion, LikelyDuplicate } from "./likely-duplicates.ts";
export { listVisits } from "./visit.ts";
export type { VisitFilter } from "./visit.ts";
export { coverVisits } from "./visit-coverage.ts";
export type { CoverageQuestion } from "./visit-coverage.ts";
export { setRhythm } from "./visit-rhythm.ts";
export type { NewRhythm } from "./visit-rhythm.ts";
export { arrangeWall, listWalls, steerWall } from "./wall.ts";
export { beginPairing, takePairing } from "./wall-pairing.ts";
export type { NewPairing } from "./wall-pairing.ts";
export { listGridChain, listGridsUpFrom } from "./grid-chain.ts";
export type { ChainGrid } from "./grid-chain.ts";
export {
  appendToDraft,
  createDraft,
  findDraft,
  findDraftPart,
  forkDraft,
  listDrafts,
} from "./boundary-draft.ts";
export type { DraftAddition, DraftKey, DraftRefusal, Fork } from "./boundary-draft.ts";
export { readPlan } from "./boundary-plan.ts";
export type { UnreadableBoundaries } from "./boundary-plan.ts";
export { checkDraft, isBlocked, workOutDraft } from "./draft-plans.ts";
export type { DraftCheck, WorkedDraft } from "./draft-plans.ts";
export { moveDraft, readDraftStanding, rebaseDraft } from "./move-draft.ts";
export type { DraftCommand, DraftMove, DraftMoveRefusal, DraftRebase } from "./move-draft.ts";
export { listMovedWork } from "./moved-work.ts";
export { publishDue, restoreVersion } from "./publish-draft.ts";
export type { Restoration, RestorationRefusal } from "./publish-draft.ts";
export { createRedrawWork } from "./redraw-work.ts";
export type { RedrawWork } from "./redraw-work.ts";
export { reassignDue } from "./reassignment.ts";
export { findVersionContent, listVersions } from "./boundary-version.ts";
export type { VersionContent } from "./boundary-version.ts";
export { assessImpact } from "./impact.ts";
