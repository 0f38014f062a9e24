import { describe, expect, test } from "vitest";
import { gather } from "../src/gather.ts";

/** Work that ends when it is told to, and what it was given each time. */
function createWork() {
  const groups: number[][] = [];
  const ends: PromiseWithResolvers<string[]>[] = [];
  const together = (given: number[]): Promise<string[]> => {
    groups.push(given);
    const end = Promise.withResolvers<string[]>();
    ends.push(end);
    return end.promise;
  };
  const finish = (place: number): void => ends[place]!.resolve(groups[place]!.map((n) => `answer ${n}`));
  return {
    groups,
    together,
    finish,
    fail: (place: number) => ends[place]!.reject(new Error(`group ${place}`)),
  };
}

const turns = async (): Promise<void> => {
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe("work that is gathered", () => {
  test("goes at once for who comes alone, and for a second one beside", async () => {
    const { groups, together, finish } = createWork();
    const ask = gather(together, { most: 9 });
    const first = ask(1);
    await turns();
    const second = ask(2);
    await turns();
    expect(groups).toEqual([[1], [2]]);
    finish(1);
    finish(0);
    expect(await Promise.all([first, second])).toEqual(["answer 1", "answer 2"]);
  });

  test("goes together for all who wait, in their order, never more than are allowed", async () => {
    const { groups, together, finish } = createWork();
    const ask = gather(together, { most: 3 });
    const begun = [ask(1), ask(2)];
    await turns();
    const late = [3, 4, 5, 6, 7].map(ask);
    await turns();
    expect(groups).toEqual([[1], [2]]);
    finish(0);
    await turns();
    expect(groups).toEqual([[1], [2], [3, 4, 5]]);
    finish(1);
    await turns();
    expect(groups.at(-1)).toEqual([6, 7]);
    finish(3);
    finish(2);
    expect(await Promise.all([...begun, ...late])).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `answer ${n}`));
  });

  test("is shared by two groups when many come in the same moment", async () => {
    const { groups, together } = createWork();
    const ask = gather(together, { most: 9 });
    for (const n of [1, 2, 3, 4, 5]) void ask(n);
    await turns();
    expect(groups).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  test("that fails is heard of by its own group alone, and the next one goes", async () => {
    const { groups, together, finish, fail } = createWork();
    const ask = gather(together, { most: 9 });
    const asked = Promise.allSettled([1, 2, 3, 4].map(ask));
    await turns();
    const next = ask(5);
    fail(0);
    await turns();
    finish(1);
    finish(2);
    expect(
      (await asked).map((each) => (each.status === "fulfilled" ? each.value : String(each.reason))),
    ).toEqual(["Error: group 0", "Error: group 0", "answer 3", "answer 4"]);
    expect([await next, groups.at(-1)]).toEqual(["answer 5", [5]]);
  });
});
