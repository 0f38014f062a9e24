import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** Where real data lies that is never part of the project; tests that need it are skipped without it. */
const folder =
  process.env["GETU_FIXTURES"] ?? fileURLToPath(new URL("../../../../shared/data", import.meta.url));

/** The path of a file of real data. */
export const fixturePath = (path: string): string => join(folder, path);
