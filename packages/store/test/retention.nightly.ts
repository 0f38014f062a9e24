import { expect, test } from "vitest";
import { tryRetention } from "./retention-trial.ts";

test("T48 retention of 100,000 incidents takes what is over and nothing else, broken off half-way and taken up again", async () => {
  const began = performance.now();
  const removed = await tryRetention(100_000);
  console.log(JSON.stringify({ ...removed, seconds: Math.round((performance.now() - began) / 1000) }));
  expect(removed["photos"]).toBeGreaterThan(10_000);
}, 1_800_000);
