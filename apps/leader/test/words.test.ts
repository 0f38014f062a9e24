import { fileURLToPath } from "node:url";
import { listMessageKeys } from "@getu/page-build";
import { allWords, leaderWords } from "@getu/ui";
import { expect, test } from "vitest";

const FOLDER = fileURLToPath(new URL("..", import.meta.url));

const isIn = (words: unknown, key: string): boolean =>
  key
    .split(".")
    .reduce((within: unknown, step) => (within as Record<string, unknown> | undefined)?.[step], words) !==
  undefined;

test("the leader's phone has every word that it shows, and leaves the others to their pages", async () => {
  const shown = (await listMessageKeys(FOLDER)).filter((key) => isIn(allWords.chinese, key));
  expect(shown).toContain("leader.today.mine");
  expect(shown.filter((key) => !isIn(leaderWords.chinese, key))).toEqual([]);
  expect(isIn(leaderWords.chinese, "planner")).toBe(false);
});
