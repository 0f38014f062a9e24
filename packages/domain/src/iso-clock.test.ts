import { expect, test } from "vitest";
import { createIsoClock } from "./iso-clock.ts";

test("an instant is written as Date writes it, before 1970 and after 9999 too", () => {
  const iso = createIsoClock();
  const instants = [0, -1, 1, 86_399_999, 86_400_000, -86_400_001, 1_780_000_000_123, -62_167_219_200_001];
  for (const instant of [...instants, 253_402_300_800_000, 8.64e15, -8.64e15])
    expect(iso(instant)).toBe(new Date(instant).toISOString());
  for (let instant = -4e12; instant < 8e12; instant += 123_456_789_012)
    expect(iso(instant)).toBe(new Date(instant).toISOString());
});

test("an instant that is none is refused as Date refuses it", () => {
  expect(() => createIsoClock()(Number.NaN)).toThrow(RangeError);
});
