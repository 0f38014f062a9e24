import type { MapTheme } from "@getu/layers";

/** Makes the map's colours known to the stylesheet, so that panels and map cannot disagree. */
export function applyTheme(theme: MapTheme): void {
  const { style } = document.documentElement;
  style.setProperty("--late", theme.late);
  style.setProperty("--ground", theme.outside);
  for (const [key, colour] of Object.entries(theme.severity)) style.setProperty(`--severity-${key}`, colour);
  for (const [key, colour] of Object.entries(theme.camera)) style.setProperty(`--camera-${key}`, colour);
}
