import { randomUUID } from "node:crypto";
import type { Role } from "@getu/domain";
import { createTestDatabase, foundTown, townUnits } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territoryId: number;
let id: (externalId: string) => number;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ territoryId, idOf: id } = await foundTown(database.db));
});
afterAll(() => database.drop());

const as = (role: Role) =>
  testCaller(database.db, {
    caller: { kind: "person", id: role },
    grants: [{ role, territoryId, gridPath: "" }],
  });

/** Narrow triangles that lie apart in a lane: each is a hole, a piece, too small, too narrow and sharp. */
const triangles = (count: number): [number, number][][] =>
  Array.from({ length: count }, (_, i) => {
    const [x, y] = [0.05 + (i % 10) * 0.09, 0.05 + Math.floor(i / 10) * 0.15];
    return [townUnits(x, y), townUnits(x + 0.06, y), townUnits(x + 0.03, y + 0.002)];
  });

test("of hundreds of problems of one step the check lists a hundred and a refusal twenty, what blocks before all others, each with how many more", async () => {
  const { draftId } = await as("planner").draft.create({ territoryId, name: "试验" });
  const [one, other] = [id("lane-0-0"), id("lane-1-0")];
  const twin = { kind: "describe" as const, code: "SAME", name: "b", leaderName: null, households: 1 };
  const entries = [
    { kind: "transfer" as const, rings: triangles(60), from: [one], to: other },
    { ...twin, grid: one },
    { ...twin, grid: other },
  ];
  const draft = { territoryId, draftId, revision: 0 };
  const { revision } = await as("planner").draft.append({ ...draft, entries, key: randomUUID() });
  const checked = await as("planner").draft.check({ territoryId, draftId });
  expect(checked.problems).toHaveLength(100);
  expect(checked.problems[0]).toMatchObject({ kind: "code-taken", severity: "error" });
  expect(checked.isBlocked).toBe(true);
  expect(checked.more).toBeGreaterThan(200);
  const refused = await failureOfCall(as("planner").draft.submit({ ...draft, revision }));
  expect(refused).toMatchObject({ code: "DRAFT_BLOCKED", more: checked.more + 80 });
  expect(refused).toHaveProperty("problems", checked.problems.slice(0, 20));
});
