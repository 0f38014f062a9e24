import {
  createTown,
  idsOfTown,
  TOWN_TERRITORY,
  townBox,
  townCamera,
  townPlace,
  townPosition,
} from "@getu/store/testing";
import type { FeatureCollection } from "geojson";
import { describe, expect, test } from "vitest";
import {
  createTerritory,
  findBasemap,
  findGroundTime,
  findTerritory,
  getTerritory,
  importBasemap,
  importCameras,
  importGrids,
  importPlaces,
  listCameras,
  listCamerasInStatus,
  listPlaces,
  listTerritories,
  setCameraStatus,
} from "../src/index.ts";
import { db, territory, useTerritoryEach } from "./territory-each.ts";

useTerritoryEach();

describe("territories", () => {
  test("one is found by code and by id as it was made", async () => {
    expect(territory).toEqual({
      id: territory.id,
      ...TOWN_TERRITORY,
      code: expect.stringMatching(/^town-\d+$/),
      version: 0,
      bbox: null,
    });
    expect(await findTerritory(db, { code: territory.code })).toEqual(territory);
    expect(await getTerritory(db, { territoryId: territory.id })).toEqual(territory);
    expect(await listTerritories(db)).toContainEqual(territory);
    expect(await findTerritory(db, { code: "nowhere" })).toBeNull();
    await expect(getTerritory(db, { territoryId: 999_999 })).rejects.toThrow("there is no territory 999999");
  });

  test("a code is taken once, a time zone must exist, tiers must be named", async () => {
    await expect(createTerritory(db, { ...TOWN_TERRITORY, code: territory.code })).rejects.toThrow(
      `there is a territory "${territory.code}" already`,
    );
    const make = (changes: Partial<typeof TOWN_TERRITORY>) =>
      createTerritory(db, { ...TOWN_TERRITORY, code: "bad", ...changes });
    await expect(make({ timeZone: "Mars/Olympus" })).rejects.toThrow('unknown time zone "Mars/Olympus"');
    await expect(make({ tiers: [] })).rejects.toThrow(/tiers/);
    expect(await findTerritory(db, { code: "bad" })).toBeNull();
  });
});

describe("cameras and places", () => {
  test("come out as they went in, each in the grid that holds it", async () => {
    await importGrids(db, { territoryId: territory.id, records: createTown(1), file: "town" });
    const cameras = [
      townCamera({ externalId: "a", statusSince: "2026-05-01T00:00:00.000Z", owner: "Made-up office" }),
      townCamera({ externalId: "b", position: townPosition(1, 1), sectors: [], rangeMetres: null }),
      townCamera({ externalId: "c", position: townPosition(9, 9), mountingHeightMetres: null }),
    ];
    const places = [
      townPlace(),
      townPlace({ externalId: "far", position: townPosition(-1, 0), telephone: "110" }),
    ];
    const args = { territoryId: territory.id, file: "x" };
    expect(await importCameras(db, { ...args, records: cameras })).toMatchObject({
      inserted: 3,
      rejects: [],
    });
    expect(await importPlaces(db, { ...args, records: places })).toMatchObject({ inserted: 2, rejects: [] });
    const idOf = await idsOfTown(db, territory.id);
    const grids = [idOf("lane-0-0"), idOf("lane-1-1"), null]; // a corner belongs to the grid north-east of it
    const found = await listCameras(db, { territoryId: territory.id });
    expect(found).toEqual(cameras.map((camera, i) => ({ ...camera, id: found[i]!.id, gridId: grids[i] })));
    const foundPlaces = await listPlaces(db, { territoryId: territory.id });
    expect(foundPlaces).toEqual(
      places.map((place, i) => ({
        ...place,
        id: foundPlaces[i]!.id,
        gridId: [idOf("lane-0-0"), null][i],
      })),
    );
  });

  test("the same file twice changes nothing; a changed row is updated in place", async () => {
    const args = { territoryId: territory.id, file: "x" };
    const [camera, place] = [townCamera(), townPlace()];
    await importCameras(db, { ...args, records: [camera] });
    await importPlaces(db, { ...args, records: [place] });
    const [before] = await listCameras(db, args);
    expect(await importCameras(db, { ...args, records: [camera] })).toMatchObject({
      inserted: 0,
      unchanged: 1,
    });
    expect(await importPlaces(db, { ...args, records: [place] })).toMatchObject({
      inserted: 0,
      unchanged: 1,
    });
    const turned = { ...camera, sectors: [{ bearingDegrees: 91, fieldOfViewDegrees: 60 }] };
    expect(await importCameras(db, { ...args, records: [turned] })).toMatchObject({
      inserted: 0,
      updated: 1,
    });
    expect(await listCameras(db, args)).toEqual([{ ...before, ...turned }]);
  });

  test("bad records are refused with row and reason", async () => {
    const args = { territoryId: territory.id, file: "x" };
    const cameras = [
      townCamera({ sectors: [{ bearingDegrees: 360, fieldOfViewDegrees: 60 }] }),
      townCamera({ rangeMetres: 0 }),
      townCamera(),
      townCamera(),
    ];
    const result = await importCameras(db, { ...args, records: cameras });
    expect(result.inserted).toBe(1);
    expect(result.rejects.map(({ row, reason }) => [row, reason])).toEqual([
      [1, "bad-value"],
      [2, "bad-value"],
      [4, "duplicate-external-id"],
    ]);
    const longOwner = townCamera({ externalId: "owned", owner: "x".repeat(2001) });
    expect((await importCameras(db, { ...args, records: [longOwner] })).rejects).toMatchObject([
      { reason: "text-too-long", detail: "owner: 2001 characters, at most 2000" },
    ]);
    const longHours = townPlace({ externalId: "open", openingHours: "x".repeat(2001) });
    expect((await importPlaces(db, { ...args, records: [longHours] })).rejects).toMatchObject([
      { reason: "text-too-long", detail: "openingHours: 2001 characters, at most 2000" },
    ]);
    const places = [townPlace({ staffOnDuty: -1 }), townPlace({ externalId: "" })];
    expect((await importPlaces(db, { ...args, records: places })).rejects).toHaveLength(2);
  });

  test("are placed anew when the lines move", async () => {
    const args = { territoryId: territory.id, file: "x" };
    await importCameras(db, { ...args, records: [townCamera({ position: townPosition(1.25, 0.5) })] });
    await importPlaces(db, { ...args, records: [townPlace()] });
    expect((await listCameras(db, args))[0]!.gridId).toBeNull();
    await importGrids(db, { ...args, records: createTown(1) });
    const idOf = await idsOfTown(db, territory.id);
    expect((await listCameras(db, args))[0]!.gridId).toBe(idOf("lane-1-0"));
    expect((await listPlaces(db, args))[0]!.gridId).toBe(idOf("lane-0-0"));
    const redrawn = createTown(1)
      .filter(({ externalId }) => ["lane-0-0", "lane-1-0"].includes(externalId))
      .map((lane, i) => ({ ...lane, area: i === 0 ? townBox(0, 0, 1.5, 1) : townBox(1.5, 0, 2, 1) }));
    await importGrids(db, { ...args, records: redrawn });
    expect((await listCameras(db, args))[0]!.gridId).toBe(idOf("lane-0-0"));
  });

  test("a camera's status carries the time since when", async () => {
    const args = { territoryId: territory.id, file: "x" };
    await importCameras(db, { ...args, records: [townCamera()] });
    const { id } = (await listCameras(db, args))[0]!;
    const offline = await setCameraStatus(db, { ...args, id, status: "offline" });
    expect(offline!.status).toBe("offline");
    expect(Math.abs(Date.parse(offline!.statusSince!) - Date.now())).toBeLessThan(10_000);
    expect(await setCameraStatus(db, { ...args, id, status: "offline" })).toEqual(offline);
    expect(await setCameraStatus(db, { ...args, id: 999_999, status: "offline" })).toBeNull();
  });

  test("those in one state come with the one first that came to it last, and those of which nobody knows at the end", async () => {
    const args = { territoryId: territory.id, file: "x" };
    const since = ["2026-05-02T00:00:00.000Z", null, "2026-05-03T00:00:00.000Z", "2026-05-01T00:00:00.000Z"];
    const records = since.map((statusSince, i) =>
      townCamera({ externalId: `off-${i}`, status: "offline", statusSince }),
    );
    await importCameras(db, { ...args, records: [...records, townCamera({ statusSince: since[2]! })] });
    await db.pool.query("UPDATE camera SET status_since = NULL WHERE external_id = 'off-1'");
    const named = async (limit: number): Promise<string[]> =>
      (await listCamerasInStatus(db, { territoryId: territory.id, status: "offline", limit })).map(
        ({ externalId }) => externalId,
      );
    expect(await named(10)).toEqual(["off-2", "off-0", "off-3", "off-1"]);
    expect(await named(2)).toEqual(["off-2", "off-0"]);
  });

  test("a file that does not say since when leaves the time of a state that it confirms, and begins that of another one", async () => {
    const args = { territoryId: territory.id, file: "x" };
    const sinceAfter = async (given: Parameters<typeof townCamera>[0]) => {
      const { updated } = await importCameras(db, { ...args, records: [townCamera(given)] });
      return { updated, since: (await listCameras(db, args))[0]!.statusSince };
    };
    expect(await sinceAfter({})).toEqual({ updated: 0, since: null }); // nobody knows
    const before = Date.now();
    const { since, updated } = await sinceAfter({ status: "offline" });
    expect(updated).toBe(1);
    expect(Math.abs(Date.parse(since!) - before)).toBeLessThan(10_000);
    expect(await sinceAfter({ status: "offline" })).toEqual({ updated: 0, since });
    expect(await sinceAfter({ status: "offline", name: "Renamed" })).toEqual({ updated: 1, since });
    const statusSince = "2026-05-01T00:00:00.000Z";
    expect(await sinceAfter({ status: "offline", statusSince })).toEqual({ updated: 1, since: statusSince });
  });
});

describe("the basemap", () => {
  test("comes out as it went in; an equal layer changes nothing", async () => {
    const collection: FeatureCollection = {
      type: "FeatureCollection",
      features: [{ type: "Feature", properties: { class: "lane" }, geometry: townBox(0, 0, 1, 1) }],
    };
    const args = { territoryId: territory.id, kind: "road" } as const;
    expect([await findBasemap(db, args), await findGroundTime(db, territory.id)]).toEqual([null, null]);
    expect(await importBasemap(db, { ...args, collection })).toEqual({ changed: true });
    const cameIn = await findGroundTime(db, territory.id);
    expect(await importBasemap(db, { ...args, collection })).toEqual({ changed: false });
    expect(await findGroundTime(db, territory.id)).toEqual(cameIn);
    expect(await findBasemap(db, args)).toEqual(collection);
    expect(await findBasemap(db, { ...args, kind: "water" })).toBeNull();
    const bare = { ...collection, features: [] };
    expect(await importBasemap(db, { ...args, collection: bare })).toEqual({ changed: true });
    expect(await findBasemap(db, args)).toEqual(bare);
    expect((await findGroundTime(db, territory.id))!.getTime()).toBeGreaterThan(cameIn!.getTime());
  });
});
