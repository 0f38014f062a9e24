import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";

const CHROMIUM = process.env["GETU_CHROMIUM"] ?? "/usr/bin/chromium";

/**
 * No sandbox (root), and no word to anybody outside. How to draw is left to Chromium, as on any machine without a graphics
 * card: WebGL 2 by SwiftShader, and the page put together in software. `--use-angle=swiftshader` would have SwiftShader play
 * the graphics card for the page as well, which takes it 70 ms of two cores a frame instead of 3 ms of one.
 */
const FLAGS = [
  "--no-sandbox",
  "--enable-unsafe-swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** The system's Chromium; throws with the package to install when there is none. */
export const launchBrowser = (): Promise<Browser> => chromium.launch(findChromium());

/** A browser that keeps what pages store in a folder, as a phone does; throws as `launchBrowser` does. */
export const launchPhone = (folder: string, options: BrowserContextOptions): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { ...findChromium(), ...options });

function findChromium(): { executablePath: string; args: string[] } {
  if (!existsSync(CHROMIUM)) {
    throw new Error(
      `no browser at ${CHROMIUM}: install the packages chromium and fonts-noto-cjk, or set GETU_CHROMIUM`,
    );
  }
  return { executablePath: CHROMIUM, args: FLAGS };
}
