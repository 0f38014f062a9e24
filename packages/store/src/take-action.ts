import { applyAction, isNear } from "@getu/domain";
import type { Action, ActionRefusal, Actor, Command, Incident, Outcome, Rulebook } from "@getu/domain";
import type { Db, Transaction } from "./db.ts";
import { inTransaction } from "./db.ts";
import { findDelivery, openIncident } from "./open-incident.ts";
import type { OpenIncident } from "./open-incident.ts";
import { writeOutcome } from "./write-outcome.ts";

/** An action on its way in. */
export type ActionDelivery = {
  territoryId: number;
  incidentId: number;
  command: Command;
  /** Everything the one who acts may act as; the first that the action is open to counts. */
  actors: readonly Actor[];
  rulebook: Rulebook;
  /** What the sender calls this delivery. */
  idempotencyKey: string;
};

/** Why an action could not be taken. */
export type TakeRefusal =
  | ActionRefusal
  | { code: "INCIDENT_NOT_FOUND"; territoryId: number; incidentId: number }
  | { code: "KEY_USED_BEFORE"; incidentId: number; action: Action };

/** The incident after the action, or why it could not be taken. */
export type Taken = { incident: Incident } | { refusal: TakeRefusal };

/**
 * Takes an action once: row-locked, by the clock of the database, with its step and what screens are told in the same
 * transaction. A delivery that comes again gives the incident as it is and changes nothing.
 */
export const takeAction = (db: Db, delivery: ActionDelivery): Promise<Taken> =>
  inTransaction(db, (tx) => takeActionWithin(db, tx, delivery), { bell: "later" });

/** The same inside a transaction, for those that write more along with it. */
export async function takeActionWithin(db: Db, tx: Transaction, delivery: ActionDelivery): Promise<Taken> {
  const { territoryId, incidentId, idempotencyKey: key } = delivery;
  const open = await openIncident(db, tx, { ...delivery, busy: "wait" });
  if (!open || !isNearAny(open, delivery.actors))
    return { refusal: { code: "INCIDENT_NOT_FOUND", territoryId, incidentId } };
  const before = await findDelivery(tx, { territoryId, key });
  if (before) return recall(before, delivery, open.incident);
  const outcome = await attempt(tx, delivery, open);
  if ("refusal" in outcome) return outcome;
  return { incident: await writeOutcome(tx, open, { territoryId, key, ...outcome }) };
}

/** Who stands nowhere near an incident does not learn that it is there. */
const isNearAny = ({ state, gridPath }: OpenIncident, actors: readonly Actor[]): boolean =>
  actors.some((actor) => isNear(state, gridPath, actor.gridPath));

function recall(
  before: { incidentId: number; action: Action },
  { incidentId, command }: ActionDelivery,
  incident: Incident,
): Taken {
  const isSame = before.incidentId === incidentId && before.action === command.action;
  return isSame ? { incident } : { refusal: { code: "KEY_USED_BEFORE", ...before } };
}

const isForeign = (outcome: Outcome): boolean =>
  "refusal" in outcome && outcome.refusal.code === "ACTION_NOT_YOURS";

async function attempt(
  tx: Transaction,
  { territoryId, incidentId, command, actors }: ActionDelivery,
  { state, now, gridPath, rules, isThere }: OpenIncident,
): Promise<Outcome> {
  const outcomes = actors.map((actor) => applyAction(state, command, { actor, now, gridPath, rules }));
  const { action } = command;
  const { status } = state;
  const notPossible = (because: "assignee-unknown" | "duplicate-unfit"): Outcome => ({
    refusal: { code: "ACTION_NOT_POSSIBLE", action, status, because },
  });
  const outcome = outcomes.find((each) => !isForeign(each)) ??
    outcomes[0] ?? { refusal: { code: "ACTION_NOT_YOURS", action, because: "role" } as const };
  if ("refusal" in outcome) return outcome;
  if (command.assignee && !isThere(command.assignee)) return notPossible("assignee-unknown");
  if (action !== "merge") return outcome;
  const fits = await fitsAsOriginal(tx, { territoryId, incidentId, original: command.duplicateOf! }); // needed by merge
  return fits ? outcome : notPossible("duplicate-unfit");
}

/** An original is another incident of the territory that is not a duplicate itself; it stays so until we are done. */
async function fitsAsOriginal(
  tx: Transaction,
  { territoryId, incidentId, original }: { territoryId: number; incidentId: number; original: number },
): Promise<boolean> {
  if (original === incidentId) return false;
  const held = await tx.query("SELECT FROM incident WHERE territory_id = $1 AND id = $2 FOR SHARE", [
    territoryId,
    original,
  ]);
  if (held.rowCount === 0) return false;
  const merged = await tx.query(
    `SELECT FROM incident_loop
     WHERE territory_id = $1 AND incident_id = $2 AND jsonb_typeof(state -> 'duplicateOf') = 'number'`,
    [territoryId, original],
  );
  return merged.rowCount === 0;
}
