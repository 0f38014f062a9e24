import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Entry } from "../src/outbox/entry.ts";
import {
  asNotes,
  beginTry,
  chainOf,
  countUnsent,
  endTry,
  hasten,
  isBehindStuck,
  isSent,
  isStuckAt,
  mayBeThere,
  nextEntry,
  pendingActs,
  recover,
  resend,
  tailOf,
  restingSinceMs,
  unsentActs,
  wakeAtMs,
} from "../src/outbox/outbox.ts";
import type { Answer } from "../src/outbox/outbox.ts";
import { actOn, entryOf, REPORT, VISIT } from "./made-up-entries.ts";

/** What may happen to a try: it arrives or not, its answer comes back or not, and the phone may die around it. */
const FATES = ["ok", "request lost", "answer lost", "killed before", "killed after", "too often"] as const;
type Fate = (typeof FATES)[number];

/** A server that takes each key once and says the same to a key that comes again. */
function createServer() {
  const taken: Entry[] = [];
  return {
    taken,
    take(entry: Entry): Answer {
      if (!taken.some(({ key }) => key === entry.key)) taken.push(entry);
      return { kind: "done", incidentId: entry.number, gridId: null };
    },
  };
}

const AWAY: Answer = { kind: "away", code: "UNREACHABLE", retryAfterMs: null };

/** Plays one try; what the phone had written before it died is all that is left of it. */
function play(
  entries: readonly Entry[],
  fate: Fate,
  at: { nowMs: number; server: ReturnType<typeof createServer> },
) {
  const next = nextEntry(entries, at.nowMs);
  if (!next) return entries;
  const put = (entry: Entry) => entries.map((each) => (each.number === entry.number ? entry : each));
  const trying = beginTry(next);
  const arrives = fate === "ok" || fate === "answer lost" || fate === "killed after";
  const answer: Answer = arrives ? at.server.take(trying) : AWAY;
  if (fate.startsWith("killed")) return recover(put(trying));
  const heard: Answer =
    fate === "too often" ? { kind: "away", code: "TOO_OFTEN", retryAfterMs: 9_000 } : answer;
  return put(endTry(trying, fate === "answer lost" ? AWAY : heard, { nowMs: at.nowMs, chance: 0.5 }));
}

const works = fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 1, maxLength: 25 });
const fates = fc.array(fc.constantFrom(...FATES), { maxLength: 120 });

describe("an outbox", () => {
  test("T16 delivers each entry exactly once and each incident's in order, whatever is lost and however often the phone dies", () => {
    fc.assert(
      fc.property(works, fates, (about, misfortunes) => {
        let entries: readonly Entry[] = about.map((incident, i) =>
          entryOf(i, incident === -1 ? VISIT : incident === 0 ? REPORT : actOn(incident)),
        );
        const server = createServer();
        let nowMs = 0;
        for (const fate of [
          ...misfortunes,
          ...about.map(() => "ok" as const),
          ...about.map(() => "ok" as const),
        ]) {
          nowMs = Math.max(nowMs, wakeAtMs(entries) ?? nowMs);
          entries = play(entries, fate, { nowMs, server });
        }
        expect(entries.every(isSent)).toBe(true);
        expect(server.taken.map(({ key }) => key).toSorted()).toEqual(
          entries.map(({ key }) => key).toSorted(),
        );
        for (const incident of [1, 2, 3, 4]) {
          const numbers = server.taken.flatMap(({ work, number }) =>
            work.kind === "act" && work.incidentId === incident ? number : [],
          );
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        }
      }),
      { seed: 16, numRuns: 300 },
    );
  });

  test("T16 a visit that is refused stops no other, and is sent again when somebody wants it", () => {
    const refused = endTry(
      beginTry(entryOf(1, VISIT)),
      { kind: "refused", code: "CLUSTER_NOT_FOUND" },
      { nowMs: 0, chance: 0 },
    );
    const next = entryOf(2, VISIT);
    expect(nextEntry([refused, next], 0)).toBe(next);
    const [again] = resend([refused, next], { key: refused.key, seenSteps: 0 });
    expect(again).toMatchObject({ work: VISIT, state: { kind: "waiting" } });
  });

  test("T16 what was taken although its answer was lost, and refused when it came again, is taken no second time when somebody sends it all the same", () => {
    const server = createServer();
    const trying = beginTry(entryOf(1, REPORT));
    server.take(trying);
    const refused = endTry(
      trying,
      { kind: "refused", code: "CHANNEL_NOT_PERMITTED" },
      { nowMs: 0, chance: 0 },
    );
    const [again] = resend([refused], { key: refused.key, seenSteps: 0 });
    server.take(beginTry(again!)); // there is one
    expect(server.taken).toHaveLength(1);
  });

  test("T16 tries one at a time", () => {
    const [first, second] = [entryOf(1, REPORT), entryOf(2, REPORT)];
    expect(nextEntry([beginTry(first), second], 0)).toBeNull();
    expect(nextEntry([first, second], 0)).toBe(first);
  });

  test("one whose key has brought something else waits for its author, and keeps which incident that was", () => {
    const answer = { kind: "conflict", code: "KEY_USED_BEFORE", takenAs: 9 } as const;
    expect(endTry(beginTry(entryOf(1, REPORT)), answer, { nowMs: 0, chance: 0 }).state).toEqual(answer);
  });

  test("T16 what is refused or has changed stops what follows on the same incident and nothing else", () => {
    for (const kind of ["refused", "conflict"] as const) {
      const stuck = endTry(beginTry(entryOf(1, actOn(7))), { kind, code: "X" }, { nowMs: 0, chance: 0 });
      const [behind, beside] = [entryOf(2, actOn(7)), entryOf(3, actOn(8))];
      expect(nextEntry([stuck, behind, beside], 0)).toBe(beside);
      expect(nextEntry([stuck, behind], 1e12)).toBeNull();
      expect(countUnsent([stuck, behind, beside])).toEqual({ unsent: 3, stuck: 1 });
    }
  });

  test("T16 what is about one incident stands still, waits and is given up together, what is about others apart", () => {
    const conflict = { kind: "conflict", code: "INCIDENT_NOT_FOUND" } as const;
    const done = { kind: "done", incidentId: 7, gridId: null } as const;
    const moment = { nowMs: 0, chance: 0 };
    const sent = endTry(beginTry(entryOf(1, actOn(7))), done, moment);
    const stuck = endTry(beginTry(entryOf(2, actOn(7))), conflict, moment);
    const [behind, beside, report] = [entryOf(3, actOn(7)), entryOf(4, actOn(8)), entryOf(5, REPORT)];
    const all = [report, beside, behind, stuck, sent];
    expect(chainOf(all, stuck)).toEqual([stuck, behind]);
    expect(chainOf(all, behind)).toEqual([stuck, behind]);
    expect(chainOf(all, report)).toEqual([report]);
    expect(all.filter((entry) => isBehindStuck(all, entry))).toEqual([behind]);
    expect([7, 8].map((incident) => isStuckAt(all, incident))).toEqual([true, false]);
    expect(isStuckAt([sent, behind], 7)).toBe(false);
  });

  test("T16 what has been sent is pending until the history that holds it has come in, but not called unsent", () => {
    const done = { kind: "done", incidentId: 7, gridId: null } as const;
    const sent = endTry(beginTry(entryOf(1, actOn(7, { seenSteps: 3 }))), done, { nowMs: 0, chance: 0 });
    const entries = [sent, entryOf(2, actOn(7, { seenSteps: 4 }))];
    const seen = (steps: number) =>
      pendingActs(entries, { incidentId: 7, steps }).map(({ seenSteps }) => seenSteps);
    expect(seen(3)).toEqual([3, 4]);
    expect(seen(4)).toEqual([4]);
    expect(unsentActs(entries, { incidentId: 7, steps: 3 }).map(({ seenSteps }) => seenSteps)).toEqual([4]);
  });

  test("T16 rests only once nothing goes and nothing is due: what was sent is asked after once, behind the last of it", () => {
    const done = { kind: "done", incidentId: 7, gridId: null } as const;
    const sentAt = (number: number, nowMs: number) =>
      endTry(beginTry(entryOf(number, REPORT)), done, { nowMs, chance: 0 });
    const [first, second] = [sentAt(1, 1_000), sentAt(2, 2_000)];
    expect(restingSinceMs([], 3_000)).toBeNull();
    expect(restingSinceMs([first, entryOf(2, REPORT)], 3_000)).toBeNull();
    expect(restingSinceMs([first, beginTry(entryOf(2, REPORT))], 3_000)).toBeNull();
    expect(restingSinceMs([second, first], 3_000)).toBe(2_000);
    const hindered = endTry(beginTry(entryOf(3, REPORT)), AWAY, { nowMs: 3_000, chance: 0.5 });
    expect(restingSinceMs([first, second, hindered], 3_000)).toBe(2_000);
    expect(restingSinceMs([first, second, hindered], 5_000)).toBeNull();
  });

  test("waits twice as long after each try, at most five minutes by half as much again, and not at all once there is a network", () => {
    let entry = entryOf(1, REPORT);
    const waits = Array.from({ length: 12 }, () => {
      entry = endTry(beginTry(entry), AWAY, { nowMs: 0, chance: 0.5 });
      return wakeAtMs([entry]);
    });
    expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(waits.at(-1)).toBe(300_000);
    expect(nextEntry([entry], 0)).toBeNull();
    expect(nextEntry(hasten([entry]), 0)?.number).toBe(1);
  });

  test("T14 what waits is tried although the phone's clock was put back by a day meanwhile, and nothing waits longer than an hour", () => {
    const dayMs = 24 * 3_600_000;
    const hindered = endTry(beginTry(entryOf(1, REPORT)), AWAY, { nowMs: dayMs, chance: 0.5 });
    expect(nextEntry([hindered], dayMs)).toBeNull();
    expect(nextEntry([hindered], 0)).toBe(hindered);
    const often = { kind: "away", code: "TOO_OFTEN", retryAfterMs: dayMs } as const;
    const told = endTry(beginTry(entryOf(2, REPORT)), often, { nowMs: 0, chance: 0.5 });
    expect(nextEntry([told], 3_599_000)).toBeNull();
    expect(nextEntry([told], 3_600_000)).toBe(told);
  });

  test("T16 what is sent all the same goes on the history of now, and what follows moves along", () => {
    const conflict = { kind: "conflict", code: "INCIDENT_CHANGED_MEANWHILE" } as const;
    const stuck = endTry(beginTry(entryOf(1, actOn(7, { seenSteps: 3 }))), conflict, { nowMs: 0, chance: 0 });
    const entries = [stuck, entryOf(2, actOn(7, { seenSteps: 4 })), entryOf(3, actOn(8, { seenSteps: 1 }))];
    const after = resend(entries, { key: stuck.key, seenSteps: 5 });
    expect(after.map(({ work }) => work.kind === "act" && work.seenSteps)).toEqual([5, 6, 1]);
    expect(after[0]).toMatchObject({ state: { kind: "waiting" } });
    expect(nextEntry(after, 0)?.key).toBe(stuck.key);
  });

  test("T16 what is taken back takes along what builds on it, and leaves what comes before and what is about others", () => {
    const [first, second, third] = [entryOf(1, actOn(7)), entryOf(2, actOn(7)), entryOf(3, actOn(7))];
    const all = [third, entryOf(4, actOn(8)), second, first];
    expect(tailOf(all, first)).toEqual([first, second, third]);
    expect(tailOf(all, second)).toEqual([second, third]);
    expect(tailOf(all, entryOf(4, actOn(8)))).toEqual([all[1]]);
  });

  test("T16 only of a try that nobody answered it is said that the server may have it", () => {
    const moment = { nowMs: 0, chance: 0 };
    const trying = beginTry(entryOf(1, REPORT));
    const often = { kind: "away", code: "TOO_OFTEN", retryAfterMs: null } as const;
    const ended = [entryOf(1, REPORT), endTry(trying, AWAY, moment), endTry(trying, often, moment)];
    expect([...ended, ...recover([trying])].map(mayBeThere)).toEqual([false, true, false, true]);
  });

  test("T16 what is kept as a note is sent no more, stops nothing, counts as nothing that waits and changes nothing of its incident", () => {
    const conflict = { kind: "conflict", code: "INCIDENT_CHANGED_MEANWHILE" } as const;
    const stuck = endTry(beginTry(entryOf(1, actOn(7))), conflict, { nowMs: 0, chance: 0 });
    const entries = asNotes([stuck, entryOf(2, actOn(8))], [stuck.key], 5);
    expect(entries[0]).toMatchObject({ work: stuck.work, state: { kind: "noted", atMs: 5 } });
    expect(pendingActs(entries, { incidentId: 7, steps: 1 })).toEqual([]);
    expect([isStuckAt(entries, 7), countUnsent(entries)]).toEqual([false, { unsent: 1, stuck: 0 }]);
    const next = entryOf(3, actOn(7));
    expect(nextEntry([entries[0]!, next], 0)).toBe(next);
  });
});
