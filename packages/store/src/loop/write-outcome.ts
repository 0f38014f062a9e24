import { dueOf, nextMove } from "@getu/domain";
import type { Incident, LoopState, Step } from "@getu/domain";
import { assessedOf } from "../assessment/assessed.ts";
import type { Transaction } from "../db.ts";
import type { OpenIncident } from "./open-incident.ts";
import type { Sent } from "./step-row.ts";
import { updateIncident } from "../incident/write-incident.ts";

/** What an action led to, and the delivery that it came by; null = it came by itself. */
type Written = {
  territoryId: number;
  sent: Sent | null;
  next: LoopState;
  step: Step;
  /** What the incident is now, where the action corrected that. */
  classified?: Pick<Incident, "category" | "condition" | "severity"> | undefined;
};

/** Writes what an action led to; the incident as screens see it from now on. */
export async function writeOutcome(
  tx: Transaction,
  { incident, gridPath, rules, now, on, adopted }: OpenIncident,
  { territoryId, sent, next, step, classified }: Written,
): Promise<Incident> {
  const isClosed = next.status === "closed";
  const after: Incident = {
    ...incident,
    ...classified,
    status: next.status,
    dueAt: dueOf(next, rules)?.toISOString() ?? null,
    closedAt: isClosed ? (incident.closedAt ?? now.toISOString()) : null,
  };
  const steps = [...adopted, step];
  await updateIncident(tx, {
    territoryId,
    incident: after,
    gridPath,
    state: next,
    on,
    sent,
    nextMoveAt: nextMove(next, rules)?.at ?? null,
    steps,
    assessed: assessedOf({ state: next, steps }, rules),
  });
  return after;
}
