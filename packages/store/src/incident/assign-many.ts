import type { Actor, Duty, Rulebook } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { isInReach } from "./incident-reach.ts";
import { Refused } from "../refused.ts";
import { takeActionWithin } from "../loop/take-action.ts";
import type { ActionDelivery, Taken, TakeRefusal } from "../loop/take-action.ts";

/** Incidents that are to be given to somebody, on their way in. */
export type ManyAssignments = {
  territoryId: number;
  incidentIds: readonly number[];
  /** Who is asked; left out: whoever answers for the grid of each. */
  assignee?: Duty | undefined;
  actors: readonly Actor[];
  rulebook: Rulebook;
  /** What the sender calls this delivery; the same one sent again changes nothing more. */
  idempotencyKey: string;
};

/** What became of each: every incident is in one of the two. */
export type ManyAssigned = { taken: number[]; refused: { id: number; refusal: TakeRefusal }[] };

/** Assigns each incident in a transaction of its own, one after the other; what is not filed yet is filed on the way. */
export async function assignMany(
  db: Db,
  { incidentIds, assignee, idempotencyKey, ...common }: ManyAssignments,
): Promise<ManyAssigned> {
  const assigned: ManyAssigned = { taken: [], refused: [] };
  for (const incidentId of new Set(incidentIds)) {
    const key = `${idempotencyKey}:${incidentId}`;
    const outcome = await assignOne(db, { ...common, incidentId, assignee, idempotencyKey: key });
    if ("refusal" in outcome) assigned.refused.push({ id: incidentId, refusal: outcome.refusal });
    else assigned.taken.push(incidentId);
  }
  return assigned;
}

type Assignment = Omit<ActionDelivery, "command"> & { assignee: Duty | undefined };

async function assignOne(db: Db, assignment: Assignment): Promise<Taken> {
  const { territoryId, incidentId, actors } = assignment;
  // Before it is locked: nobody waits for who works on an incident elsewhere, and learns that it is there.
  const isMine = await isInReach(db, {
    territoryId,
    incidentId,
    paths: actors.map(({ gridPath }) => gridPath),
  });
  if (!isMine) return { refusal: { code: "INCIDENT_NOT_FOUND", territoryId, incidentId } };
  const assign = async (tx: Transaction): Promise<Taken> => {
    const taken = await assignWithin(db, tx, assignment);
    if ("refusal" in taken) throw new Refused(taken.refusal);
    return taken;
  };
  try {
    return await inTransaction(db, assign, { bell: "later" });
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.refusal };
    throw error;
  }
}

async function assignWithin(db: Db, tx: Transaction, { assignee, ...delivery }: Assignment): Promise<Taken> {
  const command = { action: "assign", assignee } as const;
  const taken = await takeActionWithin(db, tx, { ...delivery, command });
  if (!("refusal" in taken) || !isUnfiled(taken.refusal)) return taken;
  const idempotencyKey = `${delivery.idempotencyKey}:file`;
  const filed = await takeActionWithin(db, tx, { ...delivery, command: { action: "file" }, idempotencyKey });
  return "refusal" in filed ? filed : takeActionWithin(db, tx, { ...delivery, command });
}

const isUnfiled = (refusal: TakeRefusal): boolean =>
  refusal.code === "ACTION_NOT_POSSIBLE" && refusal.status === "reported" && refusal.because === "state";
