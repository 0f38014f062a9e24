import type { ExpressionSpecification } from "maplibre-gl";
import { contrastRatio, toRgba } from "./colour.ts";
import type { Rgba } from "./colour.ts";

// Lightness rises evenly from first to last, so the order survives every kind of colour blindness and a grey print.
const STOPS = ["#3b1a5a", "#6a2169", "#98306a", "#c4465b", "#e66a44", "#f79a3c", "#fbd065"] as const;

/** One sequence from dark violet over red to pale yellow; `share` from 0 to 1, opacity rises with it. */
export function heatColour(share: number): Rgba {
  const clamped = Math.min(1, Math.max(0, share));
  const place = clamped * (STOPS.length - 1);
  const index = Math.min(STOPS.length - 2, Math.floor(place));
  const [from, to] = [toRgba(STOPS[index]!), toRgba(STOPS[index + 1]!)]; // index <= length - 2
  const mix = (a: number, b: number): number => Math.round(a + (b - a) * (place - index));
  const opacity = Math.round(255 * (0.05 + 0.77 * clamped ** 0.75));
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2]), opacity];
}

/** Black or white, whichever is read better on that colour laid on whole: at 4.5 : 1 everywhere, because the root of 21 is more. */
export function heatInk(share: number): "#000000" | "#ffffff" {
  const [red, green, blue] = heatColour(share);
  const ground = `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, "0")}`;
  return contrastRatio("#ffffff", ground) > contrastRatio("#000000", ground) ? "#ffffff" : "#000000";
}

/** The same sequence as MapLibre takes it, for an input from 0 to 1; opacity is the layer's own. */
export const heatRamp = (input: ExpressionSpecification): ExpressionSpecification => [
  "interpolate",
  ["linear"],
  input,
  ...STOPS.flatMap((stop, i) => [i / (STOPS.length - 1), stop]),
];

/** The same sequence as CSS, for the legend. */
export const heatGradient = (): string =>
  `linear-gradient(90deg, ${STOPS.map((stop, i) => `${stop} ${Math.round((i * 100) / (STOPS.length - 1))}%`).join(", ")})`;
