import { fileURLToPath } from "node:url";
import { hasMessage, listMessageKeys } from "@getu/page-build";
import { allWords, residentWords } from "@getu/ui";
import { expect, test } from "vitest";

const FOLDER = fileURLToPath(new URL("..", import.meta.url));

test("a resident's phone has every word that it shows, and leaves the others to their pages", async () => {
  const shown = (await listMessageKeys(FOLDER)).filter((key) => hasMessage(allWords.chinese, key));
  expect(shown).toContain("map.loading");
  expect(shown.filter((key) => !hasMessage(residentWords.chinese, key))).toEqual([]);
  expect(hasMessage(residentWords.chinese, "planner")).toBe(false);
});
