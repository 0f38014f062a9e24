import type { Rulebook, Step } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { findHold } from "../incident/incident-hold.ts";
import { openIncident } from "./open-incident.ts";
import type { OpenIncident } from "./open-incident.ts";
import { toStep } from "./step-row.ts";
import type { StepRow } from "./step-row.ts";
import { findBreak } from "./verify-steps.ts";

/** Where an incident stands and how it came there, oldest step first. */
export type IncidentHistory = Pick<OpenIncident, "incident" | "gridPath" | "state" | "now" | "rules"> & {
  steps: readonly Step[];
  /** The first step at which the chain of hashes breaks; null = it holds. */
  brokenStep: number | null;
  /** Since when retention leaves it alone; null = it does not. */
  heldSince: Date | null;
};

type HistoryKey = { territoryId: number; incidentId: number; rulebook: Rulebook };

/**
 * The history of an incident at the moment of the database's clock, or null when there is no such incident. All of it is
 * of one snapshot: a step that is taken meanwhile would lie beyond the head, and look like one that was forged.
 */
export async function findHistory(db: Db, key: HistoryKey): Promise<IncidentHistory | null> {
  const read = async (tx: Transaction): Promise<IncidentHistory | null> => {
    const open = await openIncident(db, tx, { ...key, busy: "look" });
    if (!open) return null;
    const { rows } = await tx.query<StepRow>(
      "SELECT * FROM incident_step WHERE territory_id = $1 AND incident_id = $2 ORDER BY ordinal",
      [key.territoryId, key.incidentId],
    );
    const { incident, gridPath, state, now, rules, on, adopted } = open;
    const { incidentId, territoryId } = key;
    const brokenStep = findBreak({ incidentId, rows, head: on }, territoryId)?.ordinal ?? null;
    const heldSince = await findHold(tx, key);
    const steps = [...rows.map(toStep), ...adopted];
    return { incident, gridPath, state, now, rules, steps, brokenStep, heldSince };
  };
  return inTransaction(db, read, { isolation: "REPEATABLE READ, READ ONLY" });
}
