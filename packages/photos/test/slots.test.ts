import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { createSlots } from "../src/slots.ts";

test("T33 never more than the slots run at once, in the order they came, and a failure gives its slot back", async () => {
  const slots = createSlots(2);
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const work = async (number: number): Promise<void> => {
    begun.push(number);
    most = Math.max(most, (running += 1));
    await nextTurn();
    running -= 1;
    if (number % 3 === 0) throw new Error("made to fail");
  };
  const all = Array.from({ length: 20 }, (_, i) => slots.run(() => work(i)));
  const ended = await Promise.allSettled(all);
  expect(most).toBe(2);
  expect(begun).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(ended.filter(({ status }) => status === "rejected")).toHaveLength(7);
});
