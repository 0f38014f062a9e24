/**
 * First characters by which a spreadsheet takes a text for a formula (a DDE call begins with one of them too), the wide
 * forms that Chinese and Japanese Excel takes for the same, and the apostrophe itself, so that reading back is exact.
 */
const DANGEROUS = /^[=+\-@\t\r\n'＝＋－＠]/;

/** The text with an apostrophe before it where a spreadsheet could take it for a formula; who reads takes one off. */
export const guardText = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);
