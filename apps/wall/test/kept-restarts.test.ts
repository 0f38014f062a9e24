import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { noteRestart, recallRestarts } from "../src/kept-restarts.ts";

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
