import { createGridTree } from "@getu/domain";
import type { NamedGrid } from "@getu/domain";
import { expect, test } from "vitest";
import { knownGridWords } from "./incident-words.ts";

const grid = (id: number, parentId: number | null): NamedGrid => ({
  id,
  tier: parentId === null ? 0 : 1,
  name: `made up ${id}`,
  parentId,
  anchor: [120, 30],
});

const tree = createGridTree([grid(1, null), grid(2, 1), grid(3, 1)]);

test("an incident is told by the grid that it lay in, or where that one is no more by the one that has its ground now", () => {
  expect(knownGridWords([2, 3], tree)).toBe("made up 1 · made up 2");
  expect(knownGridWords([9, 3], tree)).toBe("made up 1 · made up 3");
  expect(knownGridWords([null, 3], tree)).toBe("made up 1 · made up 3");
  expect(knownGridWords([2, null], tree)).toBe("made up 1 · made up 2");
});

test("dots stand for grids of which none is known yet, and nothing for an incident outside every grid", () => {
  expect(knownGridWords([2, 3], createGridTree<NamedGrid>([]))).toBe("…");
  expect(knownGridWords([9, null], tree)).toBe("…");
  expect(knownGridWords([null, null], tree)).toBeNull();
});
