import type { Wall } from "@getu/domain";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startQuietStreet, takeWall } from "./quiet-street.ts";
import type { QuietStreet } from "./quiet-street.ts";
import { waitForMap } from "./wall-page.ts";

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

test("a map that somebody moved goes home with the scene, and not before", async () => {
  const { chief, territoryId } = street;
  const scenes = (["territory", "territory"] as const).map(
    (kind) => ({ kind, seconds: 3600, when: "always" }) as const,
  );
  const wall = await takeWall(street, { gridId: null, settings: { scenes: [...scenes], urgentSeconds: 0 } });
  await waitForMap(wall);
  const wayHome = wall.getByRole("button", { name: "回到全域" });
  await wall.locator(".map-name:visible").first().click();
  await wayHome.waitFor();
  await wall.waitForTimeout(5_000);
  expect(await wayHome.count()).toBe(1);
  const [newest] = await chief.ask<Wall[]>("wall.list", { territoryId });
  await chief.tell("wall.steer", { territoryId, id: newest!.id, given: { order: "skip" } });
  await wayHome.waitFor({ state: "detached", timeout: 20_000 });
  await wall.close();
});
