import { rm } from "node:fs/promises";
import { join } from "node:path";

/** Where a server keeps its indexes of heat. */
export const heatFolderOf = (home: string): string => join(home, "heat");

/** Lets go of what was saved: it was counted in a history of the database that is no more, and would be taken up in the next. */
export const forgetSavedHeat = (home: string): Promise<void> =>
  rm(heatFolderOf(home), { recursive: true, force: true });
