import { useLayoutEffect, useState } from "react";
import { HAND_SCREEN, HAND_WIDTH_PIXELS, smallestTextPixels, WALL_SCREEN } from "./screen-scale.ts";
import type { ScreenSetting } from "./screen-scale.ts";

/** The size of the smallest text in CSS pixels, also set as the page's root font size: all of the page grows from it. */
export function useScreenScale(setting: Partial<ScreenSetting>): number {
  const [pixels, setPixels] = useState(() => measure(setting));
  useLayoutEffect(() => {
    const apply = (): void => setPixels(measure(setting));
    window.addEventListener("resize", apply);
    return () => window.removeEventListener("resize", apply);
  }, [setting]);
  useLayoutEffect(() => {
    document.documentElement.style.fontSize = `${pixels}px`;
  }, [pixels]);
  return pixels;
}

function measure(setting: Partial<ScreenSetting>): number {
  const base = window.innerWidth < HAND_WIDTH_PIXELS ? HAND_SCREEN : WALL_SCREEN;
  return smallestTextPixels({ ...base, ...setting }, window.innerHeight);
}
