import { pinyinInitials } from "./pinyin-initials.ts";
import { pinyinSyllables } from "./pinyin-syllables.ts";

/** What a character may be typed as: itself, or its syllable; where none is known its initial. */
function readingsOf(character: string): string[] {
  const syllables = pinyinSyllables(character);
  const spoken = syllables.length > 0 ? syllables : [pinyinInitials(character)];
  return [character, ...spoken].map((reading) => reading.toLowerCase());
}

const beginningsOf = (reading: string): string[] =>
  Array.from({ length: reading.length }, (_, last) => reading.slice(0, last + 1));

/** Whether what was typed can be read off characters one after the other, of each at least the beginning of its syllable. */
function isTyped([first, ...rest]: readonly string[], typed: string): boolean {
  if (typed === "") return true;
  if (first === undefined) return false;
  if (first.trim() === "") return isTyped(rest, typed); // nobody types the blanks
  return readingsOf(first)
    .flatMap(beginningsOf)
    .some((part) => typed.startsWith(part) && isTyped(rest, typed.slice(part.length)));
}

/**
 * At which character of Chinese words that begins which was typed: in characters, in pinyin, whole or abbreviated, or in
 * all of it, `ludeng`, `ld`, `ludbl` and `路d` for 路灯不亮. -1 = nowhere.
 */
export function pinyinPlace(words: string, typed: string): number {
  const characters = Array.from(words);
  const wanted = typed.replaceAll(/\s/g, "").toLowerCase();
  return characters.findIndex((_, place) => isTyped(characters.slice(place), wanted));
}
