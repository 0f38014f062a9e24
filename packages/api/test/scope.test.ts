import { countedBefore, isOpen, nobodyWith } from "@getu/domain";
import type { Grid, Incident, Viewer } from "@getu/domain";
import { importCameras, importIncidents, importPlaces } from "@getu/store";
import {
  createTestDatabase,
  foundTown,
  townCamera,
  townIncident,
  townPlace,
  townPosition,
} from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

const MOST = 500;
const WHOLE_TOWN: [number, number, number, number] = [120, 30, 121, 31];

let database: TestDatabase;
let territoryId: number;
let grids: Grid[];
let idOf: FoundedTown["idOf"];

const everything = () => nobodyWith({ role: "viewer", territoryId, gridPath: "" });
const calls = (viewer: Viewer) => testCaller(database.db, viewer);

/** Ids from the coarsest grid down to this one. */
function pathOf(id: number): number[] {
  const { parentId } = grids.find((grid) => grid.id === id)!;
  return parentId === null ? [id] : [...pathOf(parentId), id];
}

/** A leader of these grids. */
const leaderOf = (...externalIds: string[]): Viewer =>
  nobodyWith(
    ...externalIds.map((externalId) => ({
      role: "leader" as const,
      territoryId,
      gridPath: pathOf(idOf(externalId)).join("/"),
    })),
  );

const isBelow = (gridId: number | null, ...externalIds: string[]): boolean =>
  gridId !== null && externalIds.some((externalId) => pathOf(gridId).includes(idOf(externalId)));

/** One thing at the middle of every lane, and one outside the town. */
const spread = <T>(make: (name: string, position: [number, number]) => T): T[] => {
  const made: T[] = [make("outside", townPosition(-5, -5))];
  for (let x = 0; x < 8; x += 1)
    for (let y = 0; y < 4; y += 1) made.push(make(`${x}-${y}`, townPosition(x + 0.5, y + 0.5)));
  return made;
};

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  ({ territoryId, idOf } = await foundTown(db));
  const cameras = spread((externalId, position) => townCamera({ externalId, position }));
  const places = spread((externalId, position) => townPlace({ externalId, position }));
  const incidents = spread((externalId, position) => townIncident({ externalId, position })).concat(
    spread((name, position) =>
      townIncident({
        externalId: `closed-${name}`,
        position,
        status: "closed",
        closedAt: "2026-05-03T00:00:00Z",
      }),
    ),
  );
  await importCameras(db, { territoryId, records: cameras, file: "cameras" });
  await importPlaces(db, { territoryId, records: places, file: "places" });
  await importIncidents(db, { territoryId, records: incidents, file: "incidents" });
  grids = await calls(everything()).grid.list({ territoryId });
});
afterAll(() => database.drop());

describe.each([
  ["a community", ["community-0"]],
  ["a compound", ["compound-1-1"]],
  ["a lane", ["lane-3-2"]],
  ["two lanes of two communities", ["lane-0-0", "lane-7-3"]],
  ["a lane inside a compound of one's own", ["compound-0-0", "lane-0-0"]],
])("T35 a leader of %s", (_what, named) => {
  const whole = () => calls(everything());
  const scoped = () => calls(leaderOf(...named));
  const seen = <T extends { gridId: number | null }>(all: readonly T[]): T[] =>
    all.filter(({ gridId }) => isBelow(gridId, ...named));
  const incidentsSeen = async (): Promise<Incident[]> => {
    const { incidents } = await whole().incident.list({ territoryId, limit: MOST });
    return incidents.filter(({ gridCurrent }) => isBelow(gridCurrent, ...named));
  };

  test("lists what lies in those grids and nothing else", async () => {
    expect(await scoped().camera.list({ territoryId })).toEqual(
      seen(await whole().camera.list({ territoryId })),
    );
    const inStatus = { territoryId, status: "online", limit: 100 } as const;
    expect(await scoped().camera.inStatus(inStatus)).toEqual(seen(await whole().camera.inStatus(inStatus)));
    expect(await scoped().place.list({ territoryId })).toEqual(
      seen(await whole().place.list({ territoryId })),
    );
    expect(await scoped().grid.list({ territoryId })).toEqual(
      grids.filter(({ id }) => isBelow(id, ...named)),
    );
    const listed = await scoped().incident.list({ territoryId, limit: MOST });
    expect(listed.incidents).toEqual(await incidentsSeen());
    expect(listed.incidents.length).toBeGreaterThan(0);
  });

  test("gets the outlines of those grids alone", async () => {
    const all = await whole().grid.edges({ territoryId });
    const edges = await scoped().grid.edges({ territoryId });
    expect(edges.gridIds).toEqual(all.gridIds.filter((id) => isBelow(id, ...named)));
  });

  test("gets the boundaries of no version, which would show the whole territory", async () => {
    const asked = { territoryId, version: 1 };
    expect((await whole().grid.boundaries(asked)).tag).toBe(
      (await whole().grid.boundaries({ territoryId })).tag,
    );
    expect(await failureOfCall(scoped().grid.boundaries(asked))).toMatchObject({ code: "SIGN_IN_NEEDED" });
  });

  test("counts what lies in those grids", async () => {
    const open = (await incidentsSeen()).filter(({ status }) => isOpen(status));
    const summary = await scoped().summary.get({ territoryId });
    expect(summary.total.open).toBe(open.length);
    expect(summary.unplaced).toBe(0);
    const cameras = seen(await whole().camera.list({ territoryId }));
    expect(summary.cameras.online).toBe(cameras.length);
    const sum = summary.byGrid.reduce((total, row) => total + row.open, 0);
    expect(sum).toBe(open.length);
    expect(summary.byGrid.every(({ gridId }) => isBelow(gridId, ...named))).toBe(true);
    const day = await scoped().summary.day({ territoryId, day: "2026-05-01" }); // on which all of them happened
    expect(countedBefore(day, Infinity).happened).toBe((await incidentsSeen()).length);
  });

  test("gets the heat of those grids", async () => {
    const heat = await scoped().heat.cells({
      territoryId,
      from: "2026-05-01T00:00:00Z",
      to: "2026-05-02T00:00:00Z",
      bbox: WHOLE_TOWN,
      level: 20,
    });
    expect(heat.count.reduce((total, count) => total + count, 0)).toBe((await incidentsSeen()).length);
  });

  test("learns of an incident elsewhere as little as of one that is not there", async () => {
    const { incidents } = await whole().incident.list({ territoryId, limit: MOST });
    for (const { id, gridCurrent } of incidents) {
      const failure = await failureOfCall(scoped().incident.get({ territoryId, id }));
      const missing = { code: "INCIDENT_NOT_FOUND", territoryId, incidentId: id };
      expect(failure).toEqual(isBelow(gridCurrent, ...named) ? null : missing);
    }
    const elsewhere = incidents.find(({ gridCurrent }) => !isBelow(gridCurrent, ...named))!;
    const before = (id: number) => scoped().incident.list({ territoryId, limit: MOST, before: id });
    expect((await before(elsewhere.id)).incidents).toEqual((await before(999_999)).incidents);
    for (const gridId of [idOf("lane-4-0"), 999_999]) {
      const { incidents: found } = await scoped().incident.list({ territoryId, limit: MOST, gridId });
      expect(found).toEqual([]);
    }
  });

  test("asks for a position and learns its grid where that is theirs", async () => {
    for (const { anchor, id, tier } of grids.filter(({ tier }) => tier === 2)) {
      expect(tier).toBe(2);
      const { gridId, candidates, neighbourGridId } = await scoped().grid.at({
        territoryId,
        position: anchor,
      });
      expect(gridId).toBe(isBelow(id, ...named) ? id : null);
      for (const told of [...candidates, neighbourGridId ?? id]) {
        expect(gridId === null || isBelow(told, ...named)).toBe(true);
      }
    }
  });
});

test("T34 a grant on a grid that is not there any more shows nothing", async () => {
  const caller = calls(nobodyWith({ role: "leader", territoryId, gridPath: "1/999999" }));
  expect(await caller.grid.list({ territoryId })).toEqual([]);
  expect(await caller.camera.list({ territoryId })).toEqual([]);
  expect((await caller.incident.list({ territoryId, limit: MOST })).incidents).toEqual([]);
  expect((await caller.summary.get({ territoryId })).total.open).toBe(0);
});
