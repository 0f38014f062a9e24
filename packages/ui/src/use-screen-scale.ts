import { useLayoutEffect, useState } from "react";
import { HAND_SCREEN, HAND_WIDTH_PIXELS, smallestTextPixels, WALL_SCREEN } from "./screen-scale.ts";
import type { ScreenSetting } from "./screen-scale.ts";

const windowSize = (): { width: number; height: number } => ({ width: innerWidth, height: innerHeight });

/** The size of the smallest text in CSS pixels, also set as the page's root font size: all of the page grows from it. */
export function useScreenScale(setting: Partial<ScreenSetting>): number {
  const [{ width, height }, setSize] = useState(windowSize);
  useLayoutEffect(() => {
    const measure = (): void => setSize(windowSize());
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  const base = width < HAND_WIDTH_PIXELS ? HAND_SCREEN : WALL_SCREEN;
  const pixels = smallestTextPixels({ ...base, ...setting }, height);
  useLayoutEffect(() => {
    document.documentElement.style.fontSize = `${pixels}px`;
  }, [pixels]);
  return pixels;
}
