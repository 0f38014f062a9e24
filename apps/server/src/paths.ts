import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout; relative settings are resolved against it, wherever a command was started. */
export const PROJECT_FOLDER = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

/** The built wall. */
export const WALL_FOLDER = resolve(PROJECT_FOLDER, "apps/wall/dist");

/** The built public page. */
export const RESIDENT_FOLDER = resolve(PROJECT_FOLDER, "apps/resident/dist");

/** The built desk. */
export const DESK_FOLDER = resolve(PROJECT_FOLDER, "apps/desk/dist");

/** The built page of grid leaders. */
export const LEADER_FOLDER = resolve(PROJECT_FOLDER, "apps/leader/dist");

/** The built planner. */
export const PLANNER_FOLDER = resolve(PROJECT_FOLDER, "apps/planner/dist");

/** The event catalogue that ships with the product. */
export const CATALOGUE_FILE = resolve(PROJECT_FOLDER, "data/catalogue.json");

/** The chain of responsibility that ships with the product. */
export const CHAIN_FILE = resolve(PROJECT_FOLDER, "data/chain.json");

/** How places name the loop, as it ships with the product. */
export const LABELS_FILE = resolve(PROJECT_FOLDER, "data/lifecycle-labels.json");

/** What notice boards say, as it ships with the product. */
export const NOTICE_FILE = resolve(PROJECT_FOLDER, "data/notice.json");

/** The working calendar that ships with the product. */
export const CALENDAR_FILE = resolve(PROJECT_FOLDER, "data/working-calendar.json");
