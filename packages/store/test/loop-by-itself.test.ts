import type { Incident } from "@getu/domain";
import { RULEBOOK } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { closeDb, moveDue, openDb } from "../src/index.ts";
import { openLoopTrial } from "./loop-trial.ts";
import type { LoopTrial } from "./loop-trial.ts";

const HOUR_MS = 3_600_000;

let trial: LoopTrial;

beforeAll(async () => {
  trial = await openLoopTrial();
});
afterAll(() => trial.close());
beforeEach(() => trial.begin());

describe("what the loop does by itself", () => {
  const move = (on = trial.db) => moveDue(on, { rulebook: RULEBOOK });

  test("T14 goes by the database's clock alone: the server's may be a day off in either direction", async () => {
    for (const offsetMs of [-24 * HOUR_MS, 24 * HOUR_MS]) {
      const real = Date.now();
      vi.useFakeTimers({ toFake: ["Date"], now: real + offsetMs });
      const incident = await trial.file({ condition: "quick" });
      expect(Math.abs(Date.parse(incident.reportedAt) - real)).toBeLessThan(60_000);
      await move();
      vi.useRealTimers();
      expect(await trial.actionsOf(incident)).not.toContain("escalate");
    }
  });

  test("T14 when the database's clock jumps two hours, what is due is moved once, and back again nothing more", async () => {
    const incident = await trial.file({ condition: "quick" });
    const climbs = async () =>
      (await trial.actionsOf(incident)).filter((action) => action === "escalate").length;
    for (const [shiftMs, expected] of [
      [-2 * HOUR_MS, 0],
      [HOUR_MS + 1000, 1],
      [0, 1],
      [HOUR_MS + 2000, 1],
    ] as const) {
      await trial.time.shift(shiftMs);
      await move();
      expect(await climbs()).toBe(expected);
    }
    const { state } = await trial.historyOf(incident);
    expect([state.status, state.asked!.duty.level, state.reached]).toEqual(["assigned", 2, 2]);
  });

  test("climbs one level each time nobody accepts, up to the top and no further, history kept", async () => {
    const incident = await trial.file({ condition: "quick" });
    for (let day = 1; day <= 30; day += 1) {
      await trial.time.shift(day * 24 * HOUR_MS);
      await move();
    }
    const climbed = (await trial.historyOf(incident)).steps.filter(({ action }) => action === "escalate");
    expect(climbed.map(({ climbedTo }) => climbedTo)).toEqual([2, 1, 0]);
  });

  test("ends a suspension on its day and gives the time back that was left", async () => {
    const incident = await trial.file();
    const actor = await trial.leaderOf(incident);
    await trial.act(incident.id, { action: "accept" }, { actor });
    const until = new Date(Date.now() + 48 * HOUR_MS);
    await trial.act(incident.id, { action: "suspend", reason: "waits for parts", until });
    expect((await trial.historyOf(incident)).incident).toMatchObject({ status: "suspended", dueAt: null });
    await trial.time.shift(47 * HOUR_MS);
    expect(await move()).toEqual({ moved: 0 });
    await trial.time.shift(49 * HOUR_MS);
    expect(await move()).toEqual({ moved: 1 });
    const { incident: after, state } = await trial.historyOf(incident);
    expect(after.status).toBe("accepted");
    expect(Date.parse(after.dueAt!) - Date.parse(incident.dueAt!)).toBeGreaterThan(48 * HOUR_MS);
    expect(state.clock.pauses).toMatchObject([{ kind: "suspension", approvedBy: "person:dispatcher" }]);
  });

  test("T15 300 overdue at once and three workers: each climbs exactly once, in due order for each worker", async () => {
    const incidents: Incident[] = [];
    for (let i = 0; i < 300; i += 1) incidents.push(await trial.file({ condition: "quick" }));
    await trial.time.shift(2 * HOUR_MS);
    const workers = await Promise.all([1, 2, 3].map(() => openDb(trial.database.url)));
    const moved = await Promise.all(workers.map((worker) => move(worker)));
    await Promise.all(workers.map(closeDb));
    expect(moved.reduce((sum, each) => sum + each.moved, 0)).toBe(300);
    const { rows } = await trial.db.pool.query<{ incident_id: string; n: number }>(
      `SELECT incident_id, count(*)::integer AS n FROM incident_step
       WHERE territory_id = $1 AND action = 'escalate' GROUP BY 1 ORDER BY min(at)`,
      [trial.territoryId],
    );
    expect(rows.filter(({ n }) => n === 1)).toHaveLength(300);
    const order = rows.map(({ incident_id }) => incidents.findIndex(({ id }) => id === Number(incident_id)));
    const farthest = Math.max(...order.map((due, place) => Math.abs(due - place)));
    expect(farthest).toBeLessThan(20); // three side by side overtake each other by a few
    expect((await trial.check()).broken).toEqual([]);
  });
});
