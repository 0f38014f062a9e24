import type { Action } from "@getu/domain";
import { expect, test } from "vitest";
import { fieldsOf } from "../src/case/action-fields.ts";

type Found = Parameters<typeof fieldsOf>[1];

/** A filed incident with this history. */
const after = (...actions: Action[]): Found => ({
  incident: { status: "filed", category: "noise" },
  steps: actions.map((action) => ({ action })),
});

const isAssigneeNeeded = (found: Found): boolean | undefined =>
  fieldsOf("assign", found, null).find(({ name }) => name === "assignee")?.isNeeded;

test("an incident goes to whoever answers for its grid unless somebody else is chosen", () => {
  expect(isAssigneeNeeded(after("report", "file"))).toBe(false);
});

test("after it was given back, whom to ask next is to be said: it does not go to the same one by itself", () => {
  expect(isAssigneeNeeded(after("report", "file", "assign", "return"))).toBe(true);
  expect(isAssigneeNeeded(after("report", "file", "assign", "accept", "return", "recategorise"))).toBe(true);
});

test("once another was asked nothing of it is left", () => {
  expect(isAssigneeNeeded(after("report", "file", "assign", "return", "assign", "escalate"))).toBe(false);
});
