import { setTimeout as sleep } from "node:timers/promises";
import { createGridIndex } from "@getu/domain";
import type { GridRecord } from "@getu/domain";
import {
  createTown,
  idsOfTown,
  lockBoundaries,
  townBox,
  townCamera,
  townIncident,
  townPlace,
  townPosition,
} from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import {
  findIncident,
  getTerritory,
  importCameras,
  importGrids,
  importIncidents,
  importPlaces,
  listGridAreas,
  listIncidents,
  listVersions,
  reportIncident,
} from "../src/index.ts";
import { db, territory, useTerritoryEach } from "./territory-each.ts";

useTerritoryEach();

const load = (records: readonly GridRecord[]) =>
  importGrids(db, { territoryId: territory.id, records, file: "town.geojson" });
const versionNow = async () => (await getTerritory(db, { territoryId: territory.id })).version;

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
    const idOf = await idsOfTown(db, territory.id);
    const found = await findIncident(db, { territoryId: territory.id, id: outside.id });
    expect(found).toMatchObject({ gridAtOccurrence: null, gridCurrent: idOf("lane-4-0") });
  });

  test("a late report is placed by the lines that were in force when it happened", async () => {
    await load(createTown());
    const between = await db.pool.query<{ at: Date }>("SELECT clock_timestamp() + interval '1 ms' AS at");
    await sleep(20);
    await load(redrawn());
    const idOf = await idsOfTown(db, territory.id);
    const position = townPosition(1.25, 0.5); // lane 1-0 before, lane 0-0 after
    const report = (occurredAt: string) =>
      reportIncident(db, { territoryId: territory.id, record: townIncident({ position, occurredAt }) });
    const late = await report(between.rows[0]!.at.toISOString());
    expect([late.gridAtOccurrence, late.gridCurrent]).toEqual([idOf("lane-1-0"), idOf("lane-0-0")]);
    const fresh = await report(new Date(Date.now() + 1000).toISOString());
    expect([fresh.gridAtOccurrence, fresh.gridCurrent]).toEqual([idOf("lane-0-0"), idOf("lane-0-0")]);
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
    const idOf = await idsOfTown(db, territory.id);
    const owners = await Promise.all(
      taken.map(async ({ id }) => (await findIncident(db, { territoryId: territory.id, id }))!.gridCurrent),
    );
    expect(new Set(owners)).toEqual(new Set([idOf("lane-0-0")]));
  });
});
