import { expect, test } from "vitest";
import { createIdSet } from "../src/id-set.ts";
import { createRandom } from "./random.ts";

test("ids are in the set exactly when they were added, near and far from each other", () => {
  const random = createRandom(11);
  const ids = createIdSet();
  const expected = new Set<number>();
  const draw = (): number => {
    const base = [1, 2 ** 18, 2 ** 31, 2 ** 32, 2 ** 52][Math.floor(random() * 5)]!; // below five
    return base + Math.floor(random() * 300) - 1;
  };
  for (let i = 0; i < 2000; i++) {
    const [added, asked] = [draw(), draw()];
    ids.add(added);
    expected.add(added);
    expect(ids.has(asked)).toBe(expected.has(asked));
  }
  for (const id of expected) expect(ids.has(id)).toBe(true);
});
