import { failureOf } from "@getu/api";
import type { RedrawDoor } from "@getu/api";
import type { PlanStep } from "@getu/domain/redraw";
import { appendToDraft } from "@getu/store";
import type { RedrawWork } from "@getu/store";
import { createRedrawTown, createTestDatabase, drawSteps, idsOfTown } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createRedrawQueue } from "../src/redraw/redraw-queue.ts";
import { createRedrawThread } from "../src/redraw/redraw-thread.ts";
import type { RedrawThread } from "../src/redraw/redraw-thread.ts";

/** A slow machine is no defect. */
const until = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: 50_000 });

const ONE = "person:one";
const OTHER = "person:other";

let database: TestDatabase;
let thread: RedrawThread;
let territoryId: number;
let merge: PlanStep;
let other: PlanStep;

beforeAll(async () => {
  database = await createTestDatabase();
  thread = createRedrawThread(database.url);
  territoryId = await createRedrawTown(database.db, { code: "queue", incidents: 300 });
  const id = await idsOfTown(database.db, territoryId);
  merge = { kind: "merge", keep: id("lane-0-0"), absorb: id("lane-1-0") };
  other = { kind: "merge", keep: id("lane-2-0"), absorb: id("lane-3-0") };
});
afterAll(async () => {
  await thread.stop();
  await database.drop();
});

const drawMany = (count: number): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, () => drawSteps(database.db, territoryId, [merge])));

const keyOf = (draftId: number) => ({ territoryId, draftId });

/** The queue before the thread, the drafts whose effect was worked out, and a bar that holds this up until it is lifted. */
function openQueue({ isBarred }: { isBarred: boolean }) {
  const bar = Promise.withResolvers<void>();
  if (!isBarred) bar.resolve();
  const made: number[] = [];
  const impact: RedrawWork["impact"] = async (key) => {
    made.push(key.draftId);
    await bar.promise;
    return thread.work.impact(key);
  };
  const queue: RedrawDoor = createRedrawQueue(database.db, { ...thread.work, impact });
  return { queue, made, lift: () => bar.resolve() };
}

test("thirty readings of four drafts by one person are four, and another's step is answered before them", async () => {
  const drafts = await drawMany(4);
  const [drawn] = await drawMany(1);
  const { queue, made } = openQueue({ isBarred: false });
  const answered: string[] = [];
  const readings = Array.from({ length: 30 }, async (_, i) => {
    const found = await queue.impact(keyOf(drafts[i % 4]!), ONE); // of four
    answered.push("reading");
    return found;
  });
  await until(() => expect(made.length).toBeGreaterThan(0));
  const step = { ...keyOf(drawn!), revision: 1, entries: [other], by: OTHER, key: "step" }; // one was drawn
  expect(await queue.append(step)).toEqual({ revision: 2 });
  answered.push("step");
  for (const found of await Promise.all(readings)) expect(found).toHaveProperty("grids");
  expect(answered.indexOf("step")).toBeLessThan(answered.lastIndexOf("reading"));
  expect(made).toHaveLength(drafts.length);
  expect(new Set(made)).toEqual(new Set(drafts));
});

test("two readings are made at once, and a change that comes later goes before those that wait", async () => {
  const drafts = await drawMany(4);
  const [drawn] = await drawMany(1);
  const { queue, made, lift } = openQueue({ isBarred: true });
  const readings = drafts.map((draftId) => queue.impact(keyOf(draftId), ONE));
  await until(() => expect(made).toHaveLength(2));
  const step = { ...keyOf(drawn!), revision: 1, entries: [other], by: OTHER, key: "step" }; // one was drawn
  expect(await queue.append(step)).toEqual({ revision: 2 });
  expect(made).toHaveLength(2);
  lift();
  await Promise.all(readings);
  expect(made).toHaveLength(4);
});

test("who has four readings waiting is told to come later, while another's is taken", async () => {
  const drafts = await drawMany(8);
  const { queue, made, lift } = openQueue({ isBarred: true });
  const refused: unknown[] = [];
  const readings = drafts.map((draftId) =>
    queue.impact(keyOf(draftId), ONE).catch((error: unknown) => refused.push(failureOf(error))),
  );
  await until(() => expect(refused).toHaveLength(2));
  const others = queue.check(keyOf(drafts[0]!), OTHER); // eight were drawn
  lift();
  await Promise.all(readings);
  expect(await others).toHaveProperty("problems");
  expect(made).toHaveLength(6);
  const tooOften = { code: "TOO_OFTEN", retryAfterSeconds: 5 };
  expect(refused).toEqual([tooOften, tooOften]);
});

test("an answer is not shared any more once the draft has gone on", async () => {
  const [draftId] = await drawMany(1);
  const { queue, made, lift } = openQueue({ isBarred: true });
  const before = queue.impact(keyOf(draftId!), ONE); // one was drawn
  await until(() => expect(made).toHaveLength(1));
  const step = { ...keyOf(draftId!), revision: 1, entries: [other], by: OTHER, key: "step" }; // one was drawn
  await appendToDraft(database.db, step);
  const after = queue.impact(keyOf(draftId!), ONE); // one was drawn
  await until(() => expect(made).toHaveLength(2));
  lift();
  expect(await Promise.all([before, after])).toEqual([expect.anything(), expect.anything()]);
});
