export {
  createTown,
  TOWN_TERRITORY,
  townBox,
  townCamera,
  townIncident,
  townPlace,
  townPosition,
} from "./made-up-town.ts";
export { createTestDatabase } from "./test-database.ts";
export type { TestDatabase } from "./test-database.ts";
