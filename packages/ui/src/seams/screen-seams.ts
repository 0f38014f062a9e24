import type { Mosaic } from "@getu/domain";

/** Part of an axis of the screen, in CSS pixels. */
export type Strip = { from: number; to: number };

/** Where the panels of a mosaic meet: strips of x and of y, ascending, that nothing which is read may touch. */
export type Seams = { x: readonly Strip[]; y: readonly Strip[] };

/** A screen of one piece. */
export const NO_SEAMS: Seams = { x: [], y: [] };

/** Kept free on both sides, in units of the design: letters reach beyond their lines. */
const CLEAR_UNITS = 4;

/** Where the panels of a screen meet. */
export function seamsOf(
  { columns, rows, bezelMillimetres }: Mosaic,
  screen: { width: number; height: number; screenHeightMetres: number; unit: number },
): Seams {
  const { width, height, screenHeightMetres, unit } = screen;
  const bezel = (bezelMillimetres * height) / (1000 * screenHeightMetres);
  const half = bezel / 2 + CLEAR_UNITS * unit;
  const along = (length: number, panels: number): Strip[] =>
    Array.from({ length: panels - 1 }, (_, i) => {
      const middle = (length * (i + 1)) / panels;
      return { from: middle - half, to: middle + half };
    });
  return { x: along(width, columns), y: along(height, rows) };
}

const touch = (a: Strip, b: Strip): boolean => a.from < b.to && a.to > b.from;

/** How far something has to move on so that it touches none of the strips. */
export function pushPast({ from, to }: Strip, strips: readonly Strip[]): number {
  let push = 0;
  for (const strip of strips) if (touch({ from: from + push, to: to + push }, strip)) push = strip.to - from;
  return push;
}

/** How far something has to move either way, whichever is shorter, off the strip that it touches. */
export function nudgeOff({ from, to }: Strip, strips: readonly Strip[]): number {
  const strip = strips.find((each) => touch({ from, to }, each));
  if (!strip) return 0;
  const [back, on] = [strip.from - to, strip.to - from];
  return -back < on ? back : on;
}

/** The widest part between strips. */
export function widestBetween({ from, to }: Strip, strips: readonly Strip[]): Strip {
  const inside = strips.filter((strip) => touch({ from, to }, strip));
  const parts = [...inside, { from: to, to }].map((strip, i) => ({
    from: inside[i - 1]?.to ?? from,
    to: strip.from,
  }));
  return parts.reduce((widest, part) => (part.to - part.from > widest.to - widest.from ? part : widest));
}

/** A list's rows on the screen: all of one height, with the same gap between them. */
export type RowBox = { top: number; bottom: number; height: number; gap: number };

/** Of rows that are pushed past the strips: how many fit, and the push before each that needs one. */
export function rowsBetween(
  { top, bottom, height, gap }: RowBox,
  strips: readonly Strip[],
): { room: number; pushes: ReadonlyMap<number, number> } {
  const pushes = new Map<number, number>();
  let room = 0;
  for (let at = top; ; at += height + gap, room += 1) {
    const push = pushPast({ from: at, to: at + height }, strips);
    if (at + push + height > bottom + 1 || height <= 0) return { room, pushes };
    if (push > 0) pushes.set(room, push);
    at += push;
  }
}

/** A table's columns: one for names, `first` times as wide as the others, and `others` beside it. */
type TableBox = Strip & { gap: number; first: number; others: number };

/** Widths in pixels that have every strip lie in a gap between two columns; `gap` must be as wide as a strip. */
export function columnsBetween(
  { from, to, gap, first, others }: TableBox,
  strips: readonly Strip[],
): number[] {
  const middles = strips.map((strip) => (strip.from + strip.to) / 2);
  const [starts, ends] = [
    [from, ...middles.map((middle) => middle + gap / 2)],
    [...middles.map((middle) => middle - gap / 2), to],
  ];
  return starts.flatMap((start, i) => {
    const own = Math.floor(others / starts.length) + (i < others % starts.length ? 1 : 0);
    const weights = [...(i === 0 ? [first] : []), ...Array.from({ length: own }, () => 1)];
    const sum = weights.reduce((all, weight) => all + weight, 0);
    const room = ends[i]! - start - gap * (weights.length - 1); // as many ends as starts
    return weights.map((weight) => (room * weight) / sum);
  });
}
