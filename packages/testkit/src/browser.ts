import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";

const CHROMIUM = process.env["GETU_CHROMIUM"] ?? "/usr/bin/chromium";

/** What Playwright turns off itself, which a list of one's own stands in place of. */
const OFF_BY_PLAYWRIGHT = [
  "AimEnabled",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];

/** With every page that is opened Chromium loads pages of its own for an address bar that nobody sees: a second of the processor. */
const ADDRESS_BAR = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"];

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
  `--disable-features=${[...OFF_BY_PLAYWRIGHT, ...ADDRESS_BAR].join()}`,
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
