import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { waitForRest } from "@getu/testkit";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Where what the screens show is kept, to be looked at. */
export const OUTPUT = fileURLToPath(new URL("../../../test-output/", import.meta.url));

/** An office's screen, which every page is opened at, a large one and a telephone. */
export const SIZES = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
] as const;

/** Writes what a page at rest shows at each size to test-output/; nothing may be wider than the window. */
export async function shoot(
  page: Page,
  name: string,
  sizes: readonly (typeof SIZES)[number][] = SIZES,
): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  for (const size of sizes) {
    await page.setViewportSize(size);
    await waitForRest(page);
    await page.screenshot({ path: `${OUTPUT}desk-${name}-${size.width}.png` });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([name, size.width, Math.max(0, overflow)]).toEqual([name, size.width, 0]);
  }
  await page.setViewportSize(SIZES[0]);
}
