import { accountRouter } from "./access/account.ts";
import { auditRouter } from "./access/audit.ts";
import { deviceRouter } from "./access/device.ts";
import { grantRouter } from "./access/grant.ts";
import { personRouter } from "./access/person.ts";
import { pushRouter } from "./access/push.ts";
import { sessionRouter } from "./access/session.ts";
import { assessmentRouter } from "./assessment.ts";
import { boardRouter } from "./board.ts";
import { cameraRouter } from "./camera.ts";
import { catalogueRouter } from "./catalogue.ts";
import { contactRouter } from "./contact.ts";
import { coverageRouter } from "./coverage.ts";
import { draftRouter } from "./draft.ts";
import { gridRouter } from "./grid.ts";
import { heatRouter } from "./heat.ts";
import { holdRouter } from "./hold.ts";
import { incidentRouter } from "./incident.ts";
import { intakeRouter } from "./intake.ts";
import { mapRouter } from "./map.ts";
import { needRouter } from "./need.ts";
import { photoRouter } from "./photo.ts";
import { placeRouter } from "./place.ts";
import { wallRouter } from "./access/wall.ts";
import { createCallerFactory, router } from "./procedure.ts";
import { queueFilterRouter } from "./queue-filter.ts";
import { summaryRouter } from "./summary.ts";
import { territoryRouter } from "./territory.ts";
import { versionRouter } from "./version.ts";
import { visitRouter } from "./visit.ts";

/** The backend's face: everything a program may ask, each with its permission. */
export const appRouter = router({
  territory: territoryRouter,
  catalogue: catalogueRouter,
  grid: gridRouter,
  board: boardRouter,
  draft: draftRouter,
  version: versionRouter,
  camera: cameraRouter,
  coverage: coverageRouter,
  place: placeRouter,
  incident: incidentRouter,
  intake: intakeRouter,
  visit: visitRouter,
  need: needRouter,
  queueFilter: queueFilterRouter,
  photo: photoRouter,
  contact: contactRouter,
  hold: holdRouter,
  heat: heatRouter,
  summary: summaryRouter,
  assessment: assessmentRouter,
  map: mapRouter,
  account: accountRouter,
  session: sessionRouter,
  push: pushRouter,
  person: personRouter,
  grant: grantRouter,
  device: deviceRouter,
  wall: wallRouter,
  audit: auditRouter,
});

/** The type a client needs to call the backend. */
export type AppRouter = typeof appRouter;

/** Calls the same procedures in the same process. */
export const createCaller = createCallerFactory(appRouter);
