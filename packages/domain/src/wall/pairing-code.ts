/** No 0, O, 1, I, L, 2, Z, 5, S, 8, B, U and V: what is read from a wall across a hall is not mistaken. */
const SIGNS = "ACDEFGHJKMNPQRTWXY34679";

/** 8 signs of 23 hold 36 bits: of a hundred codes in force none is met by chance. */
const LENGTH = 8;

/** How many random bytes a code is made from. */
export const PAIRING_CODE_BYTES = 2 * LENGTH;

const grouped = (signs: string): string => signs.replace(/(.{4})(?=.)/g, "$1-");

/** A code that a wall shows, `XXXX-XXXX`; `bytes` must be random. */
export function toPairingCode(bytes: Uint8Array): string {
  if (bytes.length < PAIRING_CODE_BYTES) throw new Error(`a pairing code needs ${PAIRING_CODE_BYTES} bytes`);
  // Two bytes for each sign: the remainder of one byte would prefer the first signs.
  const signs = Array.from(
    { length: LENGTH },
    (_, i) => SIGNS[(bytes[2 * i]! * 256 + bytes[2 * i + 1]!) % SIGNS.length]!, // a remainder is a place in the text
  );
  return grouped(signs.join(""));
}

/** A code as people type it (small letters, blanks, full-width signs), in its one form; null = it cannot be a code. */
export function parsePairingCode(text: string): string | null {
  const typed = text.normalize("NFKC").toUpperCase().replaceAll(/[^A-Z0-9]/g, ""); // prettier-ignore
  return typed.length === LENGTH && Array.from(typed).every((sign) => SIGNS.includes(sign))
    ? grouped(typed)
    : null;
}
