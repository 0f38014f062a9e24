import type { Action, QueueEntry } from "@getu/domain";
import type { Case } from "@getu/ui";
import { expect, test } from "vitest";
import { openActions } from "../src/next-action.ts";
import type { Entry } from "../src/outbox/entry.ts";
import { partWork } from "../src/own-work.ts";
import { actOn, entryOf } from "./made-up-entries.ts";

const queued = (id: number) => ({ id }) as QueueEntry;
/** An incident with one step behind it, and what its leader may do. */
const caseOf = (actions: readonly Action[]) =>
  ({ actions, steps: [{}], incident: { status: "assigned" } }) as unknown as Case;
const handUp = (incidentId: number, state: Entry["state"]): Entry =>
  entryOf(incidentId, actOn(incidentId, { action: "hand-up", reason: "试验" }), { state });

test("what a leader can do something about comes apart from what waits for others; nothing of it is lost, and what stands still is theirs", () => {
  const mine = [1, 2, 3, 4, 5].map(queued);
  const cases = new Map([
    [1, caseOf(["accept", "hand-up"])],
    [2, caseOf([])], // others have it now
    [3, caseOf(["merge"])], // nothing for a phone
    [4, caseOf([])], // handed up, and refused: to be looked at
  ]); // of the fifth nothing has come in yet
  const entries = [handUp(4, { kind: "conflict", code: "INCIDENT_CHANGED_MEANWHILE" })];
  const my = { cases, deadlines: new Map() };
  const { toDo, elsewhere } = partWork({ mine, my, duties: [] }, entries);
  expect([toDo, elsewhere].map((part) => part.map(({ id }) => id))).toEqual([
    [1, 4, 5],
    [2, 3],
  ]);
  expect(partWork({ mine: null, my, duties: [] }, [])).toEqual({ toDo: [], elsewhere: [] });
});

test("words that were only added leave what a leader can do as it was", () => {
  const found = caseOf(["accept", "return", "supplement"]);
  const pending = [actOn(1, { action: "supplement", text: "试验" })];
  expect(openActions(found, pending, [])).toEqual(["accept", "return"]);
});
