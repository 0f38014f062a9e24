import { toTrpcError } from "@getu/api";
import { countFailure, findLock, findPersonId, forgiveFailures, hashSecret, recordAudit } from "@getu/store";
import type { Db } from "@getu/store";

/** Five wrong passwords in a row, then a name waits: 3,600 guesses a day against at least ten characters. */
const LOCK = { forgiven: 5, waitMs: 120_000 };

const hashOf = (username: string): string => hashSecret(username.toLowerCase());

/** Throws while the name waits; names without an account wait alike, so that the wait tells nothing. */
export async function demandUnlocked(db: Db, username: string): Promise<void> {
  const lockedUntil = await findLock(db, hashOf(username));
  if (lockedUntil === null) return;
  const seconds = Math.max(1, Math.ceil((lockedUntil.getTime() - Date.now()) / 1000));
  throw toTrpcError({ code: "TOO_MANY_ATTEMPTS", retryAfterSeconds: seconds });
}

/** Counts a wrong password and logs it; what was typed is not kept, it may be a password in the wrong field. */
export async function noteFailure(
  db: Db,
  { username, address }: { username: string; address: string },
): Promise<void> {
  const isLocked = await countFailure(db, { nameHash: hashOf(username), ...LOCK });
  const personId = await findPersonId(db, username);
  await recordAudit(db, {
    actor: "nobody",
    action: isLocked ? "sign-in.locked" : "sign-in.failed",
    subject: personId === null ? null : `person:${personId}`,
    facts: { step: "password" },
    address,
  });
}

/** The right password clears the wrong ones before it. */
export const noteSuccess = (db: Db, username: string): Promise<void> => forgiveFailures(db, hashOf(username));
