import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createRefusedCallers } from "../src/http/refused-callers.ts";

test("T04 who was refused is until the window ends, and nobody else is", async () => {
  const refused = createRefusedCallers({ most: 10 });
  refused.remember("a", 0.05);
  refused.remember("b", 60);
  expect([refused.waitOf("a"), refused.waitOf("b"), refused.waitOf("c")]).toEqual([1, 60, null]);
  await sleep(60);
  expect([refused.waitOf("a"), refused.waitOf("b")]).toEqual([null, 60]);
});

test("T04 however many are refused, only the last so many are remembered", () => {
  const refused = createRefusedCallers({ most: 3 });
  for (const caller of ["a", "b", "a", "c", "d"]) refused.remember(caller, 60);
  expect(["a", "b", "c", "d"].map((caller) => refused.waitOf(caller))).toEqual([60, null, 60, 60]);
});
