import { applyStep, FIRST_NEW_GRID, replaySteps } from "@getu/domain/redraw";
import type { Plan, PlanStep } from "@getu/domain/redraw";
import { areaSquareMetres } from "@getu/geometry";
import { edgesOf, listOwners, toAreas } from "@getu/geometry/partition";
import {
  createRedrawTown,
  createTestDatabase,
  drawSteps,
  idsOfTown,
  listMisplaced,
  publishAtOnce,
  readGridStates,
  readPlacedIncidents,
  RULEBOOK,
  scheduleDraft,
  townCamera,
  townPosition,
  townReport,
  townUnits,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  assessImpact,
  assignMany,
  fileReport,
  findDraft,
  findHistory,
  importCameras,
  listCameras,
  listGrids,
  listMovedWork,
  listVersions,
  publishDue,
  readPlan,
  reassignDue,
  restoreVersion,
  verifySteps,
} from "../src/index.ts";
import type { Db } from "../src/index.ts";
import { createRandom } from "./random.ts";

let database: TestDatabase;
let db: Db;
let territoryId: number;
let id: (externalId: string) => number;
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
  count += 1;
  territoryId = await createRedrawTown(db, { code: `town-${count}`, incidents: 600 });
  id = await idsOfTown(db, territoryId);
});

const planAt = async (version: number): Promise<Plan> => {
  const plan = await readPlan(db, { territoryId, version });
  if ("code" in plan) throw new Error(plan.code);
  return plan;
};

/** Outlines by grid, as they are compared: whichever node a ring begins with. */
const edgesByGrid = ({ partition }: Plan): Map<number, string[]> =>
  new Map(
    listOwners(partition).map((owner) => [
      owner,
      edgesOf(partition, owner)
        .map(({ a, b }) => `${a} ${b}`)
        .sort(),
    ]),
  );

/** Random steps that can be done, one after the other. */
function randomSteps(start: Plan, { seed, steps }: { seed: number; steps: number }): PlanStep[] {
  const random = createRandom(seed);
  const [done, below]: [PlanStep[], (n: number) => number] = [[], (n) => Math.floor(random() * n)];
  let plan = start;
  for (let attempt = 0; done.length < steps && attempt < 60 * steps; attempt += 1) {
    const owners = listOwners(plan.partition);
    const [one, other] = [owners[below(owners.length)]!, owners[below(owners.length)]!]; // below the length
    const [x, y] = [below(79) / 10 + 0.05, below(39) / 10 + 0.05];
    const kinds: PlanStep[] = [
      { kind: "merge", keep: one, absorb: other },
      {
        kind: "split",
        owner: one,
        line: [townUnits(x, -0.5), townUnits(x, 4.5)],
        firstNewOwner: FIRST_NEW_GRID + 100 * attempt,
      },
      {
        kind: "transfer",
        rings: [[townUnits(x, y), townUnits(x + 0.7, y), townUnits(x + 0.7, y + 0.7), townUnits(x, y + 0.7)]],
        from: owners.filter((owner) => owner !== one),
        to: one,
      },
      { kind: "move-node", from: townUnits(1 + below(7), 1 + below(3)), to: townUnits(x, y) },
      { kind: "exchange", one, other },
    ];
    const step = kinds[below(kinds.length)]!; // below the length
    const progress = applyStep(plan, step);
    if ("refused" in progress) continue;
    plan = progress.plan;
    done.push(step);
  }
  return done;
}

describe("R16 publishing", () => {
  test.each([11, 12])(
    "the boundaries in force are what the replay of random steps gives, and every incident lies where asking every outline says (seed %i)",
    async (seed) => {
      const before = await planAt(1);
      const steps = randomSteps(before, { seed, steps: 25 });
      expect(steps).toHaveLength(25);
      const placed = await readPlacedIncidents(db, territoryId);
      await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, steps));
      const expected = edgesByGrid(replaySteps(before, steps).plan);
      const found = edgesByGrid(await planAt(2));
      const known = (id: number): boolean => before.grids.has(id);
      for (const owner of [...expected.keys()].filter(known))
        expect(found.get(owner)).toEqual(expected.get(owner));
      expect([...found.values()].map(String).sort()).toEqual([...expected.values()].map(String).sort());
      expect(await listMisplaced(db, territoryId)).toEqual([]);
      const now = await readPlacedIncidents(db, territoryId);
      expect(now.map((row) => row.grid_at_occurrence)).toEqual(placed.map((row) => row.grid_at_occurrence));
      expect(now.filter((row, i) => row.grid_current !== placed[i]!.grid_current).length).toBeGreaterThan(
        100,
      );
    },
  );

  test("writes rows for changed grids alone, tells from where to where areas went, and leaves the outlines of others byte for byte", async () => {
    const before = await readGridStates(db, territoryId);
    const split: PlanStep = {
      kind: "split",
      owner: id("lane-0-0"),
      line: [townUnits(0.25, 0), townUnits(0.25, 1)],
      firstNewOwner: FIRST_NEW_GRID,
    };
    await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, [split]));
    const after = await readGridStates(db, territoryId);
    const kept = after.filter((row) => before.some((old) => JSON.stringify(old) === JSON.stringify(row)));
    // Both parts, the neighbour that got the node of the cut, and the two parents, whose label stands in the largest part.
    expect(after.length - kept.length).toBe(2 + 1 + 2);
    const part = (await listGrids(db, { territoryId })).find(({ code }) => code === "LANE-0-0-2")!;
    expect(part).toMatchObject({
      name: "Made-up lane-0-0-2",
      tier: 2,
      parentId: id("compound-0-0"),
      households: null,
    });
    const { rows } = await db.pool.query(
      "SELECT from_grid, to_grid, area_square_metres FROM boundary_lineage WHERE territory_id = $1",
      [territoryId],
    );
    expect(rows).toMatchObject([{ from_grid: id("lane-0-0"), to_grid: part.id }]);
    const moved = toAreas((await planAt(2)).partition, [part.id]).get(part.id)!;
    expect((rows[0] as { area_square_metres: number }).area_square_metres).toBeCloseTo(
      areaSquareMetres(moved),
      3,
    );
  });

  test("a merged grid is retired with its rows, its cameras go over, and no other incident is asked", async () => {
    await importCameras(db, {
      territoryId,
      records: [townCamera({ position: townPosition(1.5, 0.5) })],
      file: "c",
    });
    const merge: PlanStep = { kind: "merge", keep: id("lane-0-0"), absorb: id("lane-1-0") };
    await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, [merge]));
    expect((await listGrids(db, { territoryId })).some((grid) => grid.id === id("lane-1-0"))).toBe(false);
    const { rows } = await db.pool.query("SELECT retired_at IS NOT NULL AS retired FROM grid WHERE id = $1", [
      id("lane-1-0"),
    ]);
    expect(rows).toEqual([{ retired: true }]);
    expect((await listCameras(db, { territoryId }))[0]!.gridId).toBe(id("lane-0-0"));
    const [version] = await listVersions(db, { territoryId });
    const placed = (await readPlacedIncidents(db, territoryId)).length;
    expect(version!.reassignment!.endedAt).not.toBeNull();
    // Asked are those of the two grids, of the five around them, and what lies outside.
    expect(version!.reassignment!.asked).toBeLessThan(placed / 2);
    expect(await listMisplaced(db, territoryId)).toEqual([]);
  });

  test("comes into force once, however many look for it at a time", async () => {
    await scheduleDraft(
      db,
      territoryId,
      await drawSteps(db, territoryId, [{ kind: "merge", keep: id("lane-0-0"), absorb: id("lane-1-0") }]),
    );
    const outcomes = await Promise.all([publishDue(db), publishDue(db), publishDue(db), publishDue(db)]);
    expect(outcomes.reduce((sum, { published }) => sum + published, 0)).toBe(1);
    await Promise.all([reassignDue(db), reassignDue(db), reassignDue(db)]);
    await reassignDue(db);
    expect(await listVersions(db, { territoryId })).toHaveLength(2);
    expect(await listMisplaced(db, territoryId)).toEqual([]);
  });
});

describe("open work", () => {
  const report = async (key: string, x: number, y: number): Promise<number> => {
    const filed = await fileReport(db, {
      territoryId,
      report: townReport({ position: townPosition(x, y) }),
      actor: { id: "person:dispatcher", role: "dispatcher", gridPath: "" },
      rulebook: RULEBOOK,
      idempotencyKey: key,
    });
    if ("refusal" in filed) throw new Error(filed.refusal.code);
    const actors = [{ id: "person:dispatcher", role: "dispatcher", gridPath: "" }] as const;
    const incidentIds = [filed.incident.id];
    await assignMany(db, {
      territoryId,
      incidentIds,
      actors,
      rulebook: RULEBOOK,
      idempotencyKey: `assign ${key}`,
    });
    return filed.incident.id;
  };
  const stateOf = async (incidentId: number) =>
    (await findHistory(db, { territoryId, incidentId, rulebook: RULEBOOK }))!.state;

  test("follows its grid: who answers now is who answers for the new one, and both leaders can read what came and went", async () => {
    const incidentId = await report("a", 3.5, 0.5);
    const pathOf = (...names: string[]): string => names.map(id).join("/");
    expect((await stateOf(incidentId)).asked?.duty.gridPath).toBe(
      pathOf("community-0", "compound-1-0", "lane-3-0"),
    );
    // Across the border of the communities.
    const merge: PlanStep = { kind: "merge", keep: id("lane-4-0"), absorb: id("lane-3-0") };
    await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, [merge]));
    const path = pathOf("community-1", "compound-2-0", "lane-4-0");
    expect((await stateOf(incidentId)).asked?.duty.gridPath).toBe(path);
    const { rows } = await db.pool.query("SELECT asked_path FROM incident WHERE id = $1", [incidentId]);
    expect(rows).toEqual([{ asked_path: path }]);
    const { steps, brokenStep } = (await findHistory(db, { territoryId, incidentId, rulebook: RULEBOOK }))!; // it is there
    expect(brokenStep).toBeNull();
    expect(steps.at(-1)).toMatchObject({
      action: "redraw",
      actor: { role: "system" },
      from: "assigned",
      to: "assigned",
      asked: { gridPath: path },
      clock: "none",
      dueAt: steps.at(-2)?.dueAt,
    });
    expect((await verifySteps(db, { territoryId })).broken).toEqual([]);
    const seenBy = async (grid: string) =>
      (await listMovedWork(db, { territoryId, within: [id(grid)], version: 2, limit: 500 })).find(
        (work) => work.incidentId === incidentId,
      );
    expect(await seenBy("lane-4-0")).toMatchObject({
      fromGrid: id("lane-3-0"),
      toGrid: id("lane-4-0"),
      incident: { id: incidentId },
    });
    expect(await seenBy("lane-3-0")).toMatchObject({ toGrid: id("lane-4-0"), incident: null });
    expect(await seenBy("lane-0-0")).toBeUndefined();
  });

  test("T35 that a later version took away again is told by its number alone, also to whom an earlier one brought it", async () => {
    const incidentId = await report("c", 3.5, 0.5);
    const steps: PlanStep[] = [
      { kind: "merge", keep: id("lane-4-0"), absorb: id("lane-3-0") },
      { kind: "exchange", one: id("lane-4-0"), other: id("lane-6-0") },
    ];
    for (const step of steps) await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, [step]));
    const seenBy = async (grid: string, version: number) =>
      (await listMovedWork(db, { territoryId, within: [id(grid)], version, limit: 500 })).find(
        (work) => work.incidentId === incidentId,
      );
    expect(await seenBy("lane-4-0", 2)).toMatchObject({ toGrid: id("lane-4-0"), incident: null });
    expect(await seenBy("lane-6-0", 3)).toMatchObject({ incident: { id: incidentId } });
  });

  test("follows also where a grid only gets another parent", async () => {
    const incidentId = await report("b", 1.5, 0.5);
    const move: PlanStep = { kind: "re-parent", grid: id("lane-1-0"), parent: id("compound-1-0") };
    await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, [move]));
    const path = [id("community-0"), id("compound-1-0"), id("lane-1-0")].join("/");
    expect((await stateOf(incidentId)).asked?.duty.gridPath).toBe(path);
  });
});

describe("R16 rolling back", () => {
  const by = { actor: "person:administrator", address: null };

  test("publishes the old state as a new version: every row of a grid and every incident is as it was", async () => {
    const [states, incidents] = [
      await readGridStates(db, territoryId),
      await readPlacedIncidents(db, territoryId),
    ];
    const steps = randomSteps(await planAt(1), { seed: 21, steps: 15 });
    const draftId = await drawSteps(db, territoryId, [
      ...steps,
      {
        kind: "describe",
        grid: id("compound-0-0"),
        code: "NEW",
        name: "renamed",
        leaderName: "made up",
        households: 7,
      },
    ]);
    await publishAtOnce(db, territoryId, draftId);
    expect(await readGridStates(db, territoryId)).not.toEqual(states);
    expect(await restoreVersion(db, { territoryId, version: 1, seen: 2, reason: "made up", by })).toEqual({
      version: 3,
    });
    await reassignDue(db);
    expect(await readGridStates(db, territoryId)).toEqual(states);
    expect(await readPlacedIncidents(db, territoryId)).toEqual(incidents);
    expect(await listVersions(db, { territoryId })).toMatchObject([
      { number: 3, restores: 1 },
      { number: 2, draftId },
      { number: 1 },
    ]);
    const draft = (await findDraft(db.pool, { territoryId, draftId }))!; // as above
    expect(draft.state).toBe("superseded");
    // By its lines nothing stands any more: taken over to those in force it would be compared with itself.
    expect(await assessImpact(db, { territoryId, ...draft })).toEqual({ code: "DRAFT_SUPERSEDED", draftId });
  });

  test("to what is in force, or to what never was, is refused", async () => {
    const restore = (version: number) =>
      restoreVersion(db, { territoryId, version, seen: 1, reason: "made up", by });
    expect(await restore(1)).toEqual({ refusal: { code: "VERSION_IN_FORCE", version: 1 } });
    expect(await restore(2)).toEqual({ refusal: { code: "VERSION_NOT_FOUND", version: 2 } });
  });

  test("over a version that came into force meanwhile is refused: nobody takes back what they have not seen", async () => {
    const merge: PlanStep = { kind: "merge", keep: id("lane-0-0"), absorb: id("lane-1-0") };
    for (const step of [merge, { ...merge, absorb: id("lane-0-1") }])
      await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, [step]));
    const states = await readGridStates(db, territoryId);
    const stale = { territoryId, version: 1, seen: 2, reason: "made up", by };
    expect(await restoreVersion(db, stale)).toEqual({ refusal: { code: "VERSION_MOVED_ON", version: 3 } });
    expect(await readGridStates(db, territoryId)).toEqual(states);
    expect(await restoreVersion(db, { ...stale, seen: 3 })).toEqual({ version: 4 });
  });
});
