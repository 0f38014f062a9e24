/** No 0, I, L, O and U: what is read aloud or copied by hand is not mistaken. 31 signs, a prime number. */
const SIGNS = "123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 15 signs of 31 hold 74 bits: nobody finds a case by trying. */
const LENGTH = 15;

/** How many random bytes a code is made from. */
export const CASE_CODE_BYTES = 30;

const WRITTEN_OTHERWISE: Readonly<Record<string, string>> = { I: "1", L: "1" };

/**
 * The sign that completes a code. Each place weighs differently and the modulus is prime, so that one wrong sign and two
 * neighbours in the wrong order are always noticed.
 */
function checkSign(signs: readonly number[]): string {
  const sum = signs.reduce((total, sign, place) => total + sign * (place + 1), 0);
  return SIGNS[sum % SIGNS.length]!; // a remainder is a place in the text
}

/** A code to follow a case by, `XXXX-XXXX-XXXX-XXXX`, its last sign a check; `bytes` must be random. */
export function toCaseCode(bytes: Uint8Array): string {
  if (bytes.length < CASE_CODE_BYTES) throw new Error(`a case code needs ${CASE_CODE_BYTES} bytes`);
  // Two bytes for each sign: the remainder of one byte would prefer the first signs.
  const signs = Array.from(
    { length: LENGTH },
    (_, i) => (bytes[2 * i]! * 256 + bytes[2 * i + 1]!) % SIGNS.length,
  );
  const text = signs.map((sign) => SIGNS[sign]).join("") + checkSign(signs);
  return text.replace(/(.{4})(?=.)/g, "$1-");
}

/** A code as people type it (small letters, blanks, other dashes), in its one form; null = it cannot be a code. */
export function parseCaseCode(text: string): string | null {
  const typed = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  if (typed.length !== LENGTH + 1) return null;
  const letters = Array.from(typed, (letter) => WRITTEN_OTHERWISE[letter] ?? letter);
  const signs = letters.map((letter) => SIGNS.indexOf(letter));
  if (signs.includes(-1) || checkSign(signs.slice(0, LENGTH)) !== letters.at(-1)) return null;
  return letters.join("").replace(/(.{4})(?=.)/g, "$1-");
}
