import { toRate } from "./measure.ts";
import type { Rate } from "./measure.ts";

const SCALES = [
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** Three digits and a scale: 8.72 M, 154 k, 0.042. */
export function toShort(value: number): string {
  if (value === 0) return "0";
  const [scale, letter] = SCALES.find(([from]) => Math.abs(value) >= from) ?? [1, ""];
  const scaled = value / scale;
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(scaled), 1e-9))));
  return `${scaled.toFixed(Math.min(digits, 4))}${letter ? ` ${letter}` : ""}`;
}

/** "8.72 M (7.90 M–9.01 M)": the median with the lowest and the highest round. */
export const toSpread = ({ median, lowest, highest }: Rate): string =>
  `${toShort(median)} (${toShort(lowest)}–${toShort(highest)})`;

/** "0.365 (0.360–0.371)": what one piece of work takes, in parts of a second, by how many are done in a second. */
export const toTimes = ({ name, median, lowest, highest }: Rate, parts: number): string =>
  toSpread({ name, median: parts / median, lowest: parts / highest, highest: parts / lowest });

/** "1.25 (1.19–1.38)": the median of some rounds with the lowest and the highest. */
export const toRounds = (values: readonly number[]): string => toSpread(toRate("", values));

/** "index 8.72 M (…), flatbush 0.15 M (…) points/s". */
export const toContest = (rates: readonly Rate[], unit: string): string =>
  `${rates.map((rate) => `${rate.name} ${toSpread(rate)}`).join(", ")} ${unit}`;
