import type { Incident, LiveChange } from "@getu/domain";
import { isOpen } from "@getu/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyToIncidents } from "./apply-change.ts";
import { createChangeLog } from "./change-log.ts";
import { hearServer, lostSince, passTime, startLive, SILENCE_MS } from "./live-state.ts";

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

describe("the log of changes", () => {
  test("gives back what came after a mark, or says that it cannot", () => {
    const log = createChangeLog();
    const first = log.mark();
    const added = Array.from({ length: 1_500 }, (_, i) => toChange([i + 1, true]));
    added.slice(0, 700).forEach(log.add);
    const middle = log.mark();
    added.slice(700).forEach(log.add);
    expect(log.since(first)).toEqual(added);
    expect(log.since(middle)).toEqual(added.slice(700));
    added.forEach(log.add);
    expect(log.since(first)).toBeNull();
    expect(log.since(log.mark())).toEqual([]);
  });
});

describe("the state of the connection", () => {
  test("T03: is lost within ten seconds of the last word, and says since when by the server's clock", () => {
    const heardAt = 1_000_000;
    const live = hearServer(startLive(heardAt - 400), heardAt, heardAt + 60_000);
    expect(passTime(live, heardAt + SILENCE_MS)).toBe(live);
    const lost = passTime(live, heardAt + 9_999);
    expect(lost.status).toBe("lost");
    expect(lostSince(lost)).toEqual(new Date(heardAt + 60_000));
    expect(passTime(lost, heardAt + 20_000)).toBe(lost);
  });

  test("T14: knows the server's time from its word, however wrong the screen's own clock is", () => {
    const dayAhead = 86_400_000;
    const live = hearServer(startLive(0), 5_000 + dayAhead, 5_000);
    expect(live.offsetMs).toBe(-dayAhead);
    expect(lostSince(live)).toEqual(new Date(5_000));
  });

  test("is live again with the next word", () => {
    const lost = passTime(startLive(0), 60_000);
    expect(lost.status).toBe("lost");
    expect(hearServer(lost, 61_000, null).status).toBe("live");
  });
});
