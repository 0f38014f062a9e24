/**
 * Characters that nobody sees and no script needs: controls but tabulator and line feed, those that turn the text beside
 * them around or hide in it, and marks of languages that are no part of a flag.
 */
const HIDDEN =
  /(?![\t\n])\p{Cc}|(?![\u200c-\u200f\u061c\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{e0020}-\u{e007f}])\p{Cf}|(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0020}-\u{e007f}]/gu;

/** Joiners but those behind an emoji or a letter of a script that joins: anywhere else they only hide in a word. */
const LOOSE_JOINER =
  /(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]|(?![\p{Script=Han}\p{Script=Latin}\p{Script=Cyrillic}])[\p{L}\p{M}])[\u200c\u200d]/gu;

const NEW_LINE = /\r\n?|[\u0085\u2028\u2029\v\f]/gu;

/**
 * A text as it is seen: its lines end in line feeds, and nothing in it can reorder or hide what is read. What emoji, flags
 * and scripts such as Uyghur, Arabic or Hindi are written with stays, marks of direction (U+200E, U+200F) included: they
 * give the text beside them no other direction.
 */
export const toPlainText = (text: string): string =>
  text.replace(NEW_LINE, "\n").replace(HIDDEN, "").replace(LOOSE_JOINER, "");
