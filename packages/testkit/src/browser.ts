import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";

const CHROMIUM = process.env["GETU_CHROMIUM"] ?? "/usr/bin/chromium";

/** WebGL 2 in software, no sandbox (root), and no word to anybody outside. */
const FLAGS = [
  "--no-sandbox",
  "--use-angle=swiftshader",
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
