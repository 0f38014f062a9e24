import { networkOf, toTrpcError } from "@getu/api";
import { countAddress } from "@getu/store";
import type { AddressLimit, Db } from "@getu/store";
import { TRPCError } from "@trpc/server";
import type { FastifyRequest } from "fastify";
import { createRefusedCallers } from "./refused-callers.ts";
import type { RefusedCallers } from "./refused-callers.ts";

/** What a caller is counted by; throws when the caller has gone already. */
export function callerOf({ ip }: { ip: FastifyRequest["ip"] | undefined }): string {
  if (ip === undefined) throw new TRPCError({ code: "CLIENT_CLOSED_REQUEST" }); // a closed socket has no address any more
  return networkOf(ip);
}

/** Counts the caller's address; throws `TOO_OFTEN` when it has used up the window. */
export const limitAddress = (db: Db, limit: AddressLimit, request: FastifyRequest): Promise<void> =>
  limitCaller(db, limit, callerOf(request));

/** Whoever has more networks to call from than that, of some megabytes, is counted by the database again. */
const MOST_REFUSED = 10_000;

/** By the database that counts them. */
const refusedBy = new WeakMap<Db, RefusedCallers>();

function refusedCallersOf(db: Db): RefusedCallers {
  const known = refusedBy.get(db) ?? createRefusedCallers({ most: MOST_REFUSED });
  refusedBy.set(db, known);
  return known;
}

const tooOften = (retryAfterSeconds: number): TRPCError =>
  toTrpcError({ code: "TOO_OFTEN", retryAfterSeconds });

/**
 * The same for a caller who is known by more than an address: a whole office stands behind one. Who has been refused is
 * refused until the window ends without asking the database again, so that a flood costs it nothing.
 */
export async function limitCaller(db: Db, limit: AddressLimit, caller: string): Promise<void> {
  const refused = refusedCallersOf(db);
  const name = `${limit.action} ${limit.most} ${caller}`; // some may do more than others
  const known = refused.waitOf(name);
  if (known !== null) throw tooOften(known);
  const counted = await countAddress(db, limit, caller);
  if (counted === null) return;
  refused.remember(name, counted);
  throw tooOften(counted);
}
