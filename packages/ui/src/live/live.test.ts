import type { Incident, LiveChange } from "@getu/domain";
import { isOpen } from "@getu/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyToIncidents } from "./apply-change.ts";
import { createChangeLog } from "./change-log.ts";
import type { ChangeLog } from "./change-log.ts";
import {
  hearHeld,
  hearServer,
  lostSince,
  passTime,
  standsSince,
  startLive,
  SILENCE_MS,
} from "./live-state.ts";

const incident = (id: number, reportedMinute: number, open: boolean): Incident => ({
  id,
  externalId: null,
  category: "c",
  condition: "d",
  severity: "minor",
  channel: "patrol",
  status: open ? "handling" : "closed",
  summary: "",
  position: [118.7, 32],
  accuracyMetres: null,
  occurredAt: "2026-11-22T00:00:00.000Z",
  reportedAt: new Date(Date.UTC(2026, 10, 22, 0, reportedMinute)).toISOString(),
  dueAt: null,
  closedAt: null,
  gridAtOccurrence: null,
  gridCurrent: null,
  distanceToBorderMetres: null,
  neighbourGridId: null,
  nearBorder: false,
});

// An incident's report time never changes, its state does.
const changes = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean()), { maxLength: 60 });
const toChange = ([id, open]: [number, boolean]): LiveChange => ({
  topic: "incident",
  incident: incident(id, (id * 7) % 5, open),
});

describe("a list of incidents under changes", () => {
  test.each([{ open: true }, { open: false }])(
    "equals sorting the latest states from nothing ($open)",
    (rule) => {
      fc.assert(
        fc.property(changes, (all) => {
          const latest = new Map<number, Incident>();
          let list: readonly Incident[] = [];
          for (const change of all.map(toChange)) {
            if (change.topic === "incident") latest.set(change.incident.id, change.incident);
            list = applyToIncidents(list, change, { ...rule, limit: Infinity });
          }
          const expected = [...latest.values()]
            .filter(({ status }) => !rule.open || isOpen(status))
            .sort((a, b) => Date.parse(b.reportedAt) - Date.parse(a.reportedAt) || b.id - a.id);
          expect(list).toEqual(expected);
        }),
        { seed: 20_261_122 },
      );
    },
  );

  test("of one severity takes what rises to it and gives up what does not weigh as much any more", () => {
    const rule = { open: true, severity: "urgent", limit: 10 } as const;
    const change = (severity: Incident["severity"]): LiveChange => ({
      topic: "incident",
      incident: { ...incident(1, 3, true), severity },
    });
    const list = applyToIncidents([], change("urgent"), rule);
    expect(list.map(({ id }) => id)).toEqual([1]);
    expect(applyToIncidents(list, change("major"), rule)).toEqual([]);
    expect(applyToIncidents([], change("major"), rule)).toEqual([]);
  });

  test("never grows beyond its limit", () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 5 }), (all, limit) => {
        let list: readonly Incident[] = [];
        for (const change of all.map(toChange)) list = applyToIncidents(list, change, { open: false, limit });
        expect(list.length).toBeLessThanOrEqual(limit);
      }),
      { seed: 3 },
    );
  });

  test("keeps its identity when a change does not concern it, so that nothing is drawn again", () => {
    const list = [incident(1, 3, true)];
    const closed: LiveChange = { topic: "incident", incident: incident(2, 9, false) };
    expect(applyToIncidents(list, closed, { open: true, limit: 10 })).toBe(list);
    expect(applyToIncidents(list, { topic: "territory", version: 2 }, { open: true, limit: 10 })).toBe(list);
  });
});

/** Something that a test lets end. */
type Question = {
  heard: LiveChange[];
  end: () => void;
  asked: Promise<{ missed: readonly LiveChange[] }>;
};

function askLog(log: ChangeLog): Question {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { heard: [], end: () => resolve("answer"), asked: log.during(() => promise) };
}

const hearings = fc.array(fc.constantFrom("ask", "hear", "answer"), { maxLength: 60 });

describe("the log of changes", () => {
  test("gives each of several questions what was heard from its beginning to its end", async () => {
    await fc.assert(
      fc.asyncProperty(hearings, async (all) => {
        const log = createChangeLog();
        const asked: Question[] = [];
        const ended: { missed: readonly LiveChange[]; heard: LiveChange[] }[] = [];
        const end = async (question: Question): Promise<void> => {
          question.end();
          ended.push({ missed: (await question.asked).missed, heard: question.heard });
        };
        for (const [i, what] of all.entries()) {
          const change = toChange([i, true]);
          if (what === "hear") {
            log.add(change);
            for (const { heard } of asked) heard.push(change);
          } else if (what === "ask") asked.push(askLog(log));
          else if (asked.length > 0) await end(asked.splice(i % asked.length, 1)[0]!); // it has one
        }
        for (const question of asked) await end(question);
        for (const { missed, heard } of ended) expect(missed).toEqual(heard); // nor has it got more since
      }),
      { seed: 17 },
    );
  });

  test("T17 keeps no more than two thousand changes for a question that hangs, and has it asked again should it end", async () => {
    const log = createChangeLog();
    const [hanging, later] = [askLog(log), askLog(log)];
    for (let i = 0; i < 2_000; i += 1) log.add(toChange([i, true]));
    later.end();
    expect((await later.asked).missed).toHaveLength(2_000);
    log.add(toChange([2_000, true]));
    hanging.end();
    await expect(hanging.asked).rejects.toThrow("2000 changes");
  });
});

describe("the state of the connection", () => {
  test("T03: is lost within ten seconds of the last word, and says since when by the server's clock", () => {
    const heardAt = 1_000_000;
    const live = hearServer(startLive(heardAt - 400), heardAt, heardAt + 60_000);
    expect(passTime(live, SILENCE_MS)).toBe(live);
    const lost = passTime(live, 9_999);
    expect(lost.status).toBe("lost");
    expect(lostSince(lost)).toEqual(new Date(heardAt + 60_000));
    expect(passTime(lost, 20_000)).toBe(lost);
  });

  test("T14: knows the server's time from its word, however wrong the screen's own clock is", () => {
    const dayAhead = 86_400_000;
    const live = hearServer(startLive(0), 5_000 + dayAhead, 5_000);
    expect(live.offsetMs).toBe(-dayAhead);
    expect(lostSince(live)).toEqual(new Date(5_000));
  });

  test("T03: stands still from when changes were held up until the server says that they come again, whatever else it says", () => {
    const live = hearServer(startLive(0), 5_000, 3_605_000);
    const held = hearHeld(live, 3_590_000);
    expect([standsSince(live, null), standsSince(held, null)]).toEqual([null, 3_590_000]);
    expect(standsSince(hearServer(held, 6_000, null), null)).toBe(3_590_000);
    expect(hearHeld(held, 3_590_000)).toBe(held);
    expect(standsSince(hearHeld(held, null), null)).toBeNull();
  });

  test("stands still from the older of when changes were held up and when a part could not be had, by the server's clock", () => {
    const held = hearHeld(hearServer(startLive(0), 5_000, 3_605_000), 3_590_000);
    expect(standsSince(held, -20_000)).toBe(3_580_000);
    expect(standsSince(held, 1_000)).toBe(3_590_000);
    expect(standsSince(hearHeld(held, null), 1_000)).toBe(3_601_000);
    expect(standsSince(held, 0)).toBe(0); // a part has never come
  });

  test("is live again with the next word", () => {
    const lost = passTime(startLive(0), 60_000);
    expect(lost.status).toBe("lost");
    expect(hearServer(lost, 61_000, null).status).toBe("live");
  });
});
