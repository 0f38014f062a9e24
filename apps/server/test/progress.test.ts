import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { counted, createProgress } from "../src/progress.ts";

/** A stream that is a terminal or not, its text so far, and a clock that is set by hand. */
function watch(isTTY: boolean) {
  const stream = Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY });
  const clock = { ms: 5000 };
  const progress = createProgress({ stream, now: () => clock.ms });
  return { progress, clock, text: () => String(stream.read() ?? "") };
}

test("without a terminal a phase says ten times where it stands, how fast it is and how long it will take", () => {
  const { progress, clock, text } = watch(false);
  const report = progress.count("incidents", 10_000_000);
  report(0);
  expect(text()).toBe("");
  clock.ms += 50_000;
  report(1_000_000);
  expect(text()).toBe("incidents: 1,000,000 / 10,000,000 · 20,000 rows/s, 8 min left\n");
  report(1_100_000);
  expect(text()).toBe("");
  clock.ms += 450_000;
  report(10_000_000);
  report(10_000_000);
  expect(text()).toBe("incidents: 10,000,000 / 10,000,000 · 20,000 rows/s, in 9 min\n");
});

test("a phase of a moment says nothing of its speed", () => {
  const { progress, clock, text } = watch(false);
  const report = progress.count("grids", 30);
  clock.ms += 200;
  report(30);
  expect(text()).toBe("grids: 30 / 30\n");
});

test("on a terminal the line is drawn over and its rest erased", () => {
  const { progress, clock, text } = watch(true);
  const report = progress.count("incidents", 2000);
  clock.ms += 2000;
  report(1000);
  report(2000);
  const erased = "\u001b[K";
  const [half, whole] = [`${"█".repeat(14)}${"░".repeat(14)}`, "█".repeat(28)];
  expect(text()).toBe(
    `\rincidents  ${half} 1,000 / 2,000 · 500 rows/s, 2 s left${erased}\rincidents  ${whole} 2,000 / 2,000 · 1,000 rows/s, in 2 s${erased}\n`,
  );
});

test("counted records pass unchanged, and all of them are reported at the end", async () => {
  const reported: number[] = [];
  const passed: number[] = [];
  const numbers = Array.from({ length: 2500 }, (_, i) => i);
  for await (const each of counted(numbers, (done) => reported.push(done))) passed.push(each);
  expect(passed).toEqual(numbers);
  expect(reported).toEqual([1000, 2000, 2500]);
});
