import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSilence } from "./silence.ts";

beforeEach(() => vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => vi.useRealTimers());

const HOUR = 3_600_000;

test("a silence is as long as it lasts, also when the machine's clock is set back meanwhile", () => {
  const silence = createSilence();
  vi.advanceTimersByTime(4_000);
  vi.setSystemTime(Date.now() - 8 * HOUR);
  vi.advanceTimersByTime(4_000);
  expect(silence.ms()).toBe(8_000);
});

test("a silence counts the hours that the machine slept", () => {
  const silence = createSilence();
  vi.setSystemTime(Date.now() + 8 * HOUR); // the page's own clock stood
  expect(silence.ms()).toBe(8 * HOUR);
});

test("a word ends it", () => {
  const silence = createSilence();
  vi.advanceTimersByTime(4_000);
  silence.end();
  vi.advanceTimersByTime(1_000);
  expect(silence.ms()).toBe(1_000);
});
