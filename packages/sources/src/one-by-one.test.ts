import { expect, test } from "vitest";
import { oneByOne } from "./one-by-one.ts";

/** Gives lists and notes what becomes of it. */
async function* listsOf(lists: readonly number[][], seen: string[]): AsyncGenerator<readonly number[]> {
  try {
    for (const list of lists) {
      seen.push(`list ${list.join(" ")}`);
      yield list;
    }
  } finally {
    seen.push("closed");
  }
}

test("the values of all lists come in order, each made when it is asked for, empty lists giving none", async () => {
  const seen: string[] = [];
  const made = (value: number): number => {
    seen.push(`value ${value}`);
    return 10 * value;
  };
  const values: number[] = [];
  for await (const value of oneByOne(listsOf([[], [1, 2], [], [3], []], seen), made)) values.push(value);
  expect(values).toEqual([10, 20, 30]);
  expect(seen).toEqual([
    "list ",
    "list 1 2",
    "value 1",
    "value 2",
    "list ",
    "list 3",
    "value 3",
    "list ",
    "closed",
  ]);
});

test("who stops before the end closes what the lists come from", async () => {
  const seen: string[] = [];
  for await (const value of oneByOne(listsOf([[1, 2], [3]], seen), (value) => value)) if (value === 1) break;
  expect(seen).toEqual(["list 1 2", "closed"]);
});

test("what a list or a value throws reaches who asked for it", async () => {
  const broken = async (): Promise<void> => {
    for await (const value of oneByOne(listsOf([[1, 2]], []), (value) => value))
      if (value === 2) throw new Error("not 2");
  };
  await expect(broken()).rejects.toThrow("not 2");
  const refusing = oneByOne(listsOf([[1]], []), () => {
    throw new Error("no value");
  });
  await expect(async () => refusing.next()).rejects.toThrow("no value");
});
