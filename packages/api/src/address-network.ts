/** The groups of an IPv6 address that one customer of a provider has to choose from (RFC 6177: a /64). */
const NETWORK_GROUPS = 4;

/** What a caller is counted by: the IPv4 address, or the network of an IPv6 one, because a whole /64 belongs to one caller. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!plain.includes(":")) return plain;
  const [head = "", tail] = plain.split("%")[0]!.split("::"); // split gives at least one part
  const front = head.split(":").filter((group) => group !== "");
  const missing = tail === undefined ? 0 : 8 - front.length - tail.split(":").filter(Boolean).length;
  return [...front, ...Array.from({ length: missing }, () => "0"), ...(tail?.split(":") ?? [])]
    .slice(0, NETWORK_GROUPS)
    .join(":");
}
