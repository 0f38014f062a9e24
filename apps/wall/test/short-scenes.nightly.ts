import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startQuietStreet, takeWall } from "./quiet-street.ts";
import type { QuietStreet } from "./quiet-street.ts";

let street: QuietStreet;

beforeAll(async () => {
  street = await startQuietStreet();
});
afterAll(() => street?.stop());

/** Counts the questions of a page whose address has a word in it. */
function countAsked(page: Page, word: string): () => number {
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes(word)) asked += 1;
  });
  return () => asked;
}

test("heat and coverage are asked for anew each minute by a wall whose scenes are all shorter than that", async () => {
  const scenes = (["territory", "cameras"] as const).map(
    (kind) => ({ kind, seconds: 6, when: "always" }) as const,
  );
  const wall = await takeWall(street, { gridId: null, settings: { scenes: [...scenes], urgentSeconds: 0 } });
  for (const kind of ["territory", "cameras", "territory", "cameras"])
    await wall.locator(`.wall[data-scene="${kind}"]`).waitFor(); // each has asked its first question
  const [heat, coverage] = [countAsked(wall, "heat.bin"), countAsked(wall, "coverage.get")];
  await expect
    .poll(() => [heat() > 0, coverage() > 0], { timeout: 80_000, interval: 1000 })
    .toEqual([true, true]);
  await wall.close();
});
