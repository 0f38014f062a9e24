import { isDatabaseAway } from "@getu/api";
import type { PlanStep } from "@getu/domain/redraw";
import { createRedrawWork } from "@getu/store";
import type { RedrawWork } from "@getu/store";
import { createRedrawTown, createTestDatabase, drawSteps, idsOfTown } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRedrawThread } from "../src/redraw/redraw-thread.ts";
import type { RedrawThread } from "../src/redraw/redraw-thread.ts";

let database: TestDatabase;
let thread: RedrawThread;
let direct: RedrawWork;
let territoryId: number;
let merge: PlanStep;

beforeAll(async () => {
  database = await createTestDatabase();
  thread = createRedrawThread(database.url);
  direct = createRedrawWork(database.db);
  territoryId = await createRedrawTown(database.db, { code: "thread", incidents: 300 });
  const id = await idsOfTown(database.db, territoryId);
  merge = { kind: "merge", keep: id("lane-0-0"), absorb: id("lane-1-0") };
});
afterAll(async () => {
  await thread.stop();
  await database.drop();
});

test("the thread says of a draft what the store says: problems, effect, refusals, and moves it along", async () => {
  const key = { territoryId, draftId: await drawSteps(database.db, territoryId, [merge]) };
  expect(await thread.work.check(key)).toEqual(await direct.check(key));
  expect(await thread.work.impact(key)).toEqual(await direct.impact(key));
  const none = { territoryId, draftId: 2_000_000_000 };
  expect(await thread.work.impact(none)).toEqual({ code: "DRAFT_NOT_FOUND", draftId: none.draftId });
  const by = { actor: "person:planner", address: null };
  const move = {
    ...key,
    revision: 1,
    command: { action: "submit" },
    actor: { roles: ["planner"] },
    by,
  } as const;
  expect(await thread.work.move(move)).toEqual({ state: "submitted", revision: 1 });
  expect(await direct.move(move)).toMatchObject({ refusal: { code: "DRAFT_ACTION_NOT_POSSIBLE" } });
});

test("T02 a database that is away is told as such across the thread, and the next task tries again", async () => {
  const away = new URL(database.url);
  away.port = "1";
  const other = createRedrawThread(away.href);
  const key = { territoryId, draftId: 1 };
  for (let task = 0; task < 2; task += 1) {
    const failed = await other.work.check(key).catch((error: unknown) => error);
    expect(isDatabaseAway(failed)).toBe(true);
  }
  await other.stop();
});

test("a thread that ends in the middle fails what it was asked, and the next task begins another", async () => {
  const key = { territoryId, draftId: await drawSteps(database.db, territoryId, [merge]) };
  const asked = thread.work.check(key);
  await thread.stop();
  await expect(asked).rejects.toThrow("has ended");
  expect(await thread.work.check(key)).toEqual(await direct.check(key));
});
