import { wallReportSchema } from "@getu/domain";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { noteRestart, recallRestarts } from "../src/kept-restarts.ts";
import { findToldRestart } from "../src/told-restart.ts";

let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 26, 3, minute)).toISOString();

test("why a page began anew and when can be read later, of the last twenty times, the last one last", () => {
  expect(recallRestarts()).toEqual([]);
  for (let minute = 0; minute < 30; minute += 1) noteRestart({ reason: "frozen", at: at(minute) });
  noteRestart({ reason: "upgraded", at: at(30) });
  expect(recallRestarts()).toHaveLength(20);
  expect(recallRestarts()[0]).toEqual({ reason: "frozen", at: at(11) });
  expect(recallRestarts().at(-1)).toEqual({ reason: "upgraded", at: at(30) });
});

test("what is no note is passed over, and a browser that keeps nothing is no error", () => {
  noteRestart({ reason: "did not open", at: at(0) });
  const [key] = [...kept.keys()];
  for (const text of ["{", '"once"', "null", "[1,null,{}]"]) {
    kept.set(key!, text); // noted above
    expect(recallRestarts()).toEqual([]);
  }
  vi.stubGlobal("localStorage", undefined);
  expect(() => noteRestart({ reason: "frozen", at: at(0) })).not.toThrow();
  expect(recallRestarts()).toEqual([]);
});

test("the server is told the last of them, counted back from now, and nothing that it would refuse", () => {
  const now = Date.parse(at(10));
  expect(findToldRestart(now)).toBeNull();
  noteRestart({ reason: "upgraded", at: at(1) });
  noteRestart({ reason: "frozen", at: at(8) });
  expect(findToldRestart(now)).toEqual({ reason: "frozen", secondsAgo: 120 });
  expect(findToldRestart(Date.parse(at(7)))).toEqual({ reason: "frozen", secondsAgo: 0 }); // its clock was put back
  const [key] = [...kept.keys()];
  for (const last of [
    { reason: "bored", at: at(8) },
    { reason: "frozen", at: "noon" },
  ]) {
    kept.set(key!, JSON.stringify([last])); // noted above
    expect(findToldRestart(now)).toBeNull();
  }
  kept.set(key!, JSON.stringify([{ reason: "frozen", at: "1970-01-01" }]));
  expect(wallReportSchema.parse({ shows: "hours", restart: findToldRestart(now) }).restart?.reason).toBe(
    "frozen",
  );
});
