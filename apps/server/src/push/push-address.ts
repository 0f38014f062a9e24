import { isIP } from "node:net";

/**
 * Whether an address is one that we would send to: https at a name, without a port, or a host that the operator has
 * named, whatever it is. What the name leads to is looked at when it is called (`publicLookup`).
 */
export function isPushAddress(endpoint: string, ownHosts: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, hostname, host, port, username, password } = new URL(endpoint);
  if (username !== "" || password !== "") return false;
  if (ownHosts.includes(host)) return protocol === "https:" || protocol === "http:";
  const isName = isIP(hostname.replaceAll(/^\[|\]$/g, "")) === 0 && hostname.includes(".");
  return protocol === "https:" && port === "" && isName;
}
