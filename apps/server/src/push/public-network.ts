import { lookup } from "node:dns";
import { BlockList, isIP } from "node:net";
import type { LookupFunction } from "node:net";

/** What of IPv4 is somebody's own network, or nobody's (the IANA special-purpose registry). */
const OWN_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;

/** Of IPv6 only global unicast goes out, without what wraps an address of IPv4 that would be looked at by nobody. */
const GLOBAL_V6 = ["2000::", 3] as const;
const OWN_V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const own = new BlockList();
for (const [address, bits] of OWN_V4) own.addSubnet(address, bits, "ipv4");
for (const [address, bits] of OWN_V6) own.addSubnet(address, bits, "ipv6");
const globalV6 = new BlockList();
globalV6.addSubnet(...GLOBAL_V6, "ipv6");

/** True for an address of the public network; false for every other, and for what is no address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !own.check(address, "ipv4");
  return family === 6 && globalV6.check(address, "ipv6") && !own.check(address, "ipv6");
}

/**
 * Finds the addresses of a name, of the public network alone. The connection is made to what was looked at here: a name
 * that answers otherwise the next time gains nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, "");
    const open = found.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (!first) return callback(new Error("no address of the public network"), "");
    return options.all === true ? callback(null, open) : callback(null, first.address, first.family);
  });
};
