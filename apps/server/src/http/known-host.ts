import { toTrpcError } from "@getu/api";
import type { FastifyRequest } from "fastify";

/** Names of this machine for itself. */
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** True when only this machine itself can reach a server that listens there. */
export const isLoopback = (host: string): boolean => [...LOOPBACK, "::1"].includes(host);

/** The host names that requests may be addressed to; null = any. */
export function knownHosts({
  host,
  hosts,
}: {
  host: string;
  hosts: readonly string[];
}): readonly string[] | null {
  return hosts.length > 0 || isLoopback(host) ? [...LOOPBACK, ...hosts] : null;
}

const nameOf = (host: string): string => host.replace(/:\d+$/, "").toLowerCase();

/**
 * Refuses requests addressed to a name that is not ours: a foreign page whose name has been pointed at this machine
 * (DNS rebinding) would otherwise read everything as if it were the wall.
 */
export function refuseUnknownHosts(hosts: readonly string[]) {
  return async ({ headers }: Pick<FastifyRequest, "headers">): Promise<void> => {
    if (!hosts.includes(nameOf(headers.host ?? ""))) throw toTrpcError({ code: "HOST_REFUSED" });
  };
}
