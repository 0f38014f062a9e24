import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listUrgent, lookAgain, NOTHING_SEEN } from "../index.ts";
import type { Incident, SeenIncidents } from "../index.ts";

const SEED = { seed: 41 };

describe("the urgent incidents that want the screen", () => {
  const at = (id: number, secondsAgo: number, given: Partial<Incident> = {}): Incident =>
    ({
      id,
      severity: "urgent",
      status: "filed",
      reportedAt: new Date(1_000_000_000 - secondsAgo * 1000).toISOString(),
      ...given,
    }) as Incident;
  const now = { nowMs: 1_000_000_000, seconds: 60 };

  const ALL = { hadAllUrgent: true, nowMs: now.nowMs };
  const CUT = { hadAllUrgent: true, nowMs: now.nowMs };
  const seenOf = (...incidents: Incident[]) => lookAgain(NOTHING_SEEN, { ...ALL, incidents });
  const idsOf = (...incidents: Incident[]): number[] =>
    listUrgent(seenOf(...incidents), now).map(({ id }) => id);

  test("are those that are open and have come in within its seconds, the newest first", () => {
    expect(idsOf(at(1, 30), at(2, 10), at(3, 14))).toEqual([2, 3, 1]);
    expect(idsOf(at(1, 60), at(2, 59))).toEqual([2]);
    expect(idsOf(at(1, 10), at(2, 10))).toEqual([2, 1]);
  });

  test("are none once they are closed, of less weight, over, or where the wall is not to be interrupted", () => {
    expect(idsOf(at(1, 10, { status: "closed" }), at(2, 10, { severity: "major" }), at(3, 60))).toEqual([]);
    for (const secondsAgo of [0, -5])
      expect(listUrgent(seenOf(at(1, secondsAgo)), { ...now, seconds: 0 })).toEqual([]); // also by a clock that is behind
  });

  test("are those too that weighed less when the wall looked before, from then on, however long ago they were reported", () => {
    const lesser = seenOf(at(1, 300, { severity: "minor" }), at(2, 300));
    const raised = lookAgain(lesser, { ...ALL, incidents: [at(1, 300), at(2, 300), at(3, 3600)] });
    const idsAfter = (seen: SeenIncidents, seconds: number): number[] =>
      listUrgent(seen, { ...now, nowMs: now.nowMs + seconds * 1000 }).map(({ id }) => id);
    expect(idsAfter(raised, 0)).toEqual([1]); // the third came in with a file
    const fiftySecondsOn = { ...ALL, nowMs: now.nowMs + 50_000 };
    const later = lookAgain(raised, { ...fiftySecondsOn, incidents: [at(1, 300), at(4, -50)] });
    expect(idsAfter(later, 59)).toEqual([4, 1]);
    expect(idsAfter(later, 60)).toEqual([4]);
  });

  test("are those too that were reported while the wall was cut off, from when it sees them; not what it finds when it begins, nor the old work of a file", () => {
    const missed = [at(1, 120), at(2, 120, { severity: "major" }), at(3, 3600)];
    expect(idsOf(...missed)).toEqual([]);
    const back = lookAgain(seenOf(at(9, 400, { severity: "minor" })), { ...ALL, incidents: missed });
    expect(listUrgent(back, now).map(({ id }) => id)).toEqual([1]);
    expect(listUrgent(back, { ...now, nowMs: now.nowMs + 60_000 })).toEqual([]);
  });

  test("are those too that were reported since the wall was away, however long ago that was: cut off, or off; not those from before it", () => {
    const missed = [at(1, 5_000), at(2, 3_500), at(3, 3_700), at(4, 700)];
    const away = { ...ALL, incidents: missed, awaySinceMs: now.nowMs - 3_600_000 };
    const idsSeen = (seen: SeenIncidents): number[] => listUrgent(seen, now).map(({ id }) => id);
    const before = at(9, 6_000, { severity: "minor" });
    for (const seen of [seenOf(before), NOTHING_SEEN])
      expect(new Set(idsSeen(lookAgain(seen, away)))).toEqual(new Set([2, 4]));
    expect(idsSeen(lookAgain(NOTHING_SEEN, { ...away, sentOff: [4] }))).toEqual([2]); // by the page before
    expect(idsSeen(lookAgain(seenOf(before), { ...away, awaySinceMs: null }))).toEqual([]);
    expect(idsSeen(lookAgain(NOTHING_SEEN, { ...away, awaySinceMs: null }))).toEqual([]);
  });

  test("are those too that a wall was not given while they weighed less, because more was open than it marks; not those that it had not asked for yet, nor the old work of a file", () => {
    const newest = [at(9, 300), at(8, 7200)];
    const unasked = lookAgain(NOTHING_SEEN, {
      hadAllUrgent: false,
      nowMs: now.nowMs - 61_000,
      incidents: newest,
    });
    const waiting = lookAgain(unasked, { hadAllUrgent: false, nowMs: now.nowMs, incidents: [...newest] });
    const begun = lookAgain(waiting, { ...CUT, incidents: [...newest, at(2, 7200)] });
    expect(listUrgent(begun, now)).toEqual([]);
    const later = { ...CUT, nowMs: now.nowMs + 61_000 };
    const urgentAfter = (...incidents: Incident[]): number[] =>
      listUrgent(lookAgain(begun, { ...later, incidents: [...newest, ...incidents] }), {
        ...now,
        nowMs: later.nowMs,
      }).map(({ id }) => id);
    expect(urgentAfter(at(2, 7200), at(3, 86_400))).toEqual([3]);
    expect(urgentAfter(at(2, 7200), at(10, 86_400))).toEqual([]); // it has come in since
  });

  test("are those too that were closed and have been opened again, from then on, where a wall is given all that is open", () => {
    const begun = seenOf(at(9, 300));
    const minuteLater = { ...ALL, nowMs: now.nowMs + 61_000 };
    const known = lookAgain(begun, { ...minuteLater, incidents: [at(9, 361)] });
    const reopened = lookAgain(known, { ...minuteLater, incidents: [at(9, 361), at(4, 86_400)] });
    expect(listUrgent(reopened, { ...now, nowMs: minuteLater.nowMs }).map(({ id }) => id)).toEqual([4]);
  });

  test("are not the old work of a file whose numbers were given before those of a report that was told first", () => {
    const minuteAgo = lookAgain(NOTHING_SEEN, {
      hadAllUrgent: true,
      incidents: [at(90, 300)],
      nowMs: now.nowMs - 61_000,
    });
    const told = lookAgain(minuteAgo, {
      ...CUT,
      incidents: [at(90, 300), at(120, 1, { severity: "minor" })],
    });
    const loaded = [at(90, 300), at(120, 1, { severity: "minor" }), at(100, 86_400)];
    expect(listUrgent(lookAgain(told, { ...CUT, incidents: loaded }), now)).toEqual([]);
  });

  /** Which of them has the screen at each second, from now on until all are over. */
  function firstsOf(incidents: readonly Incident[], seconds: number): (number | undefined)[] {
    const seen = seenOf(...incidents);
    return Array.from({ length: seconds + 1 }, (_, s) =>
      listUrgent(seen, { nowMs: now.nowMs + s * 1000, seconds })
        .map(({ id }) => id)
        .at(0),
    );
  }

  test("have the screen in turn: of eight that come at once each has it, the newest at once, where there are two seconds for each", () => {
    const many = fc.integer({ min: 1, max: 8 });
    const lasting = fc.integer({ min: 0, max: 584 });
    fc.assert(
      fc.property(many, lasting, (length, beyond) => {
        const seconds = 2 * length + beyond;
        const incidents = Array.from({ length }, (_, i) => at(i + 1, 0));
        const firsts = firstsOf(incidents, seconds);
        expect(firsts[0]).toBe(length);
        expect(new Set(firsts)).toEqual(new Set([...incidents.map(({ id }) => id), undefined]));
      }),
      SEED,
    );
  });

  test("change the screen no more often than there are of them: after one turn each the newest has it until the next comes or it is over", () => {
    const ages = fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(ages, (secondsAgo) => {
        const incidents = secondsAgo.map((age, i) => at(i + 1, age));
        const firsts = firstsOf(incidents, 60).filter((id) => id !== undefined);
        const changes = firsts.filter((id, i) => i > 0 && id !== firsts[i - 1]).length;
        expect(changes).toBeLessThanOrEqual(incidents.length);
        const newest = incidents.toSorted((a, b) => b.reportedAt.localeCompare(a.reportedAt))[0]!;
        expect(firsts.at(-1)).toBe(newest.id);
      }),
      SEED,
    );
  });

  test("are the one that is held for as long as it is open, with what comes after it and nothing from before", () => {
    const heldFor = (secondsOn: number, ...incidents: Incident[]): number[] =>
      listUrgent(seenOf(...incidents), { nowMs: now.nowMs + secondsOn * 1000, seconds: 60, heldId: 2 }).map(
        ({ id }) => id,
      );
    expect(heldFor(0, at(1, 20), at(2, 10), at(3, 5))).toEqual([3, 2]);
    expect(heldFor(3600, at(1, 20), at(2, 10), at(3, 5))).toEqual([2]);
    expect(heldFor(3600, at(2, 10, { status: "closed" }))).toEqual([]);
    expect(heldFor(3600, at(2, 10, { severity: "major" }))).toEqual([]);
  });

  test("have the screen for one turn each where they come after one that is held, which has it all the rest of the time", () => {
    const incidents = [at(1, 50), at(2, 30), at(3, -20), at(4, -20)]; // the last two are still to come
    const firstAt = (second: number): number | undefined => {
      const nowMs = now.nowMs + second * 1000;
      const come = incidents.filter(({ reportedAt }) => Date.parse(reportedAt) <= nowMs);
      return listUrgent(seenOf(...come), { nowMs, seconds: 60, heldId: 2 }).at(0)?.id;
    };
    const expected = (second: number): number => {
      if (second < 20 || second >= 50) return 2;
      return second < 35 ? 4 : 3;
    };
    const seconds = Array.from({ length: 120 }, (_, second) => second);
    expect(seconds.map(firstAt)).toEqual(seconds.map(expected));
  });
});
