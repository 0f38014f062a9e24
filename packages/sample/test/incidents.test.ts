import { dueAt, incidentSchema } from "@getu/domain";
import type { IncidentRecord } from "@getu/domain";
import { createAreaIndex } from "@getu/geometry";
import { describe, expect, test, vi } from "vitest";
import { createSampleStreet } from "../src/index.ts";
import { calendar, catalogue } from "./catalogue.ts";

vi.setConfig({ testTimeout: 30_000 }); // a year has 120,000 incidents

const street = createSampleStreet({ seed: 1, catalogue, calendar });
const now = new Date("2026-11-22T08:00:00Z");
const yearAgo = new Date("2025-11-22T08:00:00Z");
const year = [...street.incidents({ from: yearAgo, to: now, now })];

const localHour = (iso: string): number => (new Date(iso).getUTCHours() + 8) % 24;
const localWeekday = (iso: string): number => new Date(new Date(iso).getTime() + 8 * 3_600_000).getUTCDay();
const share = (all: readonly IncidentRecord[], which: (incident: IncidentRecord) => boolean): number =>
  all.filter(which).length / all.length;
const of = (code: string): IncidentRecord[] => year.filter(({ category }) => category === code);

describe("a year of incidents", () => {
  test("there are about 120,000, oldest first, each with its own id, all within the window", () => {
    expect(year.length).toBeGreaterThan(110_000);
    expect(year.length).toBeLessThan(130_000);
    expect(new Set(year.map(({ externalId }) => externalId)).size).toBe(year.length);
    const times = year.map(({ reportedAt }) => reportedAt);
    expect(times).toEqual(times.toSorted());
    expect(times[0]! >= yearAgo.toISOString()).toBe(true);
    expect(times.at(-1)! < now.toISOString()).toBe(true);
  });

  test("each has the shape the product stores and a deadline by its filing condition", () => {
    const schema = incidentSchema.omit({
      id: true,
      gridAtOccurrence: true,
      gridCurrent: true,
      distanceToBorderMetres: true,
      neighbourGridId: true,
      nearBorder: true,
    });
    for (const incident of year.slice(0, 2000)) {
      schema.parse(incident);
      const category = catalogue.categories.find(({ code }) => code === incident.category);
      const condition = category?.conditions.find(({ key }) => key === incident.condition);
      expect(incident.severity).toBe(condition?.severity);
      const due =
        condition &&
        dueAt(
          { startedAt: new Date(incident.reportedAt), rule: condition.deadline },
          { calendar, timeZone: "Asia/Shanghai" },
        )?.toISOString();
      expect(incident.dueAt).toBe(due);
      expect(incident.occurredAt <= incident.reportedAt).toBe(true);
    }
  });

  test("closed means closed before now; about 92 in 100 were closed in time", () => {
    const closed = year.filter(({ status }) => status === "closed");
    expect(year.filter(({ status, closedAt }) => (status === "closed") !== (closedAt !== null))).toEqual([]);
    expect(closed.filter(({ closedAt }) => closedAt! > now.toISOString())).toEqual([]);
    const inTime = share(closed, ({ closedAt, dueAt }) => closedAt! <= dueAt!);
    expect(inTime).toBeGreaterThan(0.91);
    expect(inTime).toBeLessThan(0.93);
  });

  test("the last days are in every state, and some work is overdue", () => {
    const open = year.filter(({ status }) => status !== "closed");
    expect(new Set(open.map(({ status }) => status)).size).toBe(7);
    const overdue = open.filter(({ dueAt }) => dueAt! < now.toISOString());
    expect(overdue.length).toBeGreaterThan(3);
    expect(overdue.length).toBeLessThan(60);
  });

  test("about 3 in 1,000 lie outside the territory or exactly on a border", () => {
    const index = createAreaIndex(street.grids.flatMap(({ area }) => (area ? [area] : [])));
    const odd = share(year.slice(0, 30_000), ({ position }) => {
      const found = index.locate(position);
      return found.owner < 0 || found.distanceToBorderMetres < 0.001;
    });
    expect(odd).toBeGreaterThan(0.001);
    expect(odd).toBeLessThan(0.005);
  });

  test("only phones say how sure they are of their position", () => {
    const withAccuracy = new Set(
      year.filter((one) => one.accuracyMetres !== null).map(({ channel }) => channel),
    );
    expect([...withAccuracy].toSorted()).toEqual(["patrol", "snapshot"]);
  });

  test("days have a morning and an evening peak; noise belongs to the night, waste to the morning, desks to weekdays", () => {
    const byHour = Array.from({ length: 24 }, () => 0);
    for (const { reportedAt } of year) byHour[localHour(reportedAt)]!++; // hours below 24
    expect(Math.min(byHour[8]!, byHour[18]!)).toBeGreaterThan(byHour[13]!);
    expect(byHour[13]!).toBeGreaterThan(byHour[3]!);
    const night = (one: IncidentRecord): boolean =>
      localHour(one.reportedAt) >= 20 || localHour(one.reportedAt) < 3;
    expect(share(of("noise-night"), night)).toBeGreaterThan(0.6);
    const morning = (one: IncidentRecord): boolean =>
      localHour(one.reportedAt) >= 5 && localHour(one.reportedAt) < 11;
    expect(share(of("overflowing-bin"), morning)).toBeGreaterThan(0.45);
    expect(share(of("certificate"), (one) => localWeekday(one.reportedAt) % 6 === 0)).toBeLessThan(0.15);
  });

  test("some grids are hot: a twentieth of them has at least a sixth of the incidents", () => {
    const index = createAreaIndex(street.grids.flatMap(({ area }) => (area ? [area] : [])));
    const counts = new Map<number, number>();
    const some = year.slice(0, 20_000);
    for (const { position } of some) {
      const owner = index.ownerOf(position);
      counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
    const grids = street.grids.filter(({ area }) => area !== null).length;
    const hottest = [...counts.values()].toSorted((a, b) => b - a).slice(0, Math.round(grids / 20));
    expect(hottest.reduce((sum, count) => sum + count, 0) / some.length).toBeGreaterThan(1 / 6);
  });
});

describe("incidents on demand", () => {
  test("a day's incidents are the same whatever window they are asked in", () => {
    const day = (text: string): Date => new Date(`${text}T00:00:00+08:00`);
    const list = (from: string, to: string): IncidentRecord[] => [
      ...street.incidents({ from: day(from), to: day(to), now }),
    ];
    expect(list("2026-05-01", "2026-05-08")).toEqual([
      ...list("2026-05-01", "2026-05-03"),
      ...list("2026-05-03", "2026-05-08"),
    ]);
  });

  test("a wanted number is met exactly, also in a window of minutes", () => {
    const from = new Date("2026-05-01T01:07:00Z");
    for (const [minutes, count] of [
      [5, 250],
      [60 * 24 * 9, 1234],
      [60 * 30, 1],
    ] as const) {
      const to = new Date(from.getTime() + minutes * 60_000);
      const made = [...street.incidents({ from, to, now, count })];
      expect(made).toHaveLength(count);
      expect(
        made.filter(({ reportedAt }) => reportedAt < from.toISOString() || reportedAt >= to.toISOString()),
      ).toEqual([]);
    }
  });

  test("nothing is reported after now, and an empty window is empty", () => {
    const later = new Date("2027-01-01T00:00:00Z");
    const made = [...street.incidents({ from: new Date("2026-11-22T00:00:00Z"), to: later, now })];
    expect(made.every(({ reportedAt }) => reportedAt < now.toISOString())).toBe(true);
    expect([...street.incidents({ from: now, to: later, now })]).toEqual([]);
    expect(() => street.incidents({ from: new Date("soon"), to: later, now }).next()).toThrow(/valid dates/);
  });

  test("a catalogue of other codes works too", () => {
    const one = catalogue.categories[0]!;
    const foreign = {
      ...catalogue,
      categories: [
        { ...one, code: "a-1" },
        { ...one, code: "b-2", area: "elsewhere" },
      ],
    };
    const sample = createSampleStreet({ seed: 2, catalogue: foreign, calendar, scale: "tiny" });
    const made = [...sample.incidents({ from: yearAgo, to: now, now, count: 200 })];
    expect(new Set(made.map(({ category }) => category))).toEqual(new Set(["a-1", "b-2"]));
  });

  test("the trickle reports now, unhandled, at the rate of the hour", () => {
    const trickle = street.createTrickle({ seed: 9 });
    const evening = new Date("2026-11-22T11:00:00Z");
    const first = trickle.next(evening);
    expect(first).toMatchObject({ status: "reported", reportedAt: evening.toISOString(), closedAt: null });
    expect(trickle.next(evening).externalId).not.toBe(first.externalId);
    const mean = (at: Date): number =>
      Array.from({ length: 2000 }, () => trickle.waitMs(at)).reduce((a, b) => a + b) / 2000;
    expect(mean(evening)).toBeGreaterThan(60_000);
    expect(mean(evening)).toBeLessThan(300_000);
    expect(mean(new Date("2026-11-22T19:00:00Z"))).toBeGreaterThan(3 * mean(evening)); // three in the night
  });
});
