import { existsSync } from "node:fs";

/** Where packages of the systems we run on put Chromium, or a browser made from it. */
const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
] as const;

/** The browser that prints: the one that was named, or the first that stands where one usually does; null = none. */
export const findChromium = (named: string | null): string | null =>
  (named === null ? USUAL_PLACES : [named]).find((path) => existsSync(path)) ?? null;
