import type { SeenText } from "./seen-texts.ts";

/** Screens by their pixels. */
export const HD = { width: 1920, height: 1080 };
export const UHD = { width: 3840, height: 2160 };
export const WIDE = { width: 5760, height: 2160 };

/** Panels across and down with the millimetres between their pictures, on a picture so many metres high and read from so far. */
export type Mosaic = {
  columns: number;
  rows: number;
  bezel: number;
  metres: number;
  away: number;
  size: { width: number; height: number };
};

/** Screens as they are put together. */
export const MOSAICS = [
  { columns: 3, rows: 3, bezel: 3.5, metres: 1.7, away: 5, size: HD },
  { columns: 3, rows: 2, bezel: 7, metres: 1.15, away: 4.4, size: WIDE },
  { columns: 2, rows: 2, bezel: 3.5, metres: 1.37, away: 5, size: UHD },
  { columns: 4, rows: 2, bezel: 1.8, metres: 1.37, away: 5, size: WIDE },
] as const satisfies readonly Mosaic[];

/** How many panels a mosaic is made of. */
export const panelsOf = ({ columns, rows }: Mosaic): string => `${columns}x${rows}`;

/** What the address of a screen of these panels says. */
export const queryOf = (mosaic: Mosaic): string =>
  `height=${mosaic.metres}&distance=${mosaic.away}&mosaic=${panelsOf(mosaic)}x${mosaic.bezel}`;

/** Texts that lie on an edge between two panels. */
export function crossing(
  texts: readonly SeenText[],
  { columns, rows, bezel, metres, size }: Mosaic,
): string[] {
  const half = (bezel * size.height) / (1000 * metres) / 2;
  const middles = (length: number, panels: number): number[] =>
    Array.from({ length: panels - 1 }, (_, i) => (length * (i + 1)) / panels);
  const lies = (from: number, to: number, middle: number): boolean =>
    from < middle + half - 0.5 && to > middle - half + 0.5;
  return texts
    .filter(
      ({ left, right, top, bottom }) =>
        middles(size.width, columns).some((x) => lies(left, right, x)) ||
        middles(size.height, rows).some((y) => lies(top, bottom, y)),
    )
    .map(({ text, left, top }) => `${text} at ${Math.round(left)}, ${Math.round(top)}`);
}
