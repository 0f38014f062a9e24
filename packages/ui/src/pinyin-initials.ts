/** The first character of each initial in the order of pinyin; no reading begins with i, u or v. */
const FIRST = "阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀".split("");
const LETTERS = "abcdefghjklmnopqrstwxyz";
const pinyin = new Intl.Collator("zh-CN-u-co-pinyin");

/**
 * The initials by which people type Chinese words, `路灯不亮` as `ldbl`; other characters stay. From the browser's own
 * order of characters: one reading for each, which is right for all but a few words.
 */
export const pinyinInitials = (text: string): string => text.replaceAll(/\p{Script=Han}/gu, initialOf);

function initialOf(character: string): string {
  const place = FIRST.findLastIndex((first) => pinyin.compare(first, character) <= 0);
  return LETTERS[place] ?? character;
}
