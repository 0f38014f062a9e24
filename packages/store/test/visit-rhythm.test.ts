import { describe, expect, test } from "vitest";
import { coverVisits, inTransaction, listClusters, setRhythm } from "../src/index.ts";
import { createRandom } from "./random.ts";
import { db, timeZone, town, useVisitTownEach } from "./visit-town.ts";

useVisitTownEach();

describe("the rhythm of visits", () => {
  test("is a grid's own, else that of the nearest grid above, else the territory's, as asking each grid in turn has it", async () => {
    const clusters = await town.settle();
    const { territoryId, grids } = town;
    const random = createRandom(7);
    const chosen = new Map<number | null, number>();
    const change = async (gridId: number | null, everyDays: number | null): Promise<void> => {
      expect(await inTransaction(db, (tx) => setRhythm(tx, { territoryId, gridId, everyDays }))).toBe(true);
      if (everyDays === null) chosen.delete(gridId);
      else chosen.set(gridId, everyDays);
    };
    const expected = (gridId: number | null): number | null => {
      if (gridId === null) return chosen.get(null) ?? null;
      const grid = grids.find(({ id }) => id === gridId)!; // of the town
      return chosen.get(gridId) ?? expected(grid.parentId);
    };
    for (let i = 0; i < 40; i += 1) {
      const grid = grids[Math.floor(random() * grids.length)]!;
      await change(i % 8 === 0 ? null : grid.id, random() < 0.3 ? null : 1 + Math.floor(random() * 700));
      const { clusters: found } = await town.listAll();
      expect(found.map(({ everyDays }) => everyDays)).toEqual(found.map(({ gridId }) => expected(gridId)));
    }
    expect(clusters.size).toBe(33);
  });

  test("T35 is set within one's grids alone", async () => {
    const { territoryId } = town;
    const set = (gridId: number | null, within?: number[]) =>
      inTransaction(db, (tx) => setRhythm(tx, { territoryId, within, gridId, everyDays: 30 }));
    expect(await set(town.idOf("lane-0-0"), [town.idOf("community-0")])).toBe(true);
    expect(await set(town.idOf("lane-0-0"), [town.idOf("community-1")])).toBe(false);
    expect(await set(null, [town.idOf("community-0")])).toBe(false);
    expect(await set(987_654)).toBe(false);
    expect(await town.rowsOf("visit_rhythm")).toBe(1);
  });

  test("goes by the territory's calendar and by the last visit at which somebody was met", async () => {
    const clusterId = (await town.settle()).get("0-0")!;
    const lastOf = async () =>
      (await town.listAll()).clusters.find(({ id }) => id === clusterId)!.lastVisitedOn;
    expect(await lastOf()).toBeNull();
    await town.visit({ clusterId, given: { outcome: "away", occurredAt: "2026-05-09T02:00:00.000Z" } });
    expect(await lastOf()).toBeNull();
    await town.visit({ clusterId, given: { occurredAt: "2026-05-01T16:30:00.000Z" } }); // half past midnight there
    expect(await lastOf()).toBe("2026-05-02");
    await town.visit({ clusterId, given: { occurredAt: "2026-04-01T02:00:00.000Z" } }); // sent later, made before
    expect(await lastOf()).toBe("2026-05-02");
  });
});

describe("how far visits keep their rhythm", () => {
  test("is counted by the grids of a tier: within, late, never and without a rhythm make up all, with what lies in none", async () => {
    const clusters = await town.settle();
    const { territoryId } = town;
    await inTransaction(db, (tx) =>
      setRhythm(tx, { territoryId, gridId: town.idOf("community-0"), everyDays: 30 }),
    );
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    await town.visit({ clusterId: clusters.get("0-0")!, given: { occurredAt: daysAgo(3) } });
    await town.visit({ clusterId: clusters.get("0-1")!, given: { occurredAt: daysAgo(45) } });
    const counts = { households: 16 * 12, clusters: 16 };
    const coverage = await coverVisits(db, { territoryId, tier: 0, timeZone });
    expect(coverage).toMatchObject({
      everyDays: null,
      grids: [
        {
          gridId: town.idOf("community-0"),
          everyDays: 30,
          ownDays: 30,
          ...counts,
          within: 1,
          late: 1,
          never: 14,
          unset: 0,
        },
        {
          gridId: town.idOf("community-1"),
          everyDays: null,
          ownDays: null,
          ...counts,
          within: 0,
          late: 0,
          never: 0,
          unset: 16,
        },
      ],
      elsewhere: { clusters: 1, households: 12, within: 0, late: 0, never: 0, unset: 1 },
      total: { clusters: 33, households: 33 * 12, within: 1, late: 1, never: 14, unset: 17 },
    });
    const lanes = await coverVisits(db, { territoryId, tier: 2, timeZone });
    expect(lanes.total).toEqual(coverage.total);
    expect(lanes.grids.find(({ gridId }) => gridId === town.idOf("lane-0-0"))).toMatchObject({
      everyDays: 30,
      ownDays: null,
      clusters: 1,
      within: 1,
    });
    const own = await coverVisits(db, {
      territoryId,
      within: [town.idOf("compound-0-0")],
      tier: 1,
      timeZone,
    });
    expect(own.grids.map(({ gridId, clusters: held }) => [gridId, held])).toEqual([
      [town.idOf("compound-0-0"), 4],
    ]);
    expect(own.total.clusters).toBe(4);
  });

  test("is listed with the most overdue first, so that a list that is cut off holds what is due, and says how many there are", async () => {
    const clusters = await town.settle();
    const { territoryId } = town;
    await inTransaction(db, (tx) =>
      setRhythm(tx, { territoryId, gridId: town.idOf("compound-0-0"), everyDays: 30 }),
    );
    await town.visit({ clusterId: clusters.get("0-0")!, given: { occurredAt: "2026-05-01T02:00:00.000Z" } });
    await town.visit({ clusterId: clusters.get("1-0")!, given: { occurredAt: "2026-04-01T02:00:00.000Z" } });
    const { clusters: first, total } = await listClusters(db, { territoryId, timeZone, limit: 4 });
    expect(first.map(({ name }) => name).toSorted()).toEqual(["0-0", "0-1", "1-0", "1-1"]);
    expect(first.slice(2).map(({ name }) => name)).toEqual(["1-0", "0-0"]);
    expect(total).toBe(33);
  });
});
