/** How wide a text is in units of its size: signs are as wide as high, Latin letters a little more than half as wide. */
export const textWidth = (text: string): number =>
  Array.from(text).reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.56), 0);

/** The size at which a text fills a width, or the largest that is wanted. */
export const fittedSize = (text: string, { width, most }: { width: number; most: number }): number =>
  Math.min(most, width / Math.max(1, textWidth(text)));
