import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReportWork } from "../src/outbox/entry.ts";
import { claimOf, doneBefore, isDoubtful, occurredAt } from "../src/outbox/noted-time.ts";
import { dated } from "../src/outbox/outbox.ts";
import { actOn, entryOf, REPORT } from "./made-up-entries.ts";

const DAY_MS = 24 * 3_600_000;
const NOW_MS = Date.parse("2026-11-27T08:00:00Z");

const reportOf = (seenAtMs: number): ReportWork => ({ ...REPORT, seenAtMs });

describe("when something was", () => {
  test("is told by the server's clock: a phone that goes wrong by the same when noting and when sending tells the true time", () => {
    const wrongMs = -36 * 365 * DAY_MS; // as after its battery had been out
    const noted = NOW_MS + wrongMs - 600_000;
    const moment = { nowMs: NOW_MS + wrongMs, offsetMs: -wrongMs };
    expect(occurredAt(noted, moment)).toBe(new Date(NOW_MS - 600_000).toISOString());
    expect(isDoubtful(reportOf(noted), moment.nowMs)).toBe(false);
  });

  test("never lies ahead of the server, whatever the phone's clock said and says", () => {
    const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(time, time, fc.integer({ min: -1e11, max: 1e11 }), (seenAtMs, nowMs, offsetMs) => {
        const told = Date.parse(occurredAt(seenAtMs, { nowMs, offsetMs }));
        expect(told).toBeLessThanOrEqual(nowMs + offsetMs);
        if (seenAtMs <= nowMs) expect(told).toBe(seenAtMs + offsetMs);
      }),
      { seed: 11 },
    );
  });

  test("is asked of its author when it lies longer back than anybody carries a report around", () => {
    expect(isDoubtful(reportOf(NOW_MS - 7 * DAY_MS), NOW_MS)).toBe(false);
    expect(isDoubtful(reportOf(NOW_MS - 7 * DAY_MS - 1), NOW_MS)).toBe(true);
    expect(isDoubtful(reportOf(Date.parse("1990-01-01")), NOW_MS)).toBe(true);
    expect(isDoubtful(reportOf(NOW_MS + 365 * DAY_MS), NOW_MS)).toBe(false); // it is taken as of now
  });

  test("is what its author says who was asked, and is not asked again; nothing else of the outbox moves", () => {
    const state = { kind: "refused", code: "DOUBTFUL_TIME" } as const;
    const doubted = entryOf(1, reportOf(Date.parse("1990-01-01")), { state });
    const other = entryOf(2, REPORT, { state });
    const [said, same] = dated([doubted, other], { key: doubted.key, seenAtMs: NOW_MS });
    expect(said).toMatchObject({ key: doubted.key, state: { kind: "waiting", tries: 0 } });
    expect(said!.work).toEqual({ ...reportOf(NOW_MS), isTimeSure: true });
    expect(isDoubtful(said!.work, NOW_MS + 400 * DAY_MS)).toBe(false);
    expect(same).toEqual(other);
  });

  test("is told beside when it arrived where that was well after: of a report when it was seen, of an action when it was noted", () => {
    const seenMs = NOW_MS - 148 * 60_000;
    const acted = entryOf(1, actOn(7), { madeAtMs: seenMs });
    const reported = entryOf(2, reportOf(seenMs));
    expect([reported, acted].map((entry) => doneBefore(entry, NOW_MS))).toEqual([
      new Date(seenMs),
      new Date(seenMs),
    ]);
    expect(doneBefore(reported, seenMs + 30_000)).toBeNull();
    expect(doneBefore(reported, seenMs - DAY_MS)).toBeNull(); // its clock was put back since
  });

  test("is told along with an action that arrives well after, by the server's clock; never of one sent at once, nor where the clock is likelier to be wrong", () => {
    const moment = { nowMs: NOW_MS, offsetMs: 90_000 };
    const claim = (agoMs: number) => claimOf({ work: actOn(7), madeAtMs: NOW_MS - agoMs }, moment);
    expect(claim(3_600_000)).toBe(new Date(NOW_MS - 3_600_000 + 90_000).toISOString());
    expect(claim(7 * DAY_MS)).toBe(new Date(NOW_MS - 7 * DAY_MS + 90_000).toISOString());
    expect([claim(30_000), claim(7 * DAY_MS + 1), claim(-DAY_MS)]).toEqual([undefined, undefined, undefined]);
  });
});
