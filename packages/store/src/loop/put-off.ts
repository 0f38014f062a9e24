import { nextMove } from "@getu/domain";
import { assessedOf } from "../assessment/assessed.ts";
import type { Transaction } from "../db.ts";
import { writeLoop } from "../incident/write-incident.ts";
import type { OpenIncident } from "./open-incident.ts";

/** Writes down when the loop moves an incident next, with the step that takes an imported one into it: until then it is left alone. */
export async function putOff(
  tx: Transaction,
  open: OpenIncident,
  key: { territoryId: number; incidentId: number },
): Promise<void> {
  const { state, rules, adopted: steps } = open;
  const nextMoveAt = nextMove(state, rules)?.at ?? null;
  const assessed = assessedOf({ state, steps }, rules);
  await writeLoop(tx, { ...open, ...key, nextMoveAt, steps, assessed, sent: null });
}
