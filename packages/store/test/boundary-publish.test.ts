import { FIRST_NEW_GRID, replaySteps } from "@getu/domain/redraw";
import type { Plan, PlanStep } from "@getu/domain/redraw";
import { areaSquareMetres } from "@getu/geometry";
import { edgesOf, listOwners, toAreas } from "@getu/geometry/partition";
import {
  listMisplaced,
  readGridStates,
  readPlacedIncidents,
  scheduleDraft,
  townCamera,
  townPosition,
  townUnits,
} from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import {
  importCameras,
  listCameras,
  listGrids,
  listVersions,
  publishDue,
  reassignDue,
} from "../src/index.ts";
import { openDraftTown } from "./draft-town.ts";
import { randomSteps } from "./random-steps.ts";

const { db, territoryId, id, merge, draw, publish, planAt } = openDraftTown({ incidents: 600 });

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

describe("R16 publishing", () => {
  test.each([11, 12])(
    "the boundaries in force are what the replay of random steps gives, and every incident lies where asking every outline says (seed %i)",
    async (seed) => {
      const before = await planAt(1);
      const steps = randomSteps(before, { seed, steps: 25 });
      expect(steps).toHaveLength(25);
      const placed = await readPlacedIncidents(db(), territoryId());
      await publish(...steps);
      const expected = edgesByGrid(replaySteps(before, steps).plan);
      const found = edgesByGrid(await planAt(2));
      const known = (id: number): boolean => before.grids.has(id);
      for (const owner of [...expected.keys()].filter(known))
        expect(found.get(owner)).toEqual(expected.get(owner));
      expect([...found.values()].map(String).sort()).toEqual([...expected.values()].map(String).sort());
      expect(await listMisplaced(db(), territoryId())).toEqual([]);
      const now = await readPlacedIncidents(db(), territoryId());
      expect(now.map((row) => row.grid_at_occurrence)).toEqual(placed.map((row) => row.grid_at_occurrence));
      expect(now.filter((row, i) => row.grid_current !== placed[i]!.grid_current).length).toBeGreaterThan(
        100,
      );
    },
  );

  test("writes rows for changed grids alone, tells from where to where areas went, and leaves the outlines of others byte for byte", async () => {
    const before = await readGridStates(db(), territoryId());
    const split: PlanStep = {
      kind: "split",
      owner: id("lane-0-0"),
      line: [townUnits(0.25, 0), townUnits(0.25, 1)],
      firstNewOwner: FIRST_NEW_GRID,
    };
    await publish(split);
    const after = await readGridStates(db(), territoryId());
    const kept = after.filter((row) => before.some((old) => JSON.stringify(old) === JSON.stringify(row)));
    // Both parts, the neighbour that got the node of the cut, and the two parents, whose label stands in the largest part.
    expect(after.length - kept.length).toBe(2 + 1 + 2);
    const part = (await listGrids(db(), { territoryId: territoryId() })).find(
      ({ code }) => code === "LANE-0-0-2",
    )!;
    expect(part).toMatchObject({
      name: "Made-up lane-0-0-2",
      tier: 2,
      parentId: id("compound-0-0"),
      households: 10,
      householdsEstimated: true,
    });
    const { rows } = await db().pool.query(
      "SELECT from_grid, to_grid, area_square_metres FROM boundary_lineage WHERE territory_id = $1",
      [territoryId()],
    );
    expect(rows).toMatchObject([{ from_grid: id("lane-0-0"), to_grid: part.id }]);
    const moved = toAreas((await planAt(2)).partition, [part.id]).get(part.id)!;
    expect((rows[0] as { area_square_metres: number }).area_square_metres).toBeCloseTo(
      areaSquareMetres(moved),
      3,
    );
  });

  test("an estimate of households comes into force as one, until somebody counts anew; whole grids add up to a count", async () => {
    const counted = (lane: string): PlanStep => ({
      kind: "describe",
      grid: id(lane),
      code: lane,
      name: lane,
      leaderName: null,
      households: 40,
    });
    await publish(...["lane-4-0", "lane-6-0", "lane-7-0"].map(counted));
    const cut: PlanStep = {
      kind: "split",
      owner: id("lane-4-0"),
      line: [townUnits(4.25, 0), townUnits(4.25, 1)],
      firstNewOwner: FIRST_NEW_GRID,
    };
    await publish(cut, merge("lane-6-0", "lane-7-0"));
    const householdsOf = async (...codes: string[]) => {
      const grids = await listGrids(db(), { territoryId: territoryId() });
      return codes.map((code) => {
        const { households, householdsEstimated } = grids.find((grid) => grid.code === code)!; // in force
        return [households, householdsEstimated];
      });
    };
    expect(await householdsOf("lane-4-0", "lane-4-0-2", "lane-6-0", "LANE-0-0")).toEqual([
      [30, true],
      [10, true],
      [80, false],
      [40, false],
    ]);
    const named: PlanStep = {
      kind: "describe",
      grid: id("lane-4-0"),
      code: "lane-4-0",
      name: "Elm Lane",
      leaderName: null,
      households: 30,
    };
    await publish(named);
    expect(await householdsOf("lane-4-0")).toEqual([[30, true]]);
    await publish({ ...named, households: 31 });
    expect(await householdsOf("lane-4-0")).toEqual([[31, false]]);
  });

  test("a merged grid is retired with its rows, its cameras go over, and no other incident is asked", async () => {
    await importCameras(db(), {
      territoryId: territoryId(),
      records: [townCamera({ position: townPosition(1.5, 0.5) })],
      file: "c",
    });
    await publish(merge("lane-0-0", "lane-1-0"));
    expect(
      (await listGrids(db(), { territoryId: territoryId() })).some((grid) => grid.id === id("lane-1-0")),
    ).toBe(false);
    const { rows } = await db().pool.query(
      "SELECT retired_at IS NOT NULL AS retired FROM grid WHERE id = $1",
      [id("lane-1-0")],
    );
    expect(rows).toEqual([{ retired: true }]);
    expect((await listCameras(db(), { territoryId: territoryId() }))[0]!.gridId).toBe(id("lane-0-0"));
    const [version] = await listVersions(db(), { territoryId: territoryId() });
    const placed = (await readPlacedIncidents(db(), territoryId())).length;
    expect(version!.reassignment!.endedAt).not.toBeNull();
    // Asked are those of the two grids, of the five around them, and what lies outside.
    expect(version!.reassignment!.asked).toBeLessThan(placed / 2);
    expect(await listMisplaced(db(), territoryId())).toEqual([]);
  });

  test("comes into force once, however many look for it at a time", async () => {
    await scheduleDraft(
      db(),
      territoryId(),
      await draw({ kind: "merge", keep: id("lane-0-0"), absorb: id("lane-1-0") }),
    );
    const outcomes = await Promise.all([
      publishDue(db()),
      publishDue(db()),
      publishDue(db()),
      publishDue(db()),
    ]);
    expect(outcomes.reduce((sum, { published }) => sum + published, 0)).toBe(1);
    await Promise.all([reassignDue(db()), reassignDue(db()), reassignDue(db())]);
    await reassignDue(db());
    expect(await listVersions(db(), { territoryId: territoryId() })).toHaveLength(2);
    expect(await listMisplaced(db(), territoryId())).toEqual([]);
  });
});
