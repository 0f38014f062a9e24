import { textWidth } from "./text-width.ts";

/** Words and numbers stay whole; Chinese may break between any two signs. */
const PIECES = /[\p{Script=Latin}\p{N}._-]+\s*|./gu;

/** A text in so many lines of about one length; fewer where it cannot be broken so often. */
export function wrapText(text: string, lines: number): string[] {
  const most = textWidth(text) / lines;
  const wrapped = [""];
  for (const piece of text.match(PIECES) ?? []) {
    const line = wrapped.at(-1)!; // it begins with one
    const isFull = line !== "" && textWidth(line) + textWidth(piece) / 2 > most;
    if (isFull && wrapped.length < lines) wrapped.push(piece);
    else wrapped[wrapped.length - 1] = line + piece;
  }
  return wrapped.map((line) => line.trim());
}

/** In how many lines a text stands in a column; one sign of each line may be lost to the break. */
export function linesIn(text: string, { widthMm, sizeMm }: { widthMm: number; sizeMm: number }): number {
  const signs = widthMm / sizeMm;
  const width = textWidth(text);
  return width <= signs * 0.97 ? 1 : Math.ceil(width / Math.max(1, signs - 1));
}
