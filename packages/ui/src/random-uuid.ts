/**
 * A UUID of version 4 (RFC 9562). Not `crypto.randomUUID`, which browsers have only behind TLS: some offices reach their server
 * without.
 */
export function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40; // the version
  bytes[8] = (bytes[8]! & 0x3f) | 0x80; // the variant
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
