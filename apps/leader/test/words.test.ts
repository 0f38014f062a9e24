import { fileURLToPath } from "node:url";
import { hasMessage, listMessageKeys } from "@getu/page-build";
import { allWords, leaderWords } from "@getu/ui";
import { expect, test } from "vitest";

const FOLDER = fileURLToPath(new URL("..", import.meta.url));

test("the leader's phone has every word that it shows, and leaves the others to their pages", async () => {
  const shown = (await listMessageKeys(FOLDER)).filter((key) => hasMessage(allWords.chinese, key));
  expect(shown).toContain("leader.today.mine");
  expect(shown.filter((key) => !hasMessage(leaderWords.chinese, key))).toEqual([]);
  expect(hasMessage(leaderWords.chinese, "planner")).toBe(false);
});
