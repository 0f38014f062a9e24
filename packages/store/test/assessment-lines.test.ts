import type { Lines } from "@getu/domain";
import {
  createRedrawTown,
  createTestDatabase,
  drawSteps,
  idsOfTown,
  publishAtOnce,
  townIncident,
  townPosition,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assessMonth, importIncidents, listCounted } from "../src/index.ts";
import type { MonthQuestion } from "../src/index.ts";

const THIS_MONTH = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7); // Shanghai has no summer time
const NOW = new Date().toISOString();
/** Long before the first boundaries: the first ones count. */
const PAST_MONTH = "2026-05";

let database: TestDatabase;
let territoryId: number;
let id: (externalId: string) => number;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  territoryId = await createRedrawTown(db, { code: "lines", incidents: 0 });
  id = await idsOfTown(db, territoryId);
  const at = (name: string, x: number, when: string) =>
    townIncident({
      externalId: name,
      position: townPosition(x, 0.5),
      occurredAt: when,
      reportedAt: when,
      dueAt: null,
    });
  const old = "2026-05-10T00:00:00.000Z";
  // Two in lane 3-0, one in lane 4-0, which lies in the other community; the same half a year ago.
  const records = [NOW, old].flatMap((when) => [3.2, 3.8, 4.5].map((x) => at(`${when} ${x}`, x, when)));
  await importIncidents(db, { territoryId, records, file: "test" });
  const merge = { kind: "merge", keep: id("lane-4-0"), absorb: id("lane-3-0") } as const;
  await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, [merge]));
});
afterAll(() => database.drop());

const asked = (month: string, lines: Lines, tier = 2): MonthQuestion => ({
  territoryId,
  month,
  tier,
  lines,
  timeZone: "Asia/Shanghai",
});

/** Reported incidents of the grids that have any. */
async function reportedBy(question: MonthQuestion): Promise<Map<number, number>> {
  const { grids, elsewhere } = await assessMonth(database.db, question);
  expect(elsewhere.counts.reported).toBe(0);
  return new Map(
    grids.flatMap(({ gridId, counts }) => (counts.reported > 0 ? [[gridId, counts.reported]] : [])),
  );
}

describe.each([
  ["the month of the redraw", THIS_MONTH],
  ["a month before the first boundaries", PAST_MONTH],
])("%s", (_name, month) => {
  test("by today's lines counts for the grids in force, as it was for those that there were", async () => {
    expect(await reportedBy(asked(month, "today"))).toEqual(new Map([[id("lane-4-0"), 3]]));
    expect(await reportedBy(asked(month, "then"))).toEqual(
      new Map([
        [id("lane-3-0"), 2],
        [id("lane-4-0"), 1],
      ]),
    );
  });

  test("is summed by the parents of the same time", async () => {
    expect(await reportedBy(asked(month, "today", 0))).toEqual(new Map([[id("community-1"), 3]]));
    expect(await reportedBy(asked(month, "then", 0))).toEqual(
      new Map([
        [id("community-0"), 2],
        [id("community-1"), 1],
      ]),
    );
  });

  test("calls grids by the names that they had, also those that are gone", async () => {
    const namesOf = async (lines: Lines) =>
      new Map(
        (await assessMonth(database.db, asked(month, lines))).grids.map(({ name, above }) => [name, above]),
      );
    const [today, then] = [await namesOf("today"), await namesOf("then")];
    expect(then.get("Made-up lane-3-0")).toBe("Made-up compound-1-0");
    expect(today.has("Made-up lane-3-0")).toBe(false);
    expect(today.get("Made-up lane-4-0")).toBe("Made-up compound-2-0");
  });

  test("the list behind a number goes by the same lines, within the scope of who asks", async () => {
    const listed = async (lines: Lines, within?: number[]) =>
      (
        await listCounted(database.db, {
          ...asked(month, lines),
          within,
          figure: "reported",
          of: "all",
          limit: 10,
        })
      ).length;
    expect([await listed("today"), await listed("then")]).toEqual([3, 3]);
    expect(await listed("today", [id("community-0")])).toBe(0);
    expect(await listed("then", [id("community-0")])).toBe(2);
  });
});
