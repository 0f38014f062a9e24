import { expect, test } from "vitest";
import { createIsoClock, epochMsOf, usualEpochMsOf } from "./iso-clock.ts";

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

test("a time that exists is read as Date reads it, however it is written", () => {
  const iso = createIsoClock();
  for (let instant = -6e13; instant < 2.5e14; instant += 1_234_567_890_123)
    expect(epochMsOf(iso(instant))).toBe(instant);
  for (const text of [
    "2026-05-10T04:00:00Z",
    "2026-05-10T04:00:00.5Z",
    "2026-05-10T04:00:00.000+08:00",
    "2026-05-10",
    "0050-01-01T00:00:00.000Z",
    "+012345-01-01T00:00:00.000Z",
  ])
    expect(epochMsOf(text)).toBe(Date.parse(text));
});

test("what is no time is not taken for one", () => {
  for (const text of [
    "",
    "yesterday",
    "2026-05-1xT04:00:00.000Z",
    "2026-05-10T04:00:00.00xZ",
    "x".repeat(24),
  ])
    expect(epochMsOf(text)).toBeNaN();
});

test("of times in the usual form those are read that exist: every day of four centuries, and no other", () => {
  const pad = (number: number): string => String(number).padStart(2, "0");
  for (let year = 1999; year < 2402; year += 1)
    for (let month = 0; month <= 13; month += 1)
      for (let day = 0; day <= 32; day += 1) {
        const text = `${year}-${pad(month)}-${pad(day)}T23:59:59.999Z`;
        const read = usualEpochMsOf(text);
        const exists = new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(text.slice(0, 10));
        if (exists ? read !== Date.parse(text) : !Number.isNaN(read)) expect([text, read]).toBe(exists);
      }
  for (const clock of ["24:00:00.000", "00:60:00.000", "00:00:60.000", "0x:00:00.000"])
    expect(usualEpochMsOf(`2026-05-10T${clock}Z`)).toBeNaN();
  expect(usualEpochMsOf("2026-05-10T04:00:00Z")).toBeNaN();
});
