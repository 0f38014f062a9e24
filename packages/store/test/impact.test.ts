import { createCoverageCount, seenShareOf } from "@getu/domain";
import { FIRST_NEW_GRID } from "@getu/domain/redraw";
import type { Impact, PlanStep } from "@getu/domain/redraw";
import {
  createRedrawTown,
  createTestDatabase,
  drawSteps,
  idsOfTown,
  publishAtOnce,
  townBox,
  townCamera,
  townCluster,
  townPlace,
  townPosition,
  townUnits,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import type { Feature } from "geojson";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  assessImpact,
  assessRestoration,
  findDraft,
  importBasemap,
  importCameras,
  importClusters,
  importPlaces,
  inTransaction,
  listClusters,
  listGrids,
  listVersions,
  readCoverageSite,
  reassignDue,
  restoreVersion,
  setRhythm,
  writePastVisits,
} from "../src/index.ts";
import type { Db } from "../src/index.ts";

let database: TestDatabase;
let db: Db;
let territoryId: number;
let id: (externalId: string) => number;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  territoryId = await createRedrawTown(db, { code: "impact", incidents: 3000 });
  id = await idsOfTown(db, territoryId);
  // Of every age from today to two years ago.
  await db.pool.query(
    "UPDATE incident SET reported_at = now() - (id % 730) * interval '1 day', occurred_at = now() - (id % 730) * interval '1 day'",
  );
  const positions = Array.from({ length: 160 }, (_, i) =>
    townPosition((i % 16) / 2 + 0.2, Math.floor(i / 16) * 0.4 + 0.1),
  );
  const cameras = positions.map((position, i) => townCamera({ externalId: `c${i}`, position }));
  const places = positions.map((position, i) => townPlace({ externalId: `p${i}`, position }));
  await importCameras(db, { territoryId, records: cameras, file: "cameras" });
  await importPlaces(db, { territoryId, records: places, file: "places" });
  const features = positions.map((_, i) => building((i % 16) / 2 + 0.3, Math.floor(i / 16) * 0.4 + 0.1));
  const collection = { type: "FeatureCollection", features } as const;
  await importBasemap(db, { territoryId, kind: "building", collection });
  await settle(positions);
});
afterAll(() => database.drop());

/** Every so many days, by the grid that says so; the town itself stands under null. */
const RHYTHMS = [
  [null, 30],
  ["community-1", 7],
  ["lane-0-0", 3],
  ["lane-2-1", 1],
  ["lane-3-1", 40],
  ["lane-6-2", 2],
] as const;

/** How many days ago somebody was met at the address `c…`; null = never. */
const metDaysAgo = (i: number): number | null => (i % 5 === 0 || i % 7 === 0 ? null : i % 40);

/** Households at the positions, some never visited, at some of which nobody was at home. */
async function settle(positions: readonly [number, number][]): Promise<void> {
  const records = positions.map((position, i) => townCluster({ externalId: `c${i}`, position }));
  await importClusters(db, { territoryId, records, file: "households" });
  const all = await listClusters(db, { territoryId, timeZone: "Asia/Shanghai", limit: 1000 });
  const visits = all.clusters.flatMap(({ id: clusterId, externalId }) => {
    const i = Number(externalId.slice(1));
    if (i % 5 === 0) return [];
    const at = new Date(Date.now() - (i % 40) * 86_400_000);
    const nothing = { note: null, demand: null, wish: null, answer: null };
    const outcome = i % 7 === 0 ? ("away" as const) : ("well" as const);
    return [{ clusterId, visitor: "person:leader", at, outcome, ...nothing }];
  });
  await writePastVisits(db, { territoryId, visits, answeredBy: "person:leader" });
  for (const [grid, everyDays] of RHYTHMS) {
    const gridId = grid === null ? null : id(grid);
    await inTransaction(db, (tx) => setRhythm(tx, { territoryId, gridId, everyDays }));
  }
}

/** Visits that are due by grid, each address asked by itself and its rhythm looked for from its grid upwards. */
async function countDueByGrid(): Promise<Map<number, number>> {
  const parentOf = new Map((await listGrids(db, { territoryId })).map((grid) => [grid.id, grid.parentId]));
  const rhythms = new Map<number | null, number>(
    RHYTHMS.map(([grid, days]) => [grid === null ? null : id(grid), days]),
  );
  const rhythmFrom = (grid: number | null): number =>
    rhythms.get(grid) ?? rhythmFrom(parentOf.get(grid!) ?? null); // the town has one
  const { rows } = await db.pool.query<{ external_id: string; grid_id: number | null }>(
    "SELECT external_id, grid_id FROM household_cluster WHERE territory_id = $1",
    [territoryId],
  );
  const due = new Map<number, number>();
  for (const { external_id: address, grid_id: grid } of rows) {
    const ago = metDaysAgo(Number(address.slice(1)));
    if (grid !== null && (ago === null || ago >= rhythmFrom(grid))) due.set(grid, (due.get(grid) ?? 0) + 1);
  }
  return due;
}

/** A house of a tenth of a lane, in the way of a camera. */
const building = (x: number, y: number): Feature => ({
  type: "Feature",
  properties: {},
  geometry: townBox(x, y, x + 0.1, y + 0.1),
});

/** What cameras see of every grid in force, counted over the whole territory. */
async function countSeenInForce(): Promise<Map<number, number | null>> {
  const { site, cameras } = await readCoverageSite(db, territoryId);
  const { grids } = createCoverageCount(site, cameras).all();
  return new Map(grids.map((ground) => [ground.gridId, seenShareOf(ground)]));
}

const impactOf = async (draftId: number): Promise<Impact> => {
  const impact = await assessImpact(db, {
    territoryId,
    ...(await findDraft(db.pool, { territoryId, draftId }))!,
  });
  if ("code" in impact) throw new Error(impact.code);
  return impact;
};

/** What SQL counts by grid, by the boundaries in force. */
async function countByGrid(): Promise<Map<number, Record<string, number>>> {
  const { rows } = await db.pool.query<{ id: number } & Record<string, number>>(
    `SELECT grid_id AS id,
       (SELECT count(*)::int FROM incident WHERE grid_current = grid_id AND reported_at >= now() - interval '30 days') AS incidents30,
       (SELECT count(*)::int FROM incident WHERE grid_current = grid_id AND reported_at >= now() - interval '365 days') AS incidents365,
       (SELECT count(*)::int FROM incident WHERE grid_current = grid_id AND status <> 'closed') AS work,
       (SELECT count(*)::int FROM camera WHERE camera.grid_id = state.grid_id) AS cameras,
       (SELECT count(*)::int FROM place WHERE place.grid_id = state.grid_id) AS places
     FROM grid_state AS state WHERE territory_id = $1 AND valid_to IS NULL AND area IS NOT NULL`,
    [territoryId],
  );
  const due = await countDueByGrid();
  return new Map(rows.map((row) => [row.id, { ...row, visits: due.get(row.id) ?? 0 }]));
}

const countsIn = (impact: Impact, side: "before" | "after") =>
  impact.grids
    .filter(({ measures }) => measures.areaSquareMetres[side] !== null)
    .map(({ code, measures: m }) => ({
      code,
      incidents30: m.incidents30[side],
      incidents365: m.incidents365[side],
      work: m.openWork[side],
      visits: m.visitsDue[side],
      cameras: m.cameras[side],
      places: m.places[side],
      seen: m.seenShare[side],
    }))
    .toSorted((a, b) => a.code.localeCompare(b.code));

test("R18 what is foretold of every grid is what is counted once the draft is in force, and what moves is listed", async () => {
  const leaderName = "虚构网格长";
  const steps: PlanStep[] = [
    {
      kind: "describe",
      grid: id("lane-0-0"),
      code: "LANE-0-0",
      name: "Made-up",
      leaderName,
      households: 40,
    },
    {
      kind: "split",
      owner: id("lane-0-0"),
      line: [townUnits(0.25, 0), townUnits(0.25, 1)],
      firstNewOwner: FIRST_NEW_GRID,
    },
    { kind: "merge", keep: id("lane-2-1"), absorb: id("lane-3-1") },
    { kind: "move-node", from: townUnits(6, 2), to: townUnits(5.6, 2.3) },
  ];
  const draftId = await drawSteps(db, territoryId, steps);
  const impact = await impactOf(draftId);
  const before = await countByGrid();
  const seenBefore = await countSeenInForce();
  const placesOf = async (): Promise<Map<number, number>> =>
    new Map(
      (
        await db.pool.query<{ id: string; grid: number }>(
          "SELECT id, grid_current AS grid FROM incident WHERE status <> 'closed'",
        )
      ).rows.map(({ id: incident, grid }) => [Number(incident), grid]),
    );
  const stood = await placesOf();
  await publishAtOnce(db, territoryId, draftId);
  const after = await countByGrid();
  const seenAfter = await countSeenInForce();
  const codes = new Map((await listGrids(db, { territoryId })).map((grid) => [grid.code, grid.id]));
  const found = (counts: typeof before, seen: typeof seenBefore, gridId: number) => {
    const { id: _, ...row } = counts.get(gridId)!; // a grid of that time
    return { ...row, seen: seen.get(gridId) };
  };
  const idBefore = new Map(impact.grids.map(({ code, grid }) => [code, grid]));
  for (const { code, ...row } of countsIn(impact, "before"))
    expect([code, row]).toEqual([code, found(before, seenBefore, idBefore.get(code)!)]); // among them
  for (const { code, ...row } of countsIn(impact, "after"))
    expect([code, row]).toEqual([code, found(after, seenAfter, codes.get(code)!)]); // in force now
  expect(impact.grids.some(({ measures }) => (measures.seenShare.after ?? 0) > 0)).toBe(true);
  const led = impact.grids.filter(({ grid }) => grid === id("lane-0-0") || grid === FIRST_NEW_GRID);
  const loadOf = (measure: "openWork" | "incidents30" | "visitsDue") => ({
    before: 0,
    after: led.reduce((sum, { measures }) => sum + measures[measure].after!, 0), // both are there then
    wasEstimate: false,
    isEstimate: false,
  });
  expect(impact.leaders).toEqual([
    {
      leaderName,
      openWork: loadOf("openWork"),
      incidents30: loadOf("incidents30"),
      visitsDue: loadOf("visitsDue"),
    },
  ]);
  // What comes to another grid goes by its rhythm, and a new grid by that above it.
  const visits = impact.grids.map(({ measures }) => measures.visitsDue);
  const sumOf = (side: "before" | "after") => visits.reduce((sum, each) => sum + (each[side] ?? 0), 0);
  expect(sumOf("before")).not.toBe(sumOf("after"));
  const standing = await listGrids(db, { territoryId });
  const parents = new Set(
    standing
      .filter(({ id: own }) => impact.grids.some(({ grid }) => grid === own))
      .map((grid) => grid.parentId),
  );
  const kin = [
    ...standing.filter(({ parentId }) => parents.has(parentId)).map((grid) => grid.id),
    ...impact.grids.map(({ grid }) => grid),
  ];
  const sums = [...new Set(kin)].map((grid) => before.get(grid)?.["incidents365"]);
  const inTown = sums.filter((sum) => sum !== undefined);
  expect(impact.balance.incidents365.before).toMatchObject({
    grids: inTown.length,
    least: Math.min(...inTown),
    most: Math.max(...inTown),
  });
  const now = await placesOf();
  const moved = [...now]
    .filter(([incident, grid]) => stood.get(incident) !== grid)
    .map(([incident]) => incident);
  expect(impact.openWork.total).toBe(moved.length);
  expect(impact.openWork.moved.map((point) => point.id).toSorted((a, b) => a - b)).toEqual(
    moved.slice(0, 500).toSorted((a, b) => a - b),
  );
  expect(impact.grids.map(({ fate }) => fate)).toEqual(expect.arrayContaining(["stays", "new", "goes"]));
  // A draft in force tells of itself what was foretold of it; only new grids have got their numbers by now, and areas are
  // measured from another corner.
  const told = await impactOf(draftId);
  for (const side of ["before", "after"] as const)
    expect(countsIn(told, side)).toEqual(countsIn(impact, side));
  const withoutNumbers = ({ grids, ...rest }: Impact) => ({
    grids: grids
      .map(({ code, name, fate, measures }) => ({
        code,
        name,
        fate,
        counted: { ...measures, areaSquareMetres: null, compactness: null },
      }))
      .toSorted((a, b) => a.code.localeCompare(b.code)),
    balance: rest.balance,
    leaders: rest.leaders,
    moved: [rest.cameras, rest.places, rest.openWork.moved].map((points) =>
      points.map((point) => [point.id, point.from]).toSorted((a, b) => String(a).localeCompare(String(b))),
    ),
    work: rest.openWork.total,
  });
  expect(withoutNumbers(told)).toEqual(withoutNumbers(impact));
});

test("R18 households follow the share of the area and say that they are an estimate; whole grids add up and do not", async () => {
  const split: PlanStep = {
    kind: "split",
    owner: id("lane-4-0"),
    line: [townUnits(4.25, 0), townUnits(4.25, 1)],
    firstNewOwner: FIRST_NEW_GRID,
  };
  const merge: PlanStep = { kind: "merge", keep: id("lane-6-0"), absorb: id("lane-7-0") };
  const { grids, areas, balance } = await impactOf(await drawSteps(db, territoryId, [split, merge]));
  const householdsOf = (grid: number) => grids.find((row) => row.grid === grid)!.measures.households;
  expect(householdsOf(FIRST_NEW_GRID)).toEqual({
    before: null,
    after: 10,
    wasEstimate: false,
    isEstimate: true,
  });
  expect(householdsOf(id("lane-4-0"))).toEqual({
    before: 40,
    after: 30,
    wasEstimate: false,
    isEstimate: true,
  });
  expect(householdsOf(id("lane-6-0"))).toEqual({
    before: 40,
    after: 80,
    wasEstimate: false,
    isEstimate: false,
  });
  expect(householdsOf(id("lane-7-0"))).toEqual({
    before: 40,
    after: null,
    wasEstimate: false,
    isEstimate: false,
  });
  expect(new Map(areas.map(({ from, to }) => [from, to]))).toEqual(
    new Map([
      [id("lane-4-0"), FIRST_NEW_GRID],
      [id("lane-7-0"), id("lane-6-0")],
    ]),
  );
  // The corner that the first test led away left lane-5-1 a quadrangle of 0.95 of what it was.
  expect(balance.households.before).toMatchObject({ least: 38, most: 80 });
  expect(balance.households.after).toMatchObject({ grids: 11, least: 10, most: 80 });
  expect(grids[0]!.grid).toBe(id("lane-6-0")); // twice as many households
});

test("R18 a grid that took in a whole one and parts of others counts all of them, in either order of the steps", async () => {
  const [keep, absorb, giver] = [id("lane-6-0"), id("lane-7-0"), id("lane-5-0")];
  const merge: PlanStep = { kind: "merge", keep, absorb };
  const ring = [townUnits(5.75, 0), townUnits(6, 0), townUnits(6, 1), townUnits(5.75, 1)];
  const part: PlanStep = { kind: "transfer", rings: [ring], from: [giver], to: keep };
  for (const steps of [
    [merge, part],
    [part, merge],
  ]) {
    const { grids } = await impactOf(await drawSteps(db, territoryId, steps));
    const householdsOf = (grid: number) => grids.find((row) => row.grid === grid)!.measures.households;
    expect(householdsOf(keep)).toEqual({ before: 40, after: 90, wasEstimate: false, isEstimate: true });
    expect(householdsOf(giver)).toEqual({ before: 40, after: 30, wasEstimate: false, isEstimate: true });
  }
});

test("R18 a lane of the town is a rectangle of its sides on the ground, and what is in pieces has no shape", async () => {
  const ring = [townUnits(5.4, -1), townUnits(5.6, -1), townUnits(5.6, 5), townUnits(5.4, 5)];
  const cut: PlanStep = { kind: "transfer", rings: [ring], from: [id("lane-5-0")], to: id("lane-5-1") };
  const { grids } = await impactOf(await drawSteps(db, territoryId, [cut]));
  const { compactness } = grids.find(({ grid }) => grid === id("lane-5-0"))!.measures;
  const width = Math.cos((30.2 * Math.PI) / 180);
  expect(compactness.before).toBeCloseTo((4 * Math.PI * width) / (2 * (width + 1)) ** 2, 4);
  expect(compactness.after).toBe(0);
});

test("R18 a draft that moves no ground tells old beside new, and the work goes from leader to leader", async () => {
  const lane = id("lane-5-0");
  const name = (await listGrids(db, { territoryId })).find((grid) => grid.id === lane)!.name; // of the town
  const described = { kind: "describe", grid: lane, code: "LANE-5-0" } as const;
  const named = await impactOf(
    await drawSteps(db, territoryId, [{ ...described, name: "Elm Lane", leaderName: null, households: 40 }]),
  );
  expect([named.grids, named.areas]).toEqual([[], []]);
  expect(named.records).toMatchObject([
    { grid: lane, fate: "stays", fields: [{ field: "name", before: name, after: "Elm Lane" }] },
  ]);
  const told = await impactOf(
    await drawSteps(db, territoryId, [{ ...described, name, leaderName: "Made-up leader", households: 55 }]),
  );
  expect(told.grids.map(({ grid, measures }) => [grid, measures.households])).toEqual([
    [lane, { before: 40, after: 55, wasEstimate: false, isEstimate: false }],
  ]);
  expect(told.records).toMatchObject([
    {
      grid: lane,
      fields: [
        { field: "leader", before: null, after: "Made-up leader" },
        { field: "households", before: 40, after: 55 },
      ],
    },
  ]);
  const { openWork } = told.grids[0]!.measures; // as above
  expect(openWork.after).toBeGreaterThan(0);
  expect(told.leaders.find(({ leaderName }) => leaderName === "Made-up leader")?.openWork).toEqual({
    before: 0,
    after: openWork.after,
    wasEstimate: false,
    isEstimate: false,
  });
});

test("R18 what restoring a version is said to change is what the version that it made says of itself", async () => {
  const [keep, absorb] = [id("lane-4-1"), id("lane-5-1")];
  const { name } = (await listGrids(db, { territoryId })).find((grid) => grid.id === keep)!; // of the town
  const steps: PlanStep[] = [
    {
      kind: "describe",
      grid: keep,
      code: "LANE-4-1",
      name: "Elm Lane",
      leaderName: "Made-up",
      households: 7,
    },
    { kind: "merge", keep, absorb },
  ];
  const { number: old } = (await listVersions(db, { territoryId }))[0]!; // the town has one
  await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, steps));
  const restoration = { territoryId, version: old, seen: old + 1 };
  const impact = await assessRestoration(db, restoration);
  if ("code" in impact) throw new Error(impact.code);
  expect(impact.records).toMatchObject([
    {
      grid: keep,
      name,
      fate: "stays",
      fields: [
        { field: "name", before: "Elm Lane", after: name },
        { field: "leader", before: "Made-up", after: null },
        { field: "households", before: "≈45", after: 40 }, // 7 that were given, and the 38 of the first test
      ],
    },
    { grid: absorb, fate: "new", shares: [{ name: "Elm Lane" }] },
  ]);
  const before = await countByGrid();
  const asked = { ...impact, grids: impact.grids.filter(({ grid }) => grid === keep || grid === absorb) };
  expect(countsIn(asked, "before").map(({ work }) => work)).toEqual([before.get(keep)?.["work"]]);
  const by = { actor: "person:administrator", address: null };
  await restoreVersion(db, { ...restoration, reason: "made up", by });
  await reassignDue(db);
  const after = await countByGrid();
  const told = countsIn(asked, "after").map((counts) => {
    const { code, seen: _, ...row } = counts;
    return [code, row];
  });
  expect(told).toEqual(
    [keep, absorb].map((grid) => {
      const { id: _, ...row } = after.get(grid)!; // both are in force again
      return [grid === keep ? "LANE-4-1" : "LANE-5-1", row];
    }),
  );
  expect(await assessRestoration(db, restoration)).toMatchObject({ code: "VERSION_MOVED_ON" });
});
