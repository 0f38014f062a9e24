import { createGridIndex, isNearBorder } from "@getu/domain";
import type { Grid, Incident, IncidentRecord, Territory } from "@getu/domain";
import {
  createTestDatabase,
  foundTown,
  TOWN_TERRITORY,
  townIncident,
  townPosition,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createTerritory,
  findIncident,
  importIncidents,
  listGridAreas,
  listIncidents,
  reportIncident,
} from "../src/index.ts";
import type { Db } from "../src/index.ts";
import { createIncidents } from "./made-up-incidents.ts";

const NOW = new Date("2026-05-10T04:00:00Z");

let database: TestDatabase;
let db: Db;
let territory: Territory;
let grids: readonly Grid[];
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
  count += 1;
  ({ territory, grids } = await foundTown(db, { code: `town-${count}` }));
});

const load = (records: Iterable<IncidentRecord>) =>
  importIncidents(db, { territoryId: territory.id, records, file: "incidents.csv" });
const listAll = () => listIncidents(db, { territoryId: territory.id, limit: 100_000 });
const changes = async () =>
  (await db.pool.query("SELECT * FROM change WHERE territory_id = $1 ORDER BY id", [territory.id])).rows;

describe("importing incidents", () => {
  test("the same file twice changes nothing", async () => {
    const records = createIncidents(800, { seed: 1, now: NOW });
    expect(await load(records)).toEqual({ inserted: 800, updated: 0, unchanged: 0, rejects: [] });
    const [before, told] = [await listAll(), await changes()];
    expect(await load(records)).toEqual({ inserted: 0, updated: 0, unchanged: 800, rejects: [] });
    expect(await listAll()).toEqual(before);
    expect(await changes()).toEqual(told);
  });

  test("what comes out is what went in, with the place the one owner rule gives", async () => {
    const records = createIncidents(500, { seed: 2, now: NOW });
    await load(records);
    const index = createGridIndex(await listGridAreas(db, { territoryId: territory.id }));
    const found = new Map((await listAll()).map((incident) => [incident.externalId, incident]));
    for (const record of records) {
      const incident = found.get(record.externalId)!;
      expect(incident).toMatchObject(record);
      const placement = index.placementOf(record.position);
      expect(incident.gridCurrent).toBe(placement.gridId);
      expect(incident.gridAtOccurrence).toBe(placement.gridId);
      expect(incident.nearBorder).toBe(isNearBorder(placement, record.accuracyMetres));
    }
    expect([...found.values()].some(({ gridCurrent }) => gridCurrent === null)).toBe(true);
    expect([...found.values()].some(({ nearBorder }) => nearBorder)).toBe(true);
  });

  test("a changed record is updated in place, and a corrected position is placed again", async () => {
    await load([townIncident({ externalId: "a" }), townIncident({ externalId: "b" })]);
    const [before] = await listAll();
    const moved = townIncident({ externalId: before!.externalId, position: townPosition(3.5, 3.5) });
    const other = townIncident({ externalId: before!.externalId === "a" ? "b" : "a" });
    expect(await load([moved, other])).toMatchObject({ inserted: 0, updated: 1, unchanged: 1 });
    const after = await findIncident(db, { territoryId: territory.id, id: before!.id });
    const index = createGridIndex(await listGridAreas(db, { territoryId: territory.id }));
    const owner = index.gridAt(moved.position);
    expect(after).toMatchObject({ position: moved.position, gridCurrent: owner, gridAtOccurrence: owner });
    expect(owner).not.toBe(before!.gridCurrent);
  });

  test("a correction into another grid has every screen fetch afresh, as those of the old one hear nothing of the new one; any other is told by itself", async () => {
    const told = async () => (await changes()).at(-1)!;
    const record = townIncident({ externalId: "a", position: townPosition(0.5, 0.5) });
    await load([record]);
    await load([{ ...record, summary: "corrected", position: townPosition(0.6, 0.5) }]);
    expect(await told()).toMatchObject({
      topic: "incident",
      payload: { incident: { summary: "corrected" } },
    });
    await load([{ ...record, position: townPosition(5.5, 0.5) }]);
    const payload = { topic: "territory", only: "incidents" };
    expect(await told()).toMatchObject({ grid_path: "", payload });
  });

  test("records that cannot be taken are returned with row and reason, the others are stored", async () => {
    const result = await load([
      townIncident({ externalId: "good" }),
      townIncident({ externalId: "good", summary: "again" }),
      townIncident({ externalId: null }),
      townIncident({ externalId: "lat", position: [120, 91] }),
      townIncident({ externalId: "nan", position: [Number.NaN, 30] }),
      townIncident({ externalId: "time", occurredAt: "yesterday" }),
      townIncident({ externalId: "closed", closedAt: "2026-05-02T00:00:00.000Z" }),
      townIncident({ externalId: "zero", summary: "a\0b" }),
      { ...townIncident({ externalId: "extra" }), grid_current: 1 } as IncidentRecord,
      townIncident({ externalId: "half", summary: "半个字\ud800" }),
      townIncident({ externalId: "lost", summary: "玄武\ufffd街道" }),
    ]);
    expect(result.inserted).toBe(1);
    expect(result.rejects.map(({ file, row, reason }) => [file, row, reason])).toEqual([
      ["incidents.csv", 2, "duplicate-external-id"],
      ["incidents.csv", 3, "no-external-id"],
      ["incidents.csv", 4, "bad-value"],
      ["incidents.csv", 5, "bad-value"],
      ["incidents.csv", 6, "bad-value"],
      ["incidents.csv", 7, "closed-at-but-open"],
      ["incidents.csv", 8, "zero-character"],
      ["incidents.csv", 9, "bad-value"],
      ["incidents.csv", 10, "broken-character"],
      ["incidents.csv", 11, "broken-character"],
    ]);
    expect(await listAll()).toHaveLength(1);
  });

  test("a text longer than its field may be is refused by name, and its neighbours are stored", async () => {
    const long = "长".repeat(3_000_000);
    const result = await load([
      townIncident({ externalId: "before" }),
      townIncident({ externalId: long }),
      townIncident({ externalId: "summary", summary: long }),
      townIncident({ externalId: "condition", condition: "x".repeat(201) }),
      townIncident({ externalId: "长".repeat(200), summary: "长".repeat(2000) }),
    ]);
    expect(result.inserted).toBe(2);
    expect(result.rejects).toEqual(
      [
        ["externalId: 3000000 characters, at most 200", 2],
        ["summary: 3000000 characters, at most 2000", 3],
        ["condition: 201 characters, at most 200", 4],
      ].map(([detail, row]) => ({ file: "incidents.csv", row, reason: "text-too-long", detail })),
    );
  });

  test("a reader may tell the row of the file, and may be asynchronous", async () => {
    async function* read(): AsyncGenerator<IncidentRecord & { row: number }> {
      yield { ...townIncident({ externalId: "a" }), row: 17 };
      yield { ...townIncident({ externalId: "" }), row: 23 };
    }
    const args = { territoryId: territory.id, records: read(), file: "x" };
    const result = await importIncidents(db, args);
    expect(result.inserted).toBe(1);
    expect(result.rejects).toMatchObject([{ file: "x", row: 23 }]);
  });

  test("batches before a broken file stay, and the repeated import completes them", async () => {
    const records = createIncidents(7000, { seed: 3, now: NOW });
    function* breaking(): Generator<IncidentRecord> {
      yield* records.slice(0, 6000);
      throw new Error("the file ends in the middle");
    }
    await expect(load(breaking())).rejects.toThrow("the file ends in the middle");
    expect(await listAll()).toHaveLength(5000);
    expect((await changes()).map(({ topic }) => topic)).toEqual(Array(3).fill("territory")); // grids, and two batches
    expect(await load(records)).toEqual({ inserted: 2000, updated: 0, unchanged: 5000, rejects: [] });
  });

  test("each large batch tells the screens in its own transaction, so that a killed import leaves nothing unseen", async () => {
    await load(createIncidents(5001, { seed: 6, now: NOW }));
    const { rows } = await db.pool.query(
      `SELECT topic, payload->>'only' AS only, count(*)::integer AS incidents FROM change JOIN incident USING (territory_id)
       WHERE territory_id = $1 AND change.tx::text = incident.xmin::text GROUP BY change.id, topic, payload
       ORDER BY incidents DESC`,
      [territory.id],
    );
    expect(rows).toEqual([
      { topic: "territory", only: "incidents", incidents: 2500 },
      { topic: "territory", only: "incidents", incidents: 2500 },
      { topic: "incident", only: null, incidents: 1 },
    ]);
    expect(await changes()).toHaveLength(4); // and the grids' import
  });

  test("an unknown territory is refused before anything is read", async () => {
    const args = { territoryId: 999_999, records: [townIncident({ externalId: "a" })], file: "x" };
    await expect(importIncidents(db, args)).rejects.toThrow("there is no territory 999999");
  });
});

describe("reporting", () => {
  test("a report that is delivered twice, even at once, is one incident", async () => {
    const record = townIncident({ externalId: "phone-1" });
    const twice = [1, 2, 3, 4].map(() => reportIncident(db, { territoryId: territory.id, record }));
    const taken = await Promise.all(twice);
    expect(new Set(taken.map(({ id }) => id)).size).toBe(1);
    expect(await changes()).toHaveLength(2); // the grids' import and this one
  });

  test("the same external id means another incident in another territory", async () => {
    const other = await createTerritory(db, { ...TOWN_TERRITORY, code: `other-${count}` });
    const record = townIncident({ externalId: "phone-1" });
    const own = await reportIncident(db, { territoryId: territory.id, record });
    await reportIncident(db, { territoryId: other.id, record });
    expect(await findIncident(db, { territoryId: other.id, id: own.id })).toBeNull();
    expect(await listAll()).toEqual([own]);
  });
});

describe("listing incidents", () => {
  test("filters and pages agree with filtering the whole list", async () => {
    await load(createIncidents(600, { seed: 4, now: NOW }));
    const all = await listAll();
    const newestFirst = all.toSorted((a, b) => b.reportedAt.localeCompare(a.reportedAt) || b.id - a.id);
    expect(all).toEqual(newestFirst);
    const territoryId = territory.id;
    const [from, to] = ["2026-05-08T00:00:00.000Z", "2026-05-09T12:00:00.000Z"];
    const inside = ({ occurredAt }: Incident): boolean => occurredAt >= from && occurredAt < to;
    const isOpen = ({ status }: Incident): boolean => status !== "closed";
    expect(await listIncidents(db, { territoryId, from, to, limit: 1000 })).toEqual(all.filter(inside));
    expect(await listIncidents(db, { territoryId, open: true, limit: 1000 })).toEqual(all.filter(isOpen));
    expect(await listIncidents(db, { territoryId, open: false, from, limit: 1000 })).toEqual(
      all.filter((incident) => !isOpen(incident) && incident.occurredAt >= from),
    );
    const urgent = all.filter((incident) => isOpen(incident) && incident.severity === "urgent");
    expect(urgent.length).toBeGreaterThan(3);
    const isUrgent = { territoryId, open: true, severity: "urgent" } as const;
    expect(await listIncidents(db, { ...isUrgent, limit: 1000 })).toEqual(urgent);
    expect(await listIncidents(db, { ...isUrgent, limit: 3 })).toEqual(urgent.slice(0, 3));
    const paged: Incident[] = [];
    for (;;) {
      const before = paged.at(-1)?.id;
      const page = await listIncidents(db, { territoryId, open: true, limit: 37, before });
      paged.push(...page);
      if (page.length < 37) break;
    }
    expect(paged).toEqual(all.filter(isOpen));
  });

  test("a grid of any tier stands for everything below it", async () => {
    await load(createIncidents(600, { seed: 5, now: NOW }));
    const all = await listAll();
    const below = (id: number): number[] => [
      id,
      ...grids.filter(({ parentId }) => parentId === id).flatMap((child) => below(child.id)),
    ];
    for (const name of ["community-1", "compound-0-1", "lane-3-2"]) {
      const grid = grids.find(({ externalId }) => externalId === name)!;
      const ids = new Set(below(grid.id));
      const expected = all.filter(({ gridCurrent }) => gridCurrent !== null && ids.has(gridCurrent));
      const filter = { territoryId: territory.id, gridId: grid.id, limit: 1000 };
      expect(await listIncidents(db, filter)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(0);
    }
  });
});
