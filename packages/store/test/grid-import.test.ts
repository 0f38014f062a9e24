import { createGridIndex } from "@getu/domain";
import type { GridRecord } from "@getu/domain";
import { createTown, idsOfTown, TOWN_TERRITORY, townBox, townPosition } from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import {
  findTerritory,
  getGridEdges,
  getTerritory,
  importGrids,
  listGridAreas,
  listGridOutlines,
  listGrids,
} from "../src/index.ts";
import { database, db, territory, useTerritoryEach } from "./territory-each.ts";

useTerritoryEach();

const load = (records: readonly GridRecord[]) =>
  importGrids(db, { territoryId: territory.id, records, file: "town.geojson" });
const versionNow = async () => (await getTerritory(db, { territoryId: territory.id })).version;
const rowsOf = async (table: string) =>
  (await db.pool.query(`SELECT * FROM ${table} WHERE territory_id = $1`, [territory.id])).rows;

describe("importing grids into a new territory", () => {
  const create = (records: Iterable<GridRecord>) =>
    importGrids(db, {
      create: { ...TOWN_TERRITORY, code: `new-${territory.code}` },
      records,
      file: "new.geojson",
    });
  const found = () => findTerritory(db, { code: `new-${territory.code}` });

  test("makes both at once, and a second time the code is taken", async () => {
    const town = createTown(1);
    expect(await create(town)).toMatchObject({ inserted: town.length, rejects: [] });
    expect(await found()).toMatchObject({ ...TOWN_TERRITORY, code: `new-${territory.code}`, version: 1 });
    await expect(create(town)).rejects.toThrow(`there is a territory "new-${territory.code}" already`);
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
    const idOf = await idsOfTown(db, territory.id);
    const grids = await listGrids(db, { territoryId: territory.id });
    for (const lane of grids.filter(({ tier }) => tier === 2))
      expect(lane.parentId).toBe(idOf("community-0"));
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
