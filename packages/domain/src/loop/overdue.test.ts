import { expect, test } from "vitest";
import { INCIDENT_STATUSES } from "../incident/incident.ts";
import { isOverdue, isPressing } from "./overdue.ts";

const NOW = new Date("2026-11-22T08:00:00.000Z");
const before = (ms: number): string => new Date(NOW.getTime() - ms).toISOString();

test("work is overdue only while it is open and after its deadline", () => {
  expect(isOverdue({ status: "handling", dueAt: before(1) }, NOW)).toBe(true);
  expect(isOverdue({ status: "handling", dueAt: before(0) }, NOW)).toBe(false);
  expect(isOverdue({ status: "handling", dueAt: before(-1) }, NOW)).toBe(false);
  expect(isOverdue({ status: "closed", dueAt: before(1) }, NOW)).toBe(false);
  expect(isOverdue({ status: "handling", dueAt: null }, NOW)).toBe(false);
});

test("a leader is called for what waits to be accepted and for what is late, and for nothing else", () => {
  const called = INCIDENT_STATUSES.filter((status) => isPressing({ status, dueAt: before(-1) }, NOW));
  expect(called).toEqual(["assigned"]);
  const late = INCIDENT_STATUSES.filter((status) => isPressing({ status, dueAt: before(1) }, NOW));
  expect(late).toEqual(INCIDENT_STATUSES.filter((status) => status !== "closed"));
});
