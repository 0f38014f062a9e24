import type { Measured } from "@getu/domain";
import type { TFunction } from "i18next";
import type { Format } from "./format.ts";

/** Whole numbers from a hundred on, one place below: more would pretend to be exact. */
const rounded = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10);

/** A measured figure, or the word for why there is none. */
export const measuredText = (value: Measured, words: { format: Format; t: TFunction }): string =>
  typeof value === "number" ? words.format.number(rounded(value)) : words.t(`week.none.${value}`);

/** The same of one grid: with ≈ before a figure that stands on households which nobody has counted. */
export function measuredTextOf(
  { value, isEstimate }: { value: Measured; isEstimate: boolean },
  words: { format: Format; t: TFunction },
): string {
  const text = measuredText(value, words);
  return isEstimate && typeof value === "number" ? `≈${text}` : text;
}
