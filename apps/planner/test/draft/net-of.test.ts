import type { PlanStep } from "@getu/domain/redraw";
import { expect, test } from "vitest";
import { netOf } from "../../src/draft/net-of.ts";

const merge = (keep: number): PlanStep => ({ kind: "merge", keep, absorb: keep + 1 });
const undo = { kind: "undo" } as const;

test("what is drawn and taken back again comes to nothing, and what takes back a step from before is counted", () => {
  expect(netOf([merge(1), merge(2), undo])).toEqual({ steps: [merge(1)], takenBack: 0 });
  expect(netOf([undo, undo])).toEqual({ steps: [], takenBack: 2 });
  expect(netOf([undo, merge(1), undo, undo, merge(2)])).toEqual({ steps: [merge(2)], takenBack: 2 });
});
