import { toTrpcError } from "@getu/api";
import {
  countAddress,
  findPersonId,
  forgiveFailures,
  giveBackTry,
  hashSecret,
  recordAudit,
  takeSignInTry,
  uncountAddress,
} from "@getu/store";
import type { Db } from "@getu/store";
import type { FastifyRequest } from "fastify";
import { callerOf } from "../http/limit-address.ts";

/** Five wrong passwords in a row, then a name waits: 3,600 guesses a day against at least ten characters. */
const LOCK = { forgiven: 5, waitMs: 120_000 };

/** Wrong passwords alone: a whole office comes from one address, and its people sign in at the same hour. */
const ADDRESS_LIMIT = { action: "sign-in", most: 30, windowSeconds: 60 };

const tooMany = (retryAfterSeconds: number): Error =>
  toTrpcError({ code: "TOO_MANY_ATTEMPTS", retryAfterSeconds });

const secondsUntil = (time: Date): number => Math.max(1, Math.ceil((time.getTime() - Date.now()) / 1000));

/** Whose password is tried, by which request. */
export type SignInAttempt = { username: string; request: FastifyRequest };

/**
 * Lets a password be tried where neither its name nor its address has to wait. What was counted is taken back where
 * the password is right. Names without an account wait alike, so that the wait tells nothing.
 */
export async function guardSignIn(
  db: Db,
  { username, request }: SignInAttempt,
  tryPassword: () => Promise<Response>,
): Promise<Response> {
  const nameHash = hashSecret(`password for ${username.toLowerCase()}`);
  const caller = callerOf(request);
  const addressWaits = await countAddress(db, ADDRESS_LIMIT, caller);
  if (addressWaits !== null) throw tooMany(addressWaits);
  const taken = await takeSignInTry(db, { nameHash, ...LOCK });
  if ("waitsUntil" in taken) {
    await uncountAddress(db, ADDRESS_LIMIT, caller);
    throw tooMany(secondsUntil(taken.waitsUntil));
  }
  const response = await tryPassword();
  if (response.ok) {
    await uncountAddress(db, ADDRESS_LIMIT, caller);
    await forgiveFailures(db, nameHash);
  } else
    await logFailure(db, { username, request, action: taken.isLast ? "sign-in.locked" : "sign-in.failed" });
  return response;
}

/** What somebody known tries that may be wrong, and how often in a row they may. */
export type KnownTry = { what: "code" | "password"; personId: string };

/** So many wrong codes in a row, from wherever they come, and an account takes none for a while. */
const CODE_LOCK = { forgiven: 10, waitMs: 900_000 };

const RULES = { code: CODE_LOCK, password: LOCK } as const satisfies Record<KnownTry["what"], typeof LOCK>;

/**
 * The same for who is known already, half in or wholly: the codes of a second factor, and the password that is asked
 * for once more. What an address has sent too fast was not looked at, and is not counted.
 */
export async function guardKnownTry(
  db: Db,
  { what, personId }: KnownTry,
  tryIt: () => Promise<Response>,
): Promise<{ response: Response; isLast: boolean }> {
  const nameHash = hashSecret(`${what} of ${personId}`);
  const taken = await takeSignInTry(db, { nameHash, ...RULES[what] });
  if ("waitsUntil" in taken) throw tooMany(secondsUntil(taken.waitsUntil));
  const response = await tryIt();
  if (response.ok) await forgiveFailures(db, nameHash);
  if (response.status === 429) await giveBackTry(db, nameHash);
  return { response, isLast: taken.isLast };
}

/** Logs a wrong password; what was typed is not kept, it may be a password in the wrong field. */
async function logFailure(
  db: Db,
  { username, request, action }: SignInAttempt & { action: "sign-in.locked" | "sign-in.failed" },
): Promise<void> {
  const personId = await findPersonId(db, username);
  await recordAudit(db, {
    actor: "nobody",
    action,
    subject: personId === null ? null : `person:${personId}`,
    facts: { step: "password" },
    address: request.ip,
  });
}
