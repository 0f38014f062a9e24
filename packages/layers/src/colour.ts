/** Red, green, blue and opacity, each 0 to 255. */
export type Rgba = [red: number, green: number, blue: number, alpha: number];

/** `#rrggbb` with an opacity from 0 to 1, as deck.gl takes it. */
export function toRgba(hex: string, opacity = 1): Rgba {
  const value = Number.parseInt(hex.slice(1), 16);
  if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`not a colour: ${hex}`);
  return [value >> 16, (value >> 8) & 255, value & 255, Math.round(opacity * 255)];
}

/** WCAG contrast ratio of two `#rrggbb` colours, 1 to 21. */
export function contrastRatio(first: string, second: string): number {
  const [light, dark] = [luminance(first), luminance(second)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG relative luminance of `#rrggbb`, 0 to 1. */
export function luminance(hex: string): number {
  const [red, green, blue] = toRgba(hex);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}
