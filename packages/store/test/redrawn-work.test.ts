import type { PlanStep } from "@getu/domain/redraw";
import { RULEBOOK, townPosition, townReport } from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import { assignMany, fileReport, findHistory, listMovedWork, verifySteps } from "../src/index.ts";
import { openDraftTown } from "./draft-town.ts";

const { db, territoryId, id, publish } = openDraftTown({ incidents: 0 });

describe("open work", () => {
  const report = async (key: string, x: number, y: number): Promise<number> => {
    const filed = await fileReport(db(), {
      territoryId: territoryId(),
      report: townReport({ position: townPosition(x, y) }),
      actor: { id: "person:dispatcher", role: "dispatcher", gridPath: "" },
      rulebook: RULEBOOK,
      idempotencyKey: key,
    });
    if ("refusal" in filed) throw new Error(filed.refusal.code);
    const actors = [{ id: "person:dispatcher", role: "dispatcher", gridPath: "" }] as const;
    const incidentIds = [filed.incident.id];
    await assignMany(db(), {
      territoryId: territoryId(),
      incidentIds,
      actors,
      rulebook: RULEBOOK,
      idempotencyKey: `assign ${key}`,
    });
    return filed.incident.id;
  };
  const stateOf = async (incidentId: number) =>
    (await findHistory(db(), { territoryId: territoryId(), incidentId, rulebook: RULEBOOK }))!.state;

  test("follows its grid: who answers now is who answers for the new one, and both leaders can read what came and went", async () => {
    const incidentId = await report("a", 3.5, 0.5);
    const pathOf = (...names: string[]): string => names.map(id).join("/");
    expect((await stateOf(incidentId)).asked?.duty.gridPath).toBe(
      pathOf("community-0", "compound-1-0", "lane-3-0"),
    );
    // Across the border of the communities.
    const merge: PlanStep = { kind: "merge", keep: id("lane-4-0"), absorb: id("lane-3-0") };
    await publish(merge);
    const path = pathOf("community-1", "compound-2-0", "lane-4-0");
    expect((await stateOf(incidentId)).asked?.duty.gridPath).toBe(path);
    const { rows } = await db().pool.query("SELECT asked_path FROM incident WHERE id = $1", [incidentId]);
    expect(rows).toEqual([{ asked_path: path }]);
    const { steps, brokenStep } = (await findHistory(db(), {
      territoryId: territoryId(),
      incidentId,
      rulebook: RULEBOOK,
    }))!; // it is there
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
    expect((await verifySteps(db(), { territoryId: territoryId() })).broken).toEqual([]);
    const seenBy = async (grid: string) =>
      (
        await listMovedWork(db(), { territoryId: territoryId(), within: [id(grid)], version: 2, limit: 500 })
      ).find((work) => work.incidentId === incidentId);
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
    for (const step of steps) await publish(step);
    const seenBy = async (grid: string, version: number) =>
      (
        await listMovedWork(db(), { territoryId: territoryId(), within: [id(grid)], version, limit: 500 })
      ).find((work) => work.incidentId === incidentId);
    expect(await seenBy("lane-4-0", 2)).toMatchObject({ toGrid: id("lane-4-0"), incident: null });
    expect(await seenBy("lane-6-0", 3)).toMatchObject({ incident: { id: incidentId } });
  });

  test("follows also where a grid only gets another parent", async () => {
    const incidentId = await report("b", 1.5, 0.5);
    const move: PlanStep = { kind: "re-parent", grid: id("lane-1-0"), parent: id("compound-1-0") };
    await publish(move);
    const path = [id("community-0"), id("compound-1-0"), id("lane-1-0")].join("/");
    expect((await stateOf(incidentId)).asked?.duty.gridPath).toBe(path);
  });
});
