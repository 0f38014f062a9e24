import { setTimeout as sleep } from "node:timers/promises";
import { createGridIndex } from "@getu/domain";
import type { GridRecord, Territory } from "@getu/domain";
import {
  createTestDatabase,
  createTown,
  TOWN_TERRITORY,
  townBox,
  townCamera,
  townIncident,
  townPlace,
  townPosition,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  createTerritory,
  findIncident,
  findTerritory,
  getGridEdges,
  getTerritory,
  importCameras,
  importGrids,
  importIncidents,
  importPlaces,
  listGridAreas,
  listGridOutlines,
  listGrids,
  listIncidents,
  listVersions,
  reportIncident,
} from "../src/index.ts";
import type { Db } from "../src/index.ts";
import { lockBoundaries } from "../src/grid/territory.ts";

let database: TestDatabase;
let db: Db;
let territory: Territory;
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
  count += 1;
  territory = await createTerritory(db, { ...TOWN_TERRITORY, code: `town-${count}` });
});

const load = (records: readonly GridRecord[]) =>
  importGrids(db, { territoryId: territory.id, records, file: "town.geojson" });
const versionNow = async () => (await getTerritory(db, { territoryId: territory.id })).version;
const idsByName = async () =>
  new Map((await listGrids(db, { territoryId: territory.id })).map((grid) => [grid.externalId, grid.id]));
const rowsOf = async (table: string) =>
  (await db.pool.query(`SELECT * FROM ${table} WHERE territory_id = $1`, [territory.id])).rows;

describe("importing grids into a new territory", () => {
  const create = (records: Iterable<GridRecord>) =>
    importGrids(db, { create: { ...TOWN_TERRITORY, code: `new-${count}` }, records, file: "new.geojson" });
  const found = () => findTerritory(db, { code: `new-${count}` });

  test("makes both at once, and a second time the code is taken", async () => {
    const town = createTown(1);
    expect(await create(town)).toMatchObject({ inserted: town.length, rejects: [] });
    expect(await found()).toMatchObject({ ...TOWN_TERRITORY, code: `new-${count}`, version: 1 });
    await expect(create(town)).rejects.toThrow(`there is a territory "new-${count}" already`);
  });

  test("leaves no territory when the import breaks off", async () => {
    function* breaking(): Generator<GridRecord> {
      yield* createTown(1);
      throw new Error("the file ends in the middle");
    }
    await expect(create(breaking())).rejects.toThrow("the file ends in the middle");
    expect(await found()).toBeNull();
  });

  test("leaves no territory when none of the grids can stand", async () => {
    const nameless = createTown(1).map((grid) => ({ ...grid, name: "" }));
    await expect(create(nameless)).rejects.toThrow(/^new.geojson: none of its records can be a grid/);
    expect(await found()).toBeNull();
  });
});

describe("importing grids", () => {
  test("the same file twice changes nothing and publishes no second version", async () => {
    const town = createTown();
    const first = await load(town);
    expect(first).toEqual({ inserted: town.length, updated: 0, unchanged: 0, rejects: [] });
    const states = await rowsOf("grid_state");
    expect(await load(town)).toEqual({ inserted: 0, updated: 0, unchanged: town.length, rejects: [] });
    expect(await versionNow()).toBe(1);
    expect(await rowsOf("grid_state")).toEqual(states);
  });

  test("the planner knows of a thousand new grids at once, not when autovacuum comes by", async () => {
    const grids = createTown(50);
    await load(grids);
    const { rows } = await db.pool.query("SELECT reltuples FROM pg_class WHERE relname = 'grid_state'");
    expect(rows[0].reltuples).toBeGreaterThanOrEqual(grids.length);
  });

  test("only grids without children own an outline, and parents' sizes follow from them", async () => {
    await load(createTown());
    const grids = await listGrids(db, { territoryId: territory.id });
    const areas = await listGridAreas(db, { territoryId: territory.id });
    expect(areas).toHaveLength(32);
    const lanes = grids.filter(({ tier }) => tier === 2);
    expect(new Set(areas.map(({ id }) => id))).toEqual(new Set(lanes.map(({ id }) => id)));
    for (const parent of grids.filter(({ tier }) => tier < 2)) {
      const below = grids.filter(({ parentId }) => parentId === parent.id);
      const total = below.reduce((sum, grid) => sum + grid.areaSquareMetres, 0);
      expect(parent.areaSquareMetres).toBeCloseTo(total, 3);
      expect(parent.bbox[0]).toBe(Math.min(...below.map(({ bbox }) => bbox[0])));
      expect(parent.bbox[3]).toBe(Math.max(...below.map(({ bbox }) => bbox[3])));
    }
    const index = createGridIndex(areas);
    for (const lane of lanes) expect(index.gridAt(lane.anchor)).toBe(lane.id);
  });

  test("the territory's box is that of all outlines", async () => {
    await load(createTown());
    const { bbox } = await getTerritory(db, { territoryId: territory.id });
    expect(bbox).toEqual([...townPosition(0, 0), ...townPosition(8, 4)]);
  });

  test("a parent's own outline is kept for comparison and gives children that name no parent their parent", async () => {
    const [community] = createTown(1);
    const outlined = { ...community!, area: townBox(0, 0, 4, 4) };
    await load([outlined]);
    expect((await listGridAreas(db, { territoryId: territory.id })).length).toBe(1);
    const lanes = createTown(1)
      .filter(({ tier }) => tier === 2)
      .map((lane) => ({ ...lane, parentExternalId: null }));
    expect((await load(lanes)).inserted).toBe(16);
    const ids = await idsByName();
    const grids = await listGrids(db, { territoryId: territory.id });
    for (const lane of grids.filter(({ tier }) => tier === 2))
      expect(lane.parentId).toBe(ids.get("community-0"));
    expect((await listGridAreas(db, { territoryId: territory.id })).length).toBe(16);
    const outlines = await listGridOutlines(db, { territoryId: territory.id });
    expect(outlines[0]).toEqual({ externalId: "community-0", tier: 0, area: outlined.area });
    expect(await load(lanes)).toMatchObject({ inserted: 0, updated: 0, unchanged: 16 });
  });

  test("a shared edge is one line that knows the grids on both sides", async () => {
    await load(createTown(1));
    const edges = await getGridEdges(db, { territoryId: territory.id });
    expect(edges.version).toBe(1);
    expect(edges.gridIds).toHaveLength(16);
    const sides = edges.arcs.flatMap(({ left, right, points }) => [
      ...(left < 0 ? [] : [{ grid: left, steps: points.length / 2 - 1 }]),
      ...(right < 0 ? [] : [{ grid: right, steps: points.length / 2 - 1 }]),
    ]);
    for (let grid = 0; grid < 16; grid += 1) {
      const steps = sides.filter((side) => side.grid === grid).reduce((sum, side) => sum + side.steps, 0);
      expect(steps).toBe(4); // four sides of a square, each counted once
    }
    expect(await getGridEdges(db, { territoryId: territory.id })).toEqual(edges);
  });

  test("records that cannot stand are refused with row and reason, and the rest is taken", async () => {
    const town = createTown(1);
    const lane = town.find(({ externalId }) => externalId === "lane-0-0")!;
    const bad: GridRecord[] = [
      { ...lane, externalId: "orphan", parentExternalId: "nowhere" },
      { ...lane, externalId: "peer", parentExternalId: "lane-0-1" },
      { ...lane, externalId: "bare", area: null },
      { ...lane, externalId: "child-of-bare-parent", tier: 9 },
      lane,
      { ...lane, externalId: "nameless", name: "" },
      { ...lane, externalId: "zero", name: "a\0b" },
      { ...lane, externalId: "x".repeat(3_000_000) },
      { ...lane, externalId: "heir", parentExternalId: "x".repeat(201) },
      { ...lane, externalId: "half", name: "半个字\ud800" },
    ];
    const result = await load([...town, ...bad]);
    expect(result.inserted).toBe(town.length);
    expect(
      result.rejects.map(({ row, reason }) => [row - town.length, reason] as const).sort(([a], [b]) => a - b),
    ).toEqual([
      [1, "unknown-parent"],
      [2, "parent-not-coarser"],
      [3, "no-outline"],
      [4, "unknown-tier"],
      [5, "duplicate-external-id"],
      [6, "bad-value"],
      [7, "zero-character"],
      [8, "text-too-long"],
      [9, "text-too-long"],
      [10, "broken-character"],
    ]);
    expect(result.rejects.every(({ file }) => file === "town.geojson")).toBe(true);
  });

  test("when a parent is refused its children are refused too, unless they are in force already", async () => {
    const [community, compound, lane] = createTown(1);
    const result = await load([{ ...community!, name: "" }, compound!, lane!]);
    expect(result.inserted).toBe(0);
    expect(result.rejects.map(({ reason }) => reason)).toEqual([
      "bad-value",
      "unknown-parent",
      "unknown-parent",
    ]);
    expect(await versionNow()).toBe(0);
  });

  test("a new name, code, leader or number of households comes into force under the outline that stays", async () => {
    const town = createTown(1);
    await load(town);
    const news = { code: "NEW", name: "New name", leaderName: "New leader", households: 41 };
    const changed = town.map((grid) => (grid.externalId === "lane-1-1" ? { ...grid, ...news } : grid));
    expect(await load(changed)).toMatchObject({ updated: 1, unchanged: town.length - 1 });
    const grids = await listGrids(db, { territoryId: territory.id });
    expect(grids.find(({ externalId }) => externalId === "lane-1-1")).toMatchObject(news);
    expect(await versionNow()).toBe(2);
    expect(await load(changed)).toMatchObject({ updated: 0 });
  });

  test("an import that fails half-way leaves nothing half written", async () => {
    const town = createTown(1);
    await load(town);
    const before = await Promise.all(["grid", "grid_state", "territory_version", "change"].map(rowsOf));
    const moved = town.map((grid) => ({ ...grid, name: `${grid.name}, renamed` }));
    await database.owner.query(
      "ALTER TABLE territory_version ADD CONSTRAINT planted CHECK (territory_id <> " +
        `${territory.id} OR number < 2) NOT VALID`,
    );
    await expect(load(moved)).rejects.toThrow(/planted/);
    await database.owner.query("ALTER TABLE territory_version DROP CONSTRAINT planted");
    expect(await Promise.all(["grid", "grid_state", "territory_version", "change"].map(rowsOf))).toEqual(
      before,
    );
    function* breaking(): Generator<GridRecord> {
      yield moved[0]!;
      throw new Error("the file ends in the middle");
    }
    await expect(
      importGrids(db, { territoryId: territory.id, records: breaking(), file: "half.geojson" }),
    ).rejects.toThrow("the file ends in the middle");
    expect(await Promise.all(["grid", "grid_state", "territory_version", "change"].map(rowsOf))).toEqual(
      before,
    );
  });

  test("a grid whose last child leaves and that has no outline stops the import, with its name", async () => {
    await load(createTown(1));
    const lanes = createTown(1).filter(({ parentExternalId }) => parentExternalId === "compound-0-0");
    const moved = lanes.map((lane) => ({ ...lane, parentExternalId: "compound-1-1" }));
    await expect(load(moved)).rejects.toThrow(/"compound-0-0" would lose its last child/);
    expect(await versionNow()).toBe(1);
  });
});

describe("incidents after a redraw", () => {
  // Near the south border of each third: whose neighbour lies below it is told by the line there.
  const positions = Array.from({ length: 8 * 4 * 9 }, (_, i) =>
    townPosition(((i % 24) + 0.5) / 3, (Math.floor(i / 24) + 0.2) / 3),
  );

  /** The town after lanes 0-0 and 1-0 exchanged a strip. */
  const redrawn = (): GridRecord[] =>
    createTown()
      .filter(({ externalId }) => ["lane-0-0", "lane-1-0"].includes(externalId))
      .map((lane) => ({
        ...lane,
        area: lane.externalId === "lane-0-0" ? townBox(0, 0, 1.5, 1) : townBox(1.5, 0, 2, 1),
      }));

  test("grid_current follows the new lines, grid_at_occurrence stays", async () => {
    await load(createTown());
    const records = positions.map((position, i) => townIncident({ externalId: `i${i}`, position }));
    await importIncidents(db, { territoryId: territory.id, records, file: "incidents.csv" });
    const before = await listIncidents(db, { territoryId: territory.id, limit: 1000 });
    const old = createGridIndex(await listGridAreas(db, { territoryId: territory.id }));
    await load(redrawn());
    const now = createGridIndex(await listGridAreas(db, { territoryId: territory.id }));
    const after = await listIncidents(db, { territoryId: territory.id, limit: 1000 });
    expect(after).toHaveLength(before.length);
    let moved = 0;
    for (const incident of after) {
      const placement = now.placementOf(incident.position);
      expect(incident.gridCurrent).toBe(placement.gridId);
      expect(incident.distanceToBorderMetres).toBe(
        placement.gridId === null ? null : placement.distanceToBorderMetres,
      );
      expect(incident.neighbourGridId).toBe(placement.neighbourGridId);
      expect(incident.gridAtOccurrence).toBe(old.gridAt(incident.position));
      if (incident.gridAtOccurrence !== incident.gridCurrent) moved += 1;
    }
    expect(moved).toBeGreaterThan(0);
    expect(await versionNow()).toBe(2);
  });

  test("incidents follow after the lines are in force, noted in the version: reports wait for the lines alone", async () => {
    await load(createTown());
    const territoryId = territory.id;
    const records = positions.map((position, i) => townIncident({ externalId: `i${i}`, position }));
    await importIncidents(db, { territoryId, records, file: "incidents.csv" });
    const held = await db.pool.connect(); // somebody works on an incident that is to move
    await held.query("BEGIN");
    await held.query("SELECT FROM incident WHERE territory_id = $1 FOR UPDATE", [territoryId]);
    const redraw = load(redrawn());
    await expect.poll(versionNow).toBe(2);
    await reportIncident(db, { territoryId, record: townIncident({ externalId: "meanwhile" }) });
    await held.query("COMMIT");
    held.release();
    await redraw;
    const moved = (await listIncidents(db, { territoryId, limit: 1000 })).filter(
      ({ gridAtOccurrence, gridCurrent }) => gridAtOccurrence !== gridCurrent,
    );
    const [version] = await listVersions(db, { territoryId });
    expect(version!.reassignment).toMatchObject({ moved: moved.length, endedAt: expect.any(String) });
  });

  test("only incidents whose place differs are written", async () => {
    await load(createTown());
    const records = positions.map((position, i) => townIncident({ externalId: `i${i}`, position }));
    await importIncidents(db, { territoryId: territory.id, records, file: "incidents.csv" });
    const places = `SELECT id, xmin::text, grid_current, distance_to_border_metres, neighbour_grid_id, near_border
      FROM incident WHERE territory_id = $1 ORDER BY id`;
    const { rows: before } = await db.pool.query(places, [territory.id]);
    await load(redrawn());
    const { rows: after } = await db.pool.query(places, [territory.id]);
    const written = after.filter((row, i) => row.xmin !== before[i].xmin);
    const differing = after.filter(
      (row, i) => JSON.stringify({ ...row, xmin: 0 }) !== JSON.stringify({ ...before[i], xmin: 0 }),
    );
    expect(written).toEqual(differing);
    expect(written.length).toBeGreaterThan(0);
    expect(written.length).toBeLessThan(after.length / 2);
  });

  test("what lay outside every grid is found again when a grid comes to it", async () => {
    await load(createTown(1));
    const outside = await reportIncident(db, {
      territoryId: territory.id,
      record: townIncident({ position: townPosition(4.5, 0.5) }),
    });
    expect(outside).toMatchObject({
      gridAtOccurrence: null,
      gridCurrent: null,
      distanceToBorderMetres: null,
    });
    await load(createTown(2));
    const ids = await idsByName();
    const found = await findIncident(db, { territoryId: territory.id, id: outside.id });
    expect(found).toMatchObject({ gridAtOccurrence: null, gridCurrent: ids.get("lane-4-0") });
  });

  test("a late report is placed by the lines that were in force when it happened", async () => {
    await load(createTown());
    const between = await db.pool.query<{ at: Date }>("SELECT clock_timestamp() + interval '1 ms' AS at");
    await sleep(20);
    await load(redrawn());
    const ids = await idsByName();
    const position = townPosition(1.25, 0.5); // lane 1-0 before, lane 0-0 after
    const report = (occurredAt: string) =>
      reportIncident(db, { territoryId: territory.id, record: townIncident({ position, occurredAt }) });
    const late = await report(between.rows[0]!.at.toISOString());
    expect([late.gridAtOccurrence, late.gridCurrent]).toEqual([ids.get("lane-1-0"), ids.get("lane-0-0")]);
    const fresh = await report(new Date(Date.now() + 1000).toISOString());
    expect([fresh.gridAtOccurrence, fresh.gridCurrent]).toEqual([ids.get("lane-0-0"), ids.get("lane-0-0")]);
  });

  test("reports and imports wait while the lines are being redrawn", async () => {
    await load(createTown());
    const territoryId = territory.id;
    const redraw = await db.pool.connect();
    await redraw.query("BEGIN");
    await lockBoundaries(redraw, { territoryId, mode: "exclusive" });
    let done = 0;
    const file = "x";
    const writes = [
      reportIncident(db, { territoryId, record: townIncident() }),
      importIncidents(db, { territoryId, records: [townIncident({ externalId: "a" })], file }),
      importCameras(db, { territoryId, records: [townCamera()], file }),
      importPlaces(db, { territoryId, records: [townPlace()], file }),
    ].map((write) => write.finally(() => (done += 1)));
    await sleep(300);
    expect(done).toBe(0);
    await redraw.query("COMMIT");
    redraw.release();
    await Promise.all(writes);
  });

  test("a report taken while the lines are being redrawn never keeps an owner by the old ones", async () => {
    await load(createTown());
    const position = townPosition(1.25, 0.5);
    const reports = Array.from({ length: 30 }, (_, i) =>
      reportIncident(db, {
        territoryId: territory.id,
        record: townIncident({ position, externalId: `r${i}` }),
      }),
    );
    const [, ...taken] = await Promise.all([load(redrawn()), ...reports]);
    const ids = await idsByName();
    const owners = await Promise.all(
      taken.map(async ({ id }) => (await findIncident(db, { territoryId: territory.id, id }))!.gridCurrent),
    );
    expect(new Set(owners)).toEqual(new Set([ids.get("lane-0-0")]));
  });
});
