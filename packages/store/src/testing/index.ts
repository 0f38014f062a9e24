export { foundNamedTown, foundTown, idsOfTown } from "./found-town.ts";
export type { FoundedTown } from "./found-town.ts";
export {
  createTown,
  TOWN_TERRITORY,
  townBox,
  townCamera,
  townCluster,
  townIncident,
  townPlace,
  townPosition,
} from "./made-up-town.ts";
export { lockBoundaries } from "../grid/territory-lock.ts";
export { createTestDatabase } from "./test-database.ts";
export type { TestDatabase } from "./test-database.ts";
export { openTimeMachine } from "./time-machine.ts";
export type { TimeMachine } from "./time-machine.ts";
export { LOOP_WORDS, RULEBOOK, townReport } from "./town-rules.ts";
export { setIncidentStatus } from "./set-incident-status.ts";
export {
  createRedrawTown,
  drawSteps,
  listMisplaced,
  moveDraftAs,
  publishAtOnce,
  readGridStates,
  readPlacedIncidents,
  scheduleDraft,
  townUnits,
} from "./redraw-town.ts";
