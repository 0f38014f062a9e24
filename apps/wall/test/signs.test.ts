import { CAMERA_SIGNS, PLACE_SIGNS, SEVERITY_SIGNS } from "@getu/layers";
import { launchBrowser } from "@getu/testkit";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser?.close());

/** Runs in the browser: of each two signs the share of the ground of both that only one of them covers. */
function sharesApart(signs: Readonly<Record<string, string>>): { pair: string; share: number }[] {
  const BOX = 24;
  const FINE = 4; // points a unit
  const pen = new OffscreenCanvas(1, 1).getContext("2d")!;
  const points = Array.from({ length: (BOX * FINE) ** 2 }, (_, i) => [
    ((i % (BOX * FINE)) + 0.5) / FINE,
    (Math.floor(i / (BOX * FINE)) + 0.5) / FINE,
  ]);
  const covered = Object.entries(signs).map(([name, sign]) => {
    const path = new Path2D(sign);
    return { name, ink: points.map(([x, y]) => pen.isPointInPath(path, x!, y!, "evenodd")) };
  });
  return covered.flatMap((one, i) =>
    covered.slice(i + 1).map((other) => {
      const both = one.ink.filter((isIn, at) => isIn || other.ink[at]).length;
      const apart = one.ink.filter((isIn, at) => isIn !== other.ink[at]).length;
      return { pair: `${one.name} and ${other.name}`, share: apart / both };
    }),
  );
}

test.each([
  ["severities", SEVERITY_SIGNS],
  ["states of a camera", CAMERA_SIGNS],
  ["kinds of places", PLACE_SIGNS],
])(
  "signs of %s are told apart by their shapes alone: of each two a quarter of their ground belongs to one",
  async (_, signs) => {
    const page = await browser.newPage();
    const alike = (await page.evaluate(sharesApart, signs)).filter(({ share }) => share < 0.25);
    await page.close();
    expect(alike).toEqual([]);
  },
);
