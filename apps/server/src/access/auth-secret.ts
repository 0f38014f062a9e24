import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError, systemCode } from "../start-error.ts";

const readKept = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw new StartError(`${file} cannot be read (${systemCode(error)})`, { cause: error });
  }
};

/**
 * What cookies are signed and second factors encrypted with: made on the first start and kept beside the database,
 * not in it, so that a copy of the database alone opens no session.
 */
export function readAuthSecret(home: string): string {
  const file = join(home, "auth-secret");
  const kept = readKept(file);
  if (kept !== null) return kept;
  const made = randomBytes(32).toString("base64url");
  writeFileSync(file, `${made}\n`, { mode: 0o600, flag: "wx" });
  return made;
}
