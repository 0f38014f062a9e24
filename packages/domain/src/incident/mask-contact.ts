/** A number this long is a telephone's: its first three and last four digits let two people agree which one is meant. */
const TELEPHONE_DIGITS = 10;

function maskWord(word: string): string {
  const characters = Array.from(word);
  if (/^\d+$/.test(word) && word.length >= TELEPHONE_DIGITS)
    return `${word.slice(0, 3)}****${word.slice(-4)}`;
  return characters[0]! + "*".repeat(Math.max(1, characters.length - 1)); // a word is not empty
}

/** A contact as it may be shown to who handles the case without saying why: `138****1234`, `张* 138****1234`. */
export const maskContact = (contact: string): string => contact.replace(/[\p{L}\p{M}\p{N}]+/gu, maskWord);
