import { isIPv6 } from "node:net";
import { toTrpcError } from "@getu/api";
import { countAddress } from "@getu/store";
import type { AddressLimit, Db } from "@getu/store";
import { TRPCError } from "@trpc/server";
import type { FastifyRequest } from "fastify";

/** The groups of an IPv6 address that one customer of a provider has to choose from (RFC 6177: a /64). */
const NETWORK_GROUPS = 4;

/** Expands `::` and gives the network; a whole /64 belongs to one caller. */
function networkOf(address: string): string {
  const [head = "", tail] = address.split("%")[0]!.split("::"); // split gives at least one part
  const front = head.split(":").filter((group) => group !== "");
  const missing = tail === undefined ? 0 : 8 - front.length - tail.split(":").filter(Boolean).length;
  return [...front, ...Array.from({ length: missing }, () => "0"), ...(tail?.split(":") ?? [])]
    .slice(0, NETWORK_GROUPS)
    .join(":");
}

/** What a caller is counted by: the IPv4 address, or the network of an IPv6 one; throws when the caller has gone already. */
export function callerOf({ ip }: { ip: FastifyRequest["ip"] | undefined }): string {
  if (ip === undefined) throw new TRPCError({ code: "CLIENT_CLOSED_REQUEST" }); // a closed socket has no address any more
  const address = ip.replace(/^::ffff:(?=\d+\.)/i, "");
  return isIPv6(address) ? networkOf(address) : address;
}

/** Counts the caller's address; throws `TOO_OFTEN` when it has used up the window. */
export const limitAddress = (db: Db, limit: AddressLimit, request: FastifyRequest): Promise<void> =>
  limitCaller(db, limit, callerOf(request));

/** The same for a caller who is known by more than an address: a whole office stands behind one. */
export async function limitCaller(db: Db, limit: AddressLimit, caller: string): Promise<void> {
  const retryAfterSeconds = await countAddress(db, limit, caller);
  if (retryAfterSeconds !== null) throw toTrpcError({ code: "TOO_OFTEN", retryAfterSeconds });
}
