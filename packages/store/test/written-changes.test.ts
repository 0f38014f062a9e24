import { setTimeout as sleep } from "node:timers/promises";
import { createTown, setIncidentStatus, townCamera, townIncident, townPosition } from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import {
  importCameras,
  importGrids,
  importIncidents,
  listCameras,
  reportIncident,
  setCameraStatus,
} from "../src/index.ts";
import { startFeed, until } from "./started-feed.ts";
import { db, territory, useTerritoryEach } from "./territory-each.ts";

useTerritoryEach();

describe("what writes changes", () => {
  test("each change of an incident or camera carries the value and the path of its grid", async () => {
    const territoryId = territory.id;
    await importGrids(db, { territoryId, records: createTown(1), file: "town" });
    await importCameras(db, { territoryId, records: [townCamera()], file: "cameras" });
    const { heard } = await startFeed();
    const incident = await reportIncident(db, { territoryId, record: townIncident() });
    const closed = await setIncidentStatus(db, { territoryId, id: incident.id, status: "closed" });
    const { rows } = await db.pool.query<{ id: number }>("SELECT id FROM camera WHERE territory_id = $1", [
      territoryId,
    ]);
    const camera = await setCameraStatus(db, { territoryId, id: rows[0]!.id, status: "offline" });
    await until(() => heard.length === 3);
    expect(heard.map(({ change }) => change)).toEqual([
      { topic: "incident", incident },
      { topic: "incident", incident: closed },
      { topic: "camera", camera },
    ]);
    const parents = await db.pool.query<{ path: string }>(
      `SELECT string_agg(grid_id::text, '/' ORDER BY tier) AS path FROM grid_state JOIN grid ON grid.id = grid_id
       WHERE grid_state.territory_id = $1 AND external_id IN ('community-0', 'compound-0-0', 'lane-0-0')`,
      [territoryId],
    );
    for (const { gridPath } of heard) expect(gridPath).toBe(parents.rows[0]!.path);
  });

  test("setting what is set already writes nothing", async () => {
    const territoryId = territory.id;
    await importCameras(db, { territoryId, records: [townCamera()], file: "cameras" });
    const [camera] = await listCameras(db, { territoryId });
    const { heard } = await startFeed();
    await setCameraStatus(db, { territoryId, id: camera!.id, status: "online" });
    await sleep(100);
    expect(heard).toEqual([]);
  });

  test("a small import tells every incident, a large one tells the territory once", async () => {
    const territoryId = territory.id;
    const { heard } = await startFeed();
    const records = Array.from({ length: 300 }, (_, i) => townIncident({ externalId: `i${i}` }));
    await importIncidents(db, { territoryId, records: records.slice(0, 10), file: "few" });
    await until(() => heard.length === 10);
    await importIncidents(db, { territoryId, records, file: "many" });
    await until(() => heard.length === 11);
    expect(heard.at(-1)!.change).toEqual({ topic: "territory", version: 0, only: "incidents" });
  });

  test("a file tells each camera that is another one where it stands; of a new one, one in another grid or many the territory", async () => {
    const territoryId = territory.id;
    await importGrids(db, { territoryId, records: createTown(1), file: "town" });
    const { heard } = await startFeed();
    const toldOf = async (...records: ReturnType<typeof townCamera>[]) => {
      const before = heard.length;
      await importCameras(db, { territoryId, records, file: "cameras" });
      await until(() => heard.length > before);
      return heard.slice(before).map(({ change, gridPath }) => {
        const hasPath = gridPath.split("/").length === 3;
        return change.topic === "camera" ? { hasPath, ...change.camera } : change;
      });
    };
    const fetchAfresh = [{ topic: "territory", version: 1 }];
    const [first, second] = [townCamera(), townCamera({ externalId: "camera-2" })];
    expect(await toldOf(first, second)).toEqual(fetchAfresh);
    expect(await toldOf({ ...first, status: "offline" }, second)).toMatchObject([
      { hasPath: true, externalId: "camera-1", status: "offline" },
    ]);
    const turned = { ...first, rangeMetres: 20, position: townPosition(0.4, 0.6) };
    expect(await toldOf(turned, { ...second, sectors: [] })).toMatchObject([
      { hasPath: true, status: "online", rangeMetres: 20, position: turned.position },
      { hasPath: true, externalId: "camera-2", sectors: [] },
    ]);
    expect(await toldOf({ ...turned, position: townPosition(1.5, 0.5) })).toEqual(fetchAfresh);
    expect(await toldOf(townCamera({ externalId: "camera-3" }), { ...second, name: "other" })).toEqual(
      fetchAfresh,
    );
    const many = (status: "online" | "offline") =>
      Array.from({ length: 201 }, (_, i) => townCamera({ externalId: `many-${i}`, status }));
    expect(await toldOf(...many("online"))).toEqual(fetchAfresh);
    expect(await toldOf(...many("offline"))).toEqual(fetchAfresh);
    expect(await toldOf(...many("online").slice(1))).toHaveLength(200);
  });
});
