import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { overlap } from "../src/grid/overlap.ts";

async function* numbers(count: number): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) yield i;
}

test("all values are written, never more than the width at once", async () => {
  const written: number[] = [];
  let [running, most] = [0, 0];
  const write = async (value: number): Promise<void> => {
    most = Math.max(most, ++running);
    await sleep(value % 3);
    running -= 1;
    written.push(value);
  };
  await overlap(numbers(50), write, { width: 3 });
  expect(written.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  expect(most).toBe(3);
});

test("a write that fails is thrown after those that run have ended, and nothing begins after it", async () => {
  const events: string[] = [];
  const write = async (value: number): Promise<void> => {
    events.push(`begin ${value}`);
    await sleep(value === 1 ? 1 : 30);
    if (value === 1) throw new Error("disk full");
    events.push(`end ${value}`);
  };
  await expect(overlap(numbers(50), write, { width: 3 })).rejects.toThrow("disk full");
  expect(events).toEqual(["begin 0", "begin 1", "begin 2", "end 0", "end 2"]);
});

test("a source that fails is thrown after the writes that run have ended", async () => {
  const ended: number[] = [];
  async function* broken(): AsyncGenerator<number> {
    yield* numbers(2);
    throw new Error("the file ends in the middle");
  }
  const write = async (value: number): Promise<void> => {
    await sleep(10);
    ended.push(value);
  };
  await expect(overlap(broken(), write, { width: 3 })).rejects.toThrow("ends in the middle");
  expect(ended).toEqual([0, 1]);
});
