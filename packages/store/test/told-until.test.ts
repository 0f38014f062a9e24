import fc from "fast-check";
import { expect, test } from "vitest";
import { createToldUntil } from "../src/change/told-until.ts";

/** What happens next: a transaction begins, one of the running ones is committed, or a reader looks. */
const steps = fc.array(
  fc.oneof(
    fc.constant("begin" as const),
    fc.constant("look" as const),
    fc.record({ commit: fc.nat({ max: 5 }) }),
  ),
  { maxLength: 80, size: "max" }, // short ones hardly overlap
);

/** Transactions of a database, each of which writes one change when it is committed. */
function createDatabase() {
  const running: number[] = [];
  const committed = new Map<number, number>();
  let next = 1;
  return {
    begin: () => running.push(next++),
    commit(place: number, atMs: number) {
      const [ended] = running.splice(place % Math.max(1, running.length), 1);
      if (ended !== undefined) committed.set(ended, atMs);
    },
    /** The snapshot where changes wait, and when the oldest of them was committed. */
    look() {
      const lowest = running[0] ?? next;
      const waiting = [...committed].filter(([tx]) => tx > lowest).map(([, atMs]) => atMs);
      const snapshot = `${lowest}:${next}:${running.join()}`;
      return { waitsIn: waiting.length === 0 ? null : snapshot, oldestMs: Math.min(...waiting) };
    },
  };
}

test("T03 nothing that was committed by the time it says is still untold, however transactions overlap", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const database = createDatabase();
      const told = createToldUntil(0);
      for (const [second, step] of all.entries()) {
        const atMs = (second + 1) * 1000;
        if (step === "begin") database.begin();
        else if (step !== "look") database.commit(step.commit, atMs);
        else {
          const { waitsIn, oldestMs } = database.look();
          told.note({ atMs, waitsIn });
          expect(told.atMs()).toBeLessThanOrEqual(waitsIn === null ? atMs : oldestMs);
          if (waitsIn === null) expect(told.atMs()).toBe(atMs);
        }
      }
    }),
    { seed: 20_261_128, numRuns: 500 },
  );
});

test("between writers of which one always runs it goes on with the time", () => {
  const told = createToldUntil(0);
  for (let tx = 1; tx < 200; tx += 1) {
    told.note({ atMs: tx * 100, waitsIn: `${tx}:${tx + 2}:${tx}` });
    expect(tx * 100 - told.atMs()).toBeLessThanOrEqual(1_400);
  }
});

test("it stands while one transaction does not end, and goes on to where the next one that does not end begins", () => {
  const told = createToldUntil(0);
  told.note({ atMs: 1_000, waitsIn: null });
  for (let second = 2; second < 300; second += 1) {
    told.note({ atMs: second * 1_000, waitsIn: second < 60 ? "10:12:10" : "10:20:10,15" });
    expect(told.atMs()).toBe(1_000);
  }
  told.note({ atMs: 300_000, waitsIn: "15:20:15" });
  expect(told.atMs()).toBe(59_000);
});
