import { moveOn } from "@getu/domain";
import type { Rulebook } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { openIncident } from "./open-incident.ts";
import { putOff } from "./put-off.ts";
import { writeOutcome } from "./write-outcome.ts";

type IncidentKey = { territoryId: number; incidentId: number };

/** Moves at most so many in one go, so that what is due meanwhile does not wait for all of them. */
const BATCH = 200;

/**
 * Does what the loop does by itself, whatever is due first coming first, until nothing is due: each incident in a
 * transaction of its own, left out while somebody else has it. Many may run at once, and any may be killed: what is due
 * is a fact of the database, and the lock on the incident decides who moves it. Returns how many it moved; throws at
 * the end when some could not be moved, so that one bad row holds nobody up.
 */
export async function moveDue(db: Db, { rulebook }: { rulebook: Rulebook }): Promise<{ moved: number }> {
  const failures: unknown[] = [];
  let moved = 0;
  for (let progress = BATCH; progress > 0;) {
    progress = 0;
    for (const key of await listDue(db)) {
      const done = await moveOne(db, { ...key, rulebook }).catch((error: unknown) => failures.push(error));
      if (done === "moved") moved += 1;
      if (done === "moved" || done === "put-off") progress += 1;
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} moves of the loop failed`);
  return { moved };
}

async function listDue(db: Db): Promise<IncidentKey[]> {
  const { rows } = await db.pool.query<{ territory_id: number; incident_id: string }>(
    `SELECT territory_id, incident_id FROM incident_loop WHERE next_move_at <= clock_timestamp()
     ORDER BY next_move_at LIMIT $1`,
    [BATCH],
  );
  return rows.map((row) => ({ territoryId: row.territory_id, incidentId: Number(row.incident_id) }));
}

/** What became of an incident that was due: `left` to whoever has it, or `put-off` because it is not due any more. */
type Moved = "moved" | "put-off" | "left";

async function moveOne(db: Db, { rulebook, ...key }: IncidentKey & { rulebook: Rulebook }): Promise<Moved> {
  const move = async (tx: Transaction): Promise<Moved> => {
    const open = await openIncident(db, tx, { ...key, rulebook, busy: "leave" });
    if (!open) return "left";
    const outcome = moveOn(open.state, open);
    if (outcome === null) {
      await putOff(tx, open, key); // the rules or an import have changed meanwhile, or another was quicker
      return "put-off";
    }
    if ("refusal" in outcome)
      throw new Error(`the house itself was refused: ${JSON.stringify(outcome.refusal)}`);
    await writeOutcome(tx, open, { ...key, sent: null, ...outcome });
    return "moved";
  };
  return inTransaction(db, move, { bell: "later" });
}
