import { fileReport, findIncident, toReport } from "@getu/store";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { codeOf } from "./failure-code.ts";
import { openResidentTrial } from "./resident-trial.ts";
import type { ResidentTrial } from "./resident-trial.ts";

let trial: ResidentTrial;

beforeAll(async () => {
  trial = await openResidentTrial();
});
afterAll(() => trial.server.stop());
beforeEach(() => trial.forgetAddresses());

describe("a case", () => {
  test("is found by no other code, and a code that cannot be one answers alike", async () => {
    const code = await trial.send();
    const other = code.startsWith("1") ? `2${code.slice(1)}` : `1${code.slice(1)}`;
    const bodies: string[] = [];
    for (const wrong of [other, "1111-1111-1111-1111", "", "' OR 1=1 --"]) {
      const answer = await trial.post("cases", { code: wrong });
      expect(answer.status).toBe(404);
      bodies.push(await answer.text());
    }
    expect(new Set(bodies).size).toBe(1);
  });

  test("shows its way so far, and once it is closed the answer, but neither who worked on it nor what they wrote on the way", async () => {
    const code = await trial.send();
    expect((await trial.follow(code)).answer).toBeNull();
    await trial.closeNewest();
    const view = await trial.follow(code);
    expect(view.answer).toBe("已修好");
    expect(view.steps.map(({ status }) => status)).toEqual([
      "reported",
      "filed",
      "assigned",
      "accepted",
      "fed-back",
      "verified",
      "closed",
    ]);
    expect(JSON.stringify(view)).not.toContain("person:1");
  });

  test("merged into what another had reported says when its own reporter told it, with their own photos, and goes the other's way", async () => {
    const first = await trial.send({ photoIds: [await trial.uploadPhoto()] });
    const original = await trial.newest();
    const second = await trial.send();
    const own = await trial.newest();
    expect(own.reportedAt > original.reportedAt).toBe(true);
    await trial.act(own.id, { action: "merge", duplicateOf: original.id });
    await trial.act(original.id, { action: "file" });
    const [view, others] = [await trial.follow(second), await trial.follow(first)];
    expect(others).toMatchObject({ status: "filed", reportedAt: original.reportedAt, photos: 1 });
    expect(view).toEqual({ ...others, reportedAt: own.reportedAt, photos: 0 });
  });

  test("is rated once for each closing; three or more leaves it closed", async () => {
    const code = await trial.send();
    const early = await trial.post("ratings", { code, rating: 5, reason: null });
    expect([early.status, await codeOf(early)]).toEqual([409, "CASE_NOT_CLOSED"]);
    await trial.closeNewest();
    expect((await trial.follow(code)).mayRate).toBe(true);
    const rated = await trial.post("ratings", { code, rating: 3, reason: "还行" });
    expect(await rated.json()).toMatchObject({ rating: 3, mayRate: false, status: "closed" });
    const again = await trial.post("ratings", { code, rating: 1, reason: null });
    expect([again.status, await codeOf(again)]).toEqual([409, "CASE_RATED_ALREADY"]);
  });

  test.each([1, 2])("rated %i is opened again, and its next closing can be rated anew", async (rating) => {
    const code = await trial.send();
    await trial.closeNewest();
    const answer = await trial.post("ratings", { code, rating, reason: "还是不亮" });
    expect(await answer.json()).toMatchObject({ closedAt: null, mayRate: false, rating: null });
    const { id } = await trial.newest();
    const incident = await findIncident(trial.server.db, { territoryId: trial.territoryId, id });
    expect(incident?.status).not.toBe("closed");
    await trial.closeNewest();
    expect(await trial.follow(code)).toMatchObject({ status: "closed", mayRate: true, rating: null });
  });

  test("rated 1 is opened again whatever keys others have sent something under", async () => {
    const code = await trial.send();
    await trial.closeNewest();
    const settled = await trial.newest();
    const foreseen = await fileReport(trial.server.db, {
      territoryId: trial.territoryId,
      report: toReport({ ...settled, externalId: null }),
      actor: { id: "person:1", role: "dispatcher", gridPath: "" },
      rulebook: trial.server.context,
      idempotencyKey: `rating-${settled.id}-${Date.parse(settled.closedAt!)}`, // it is closed
    });
    expect(foreseen).toHaveProperty("incident");
    const answer = await trial.post("ratings", { code, rating: 1, reason: "还是不亮" });
    expect(await answer.json()).toMatchObject({ closedAt: null, mayRate: false });
  });

  test("that somebody reopens while it is rated keeps no rating, and its reporter hears that it is open", async () => {
    const code = await trial.send();
    await trial.closeNewest();
    const { id } = await trial.newest();
    const other = await trial.server.db.pool.connect();
    await other.query("BEGIN; SET LOCAL getu.bell = 'later'");
    await other.query("UPDATE incident SET status = 'assigned', closed_at = NULL WHERE id = $1", [id]);
    const rating = trial.post("ratings", { code, rating: 1, reason: null });
    const waiting =
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await expect.poll(async () => (await trial.server.db.pool.query(waiting)).rowCount).toBeGreaterThan(0);
    await other.query("COMMIT");
    other.release();
    const answer = await rating;
    expect([answer.status, await codeOf(answer)]).toEqual([409, "CASE_NOT_CLOSED"]);
    const { rowCount } = await trial.server.db.pool.query(
      "SELECT FROM incident_rating WHERE incident_id = $1",
      [id],
    );
    expect(rowCount).toBe(0);
  });

  test.each([0, 6, 2.5, "5", null])("cannot be rated %s", async (rating) => {
    expect((await trial.post("ratings", { code: "x", rating, reason: null })).status).toBe(400);
  });

  test("cannot be rated with half a character in the reason", async () => {
    const code = await trial.send();
    await trial.closeNewest();
    expect((await trial.post("ratings", { code, rating: 1, reason: "差\ud800" })).status).toBe(400);
    expect((await trial.follow(code)).mayRate).toBe(true);
  });
});
