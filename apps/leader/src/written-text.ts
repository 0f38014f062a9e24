import { toPlainText } from "@getu/domain";

/**
 * What somebody has written as the server takes it: without the blanks around it and without what nobody sees; null = there
 * is nothing to be seen in it.
 */
export function writtenText(text: string): string | null {
  const seen = toPlainText(text.toWellFormed()).trim(); // half of a character is refused as a whole
  return seen === "" ? null : seen;
}
