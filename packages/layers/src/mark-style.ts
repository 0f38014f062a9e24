import type { IconLayerProps } from "@deck.gl/layers";
import type { IconAtlas } from "./icon-atlas.ts";
import type { MapTheme } from "./theme.ts";

/** What every layer of marks needs to know beside its records. */
export type MarkStyle = {
  theme: MapTheme;
  icons: Pick<IconLayerProps, "iconAtlas" | "iconMapping">;
  /** CSS pixels per unit of the design; grows with the screen so that marks stay legible from the seat. */
  unit: number;
};

/** Marks in one size of the screen. */
export function createMarkStyle(theme: MapTheme, atlas: IconAtlas, unit: number): MarkStyle {
  // deck.gl accepts a canvas here (`type: "image"`), which its declaration leaves out.
  const iconAtlas = atlas.image as unknown as string;
  return { theme, unit, icons: { iconAtlas, iconMapping: atlas.mapping } };
}
