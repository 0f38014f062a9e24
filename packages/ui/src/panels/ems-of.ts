/** As wide as they are high: letters of Chinese, and what its fonts draw beside digits. */
const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef%≈–—]/u;

const NARROW = /[ .,]/;

/** About how wide a text is in ems of its font, and no less where it is made of digits, in whatever weight. */
export function emsOf(text: string): number {
  const tenths = Array.from(text, (letter) => (WIDE.test(letter) ? 10 : NARROW.test(letter) ? 3 : 6));
  return tenths.reduce((sum, each) => sum + each, 0) / 10;
}

/** The same of the widest of some texts: a column is made as wide in every row. */
export const widestOf = (texts: readonly string[]): number => Math.max(0, ...texts.map(emsOf));
