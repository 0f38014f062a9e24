import { dueOf, nextMove } from "@getu/domain";
import type { LoopRules, LoopState, Step } from "@getu/domain";
import { assessedOf, setAssessed } from "../assessment/assessed.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { setQueueColumns } from "../queue/queue-columns.ts";
import { NO_STEPS, toStepRows } from "./step-row.ts";
import { insertSteps } from "../incident/write-incident.ts";

/** How an incident came to where it stands, told after the fact. */
export type PastHistory = {
  incidentId: number;
  state: LoopState;
  steps: readonly Step[];
  ratings: readonly { closedAt: Date; rating: number; reason: string | null }[];
};

type Past = { territoryId: number; histories: readonly PastHistory[]; rules: LoopRules };

const BATCH = 500;

/**
 * Writes histories of incidents that were brought in and have none yet, and moves these to where their history ends: all
 * or nothing. Those that are in the loop already are left as they are. Says how many it wrote.
 */
export async function writePastHistories(db: Db, past: Past): Promise<{ written: number }> {
  return inTransaction(db, async (tx) => {
    let written = 0;
    for (let from = 0; from < past.histories.length; from += BATCH) {
      const histories = await withoutKnown(tx, {
        ...past,
        histories: past.histories.slice(from, from + BATCH),
      });
      await writeBatch(tx, { ...past, histories });
      written += histories.length;
    }
    return { written };
  });
}

async function withoutKnown(tx: Transaction, { territoryId, histories }: Past): Promise<PastHistory[]> {
  const { rows } = await tx.query<{ incident_id: string }>(
    "SELECT incident_id FROM incident_loop WHERE territory_id = $1 AND incident_id = ANY ($2)",
    [territoryId, histories.map(({ incidentId }) => incidentId)],
  );
  const known = new Set(rows.map((row) => Number(row.incident_id)));
  return histories.filter(({ incidentId }) => !known.has(incidentId));
}

const json = (rows: readonly object[]): string => JSON.stringify(rows);

async function writeBatch(tx: Transaction, { territoryId, histories, rules }: Past): Promise<void> {
  const told = histories.map((history) => rowsOf(history, { territoryId, rules }));
  await tx.query(LOOPS_AND_INCIDENTS, [territoryId, json(told.map(({ loop }) => loop))]);
  await insertSteps(
    tx,
    told.flatMap(({ steps }) => steps),
  );
  await tx.query(RATINGS, [territoryId, json(told.flatMap(({ ratings }) => ratings))]);
}

const LOOPS_AND_INCIDENTS = `WITH told AS (
    SELECT * FROM jsonb_to_recordset($2) AS told(incident_id bigint, state jsonb, next_move_at timestamptz,
      status text, due_at timestamptz, closed_at timestamptz, answered timestamptz, done timestamptz,
      first_due timestamptz, is_dropped boolean, steps integer, head text)
  ), moved AS (
    UPDATE incident SET status = told.status, due_at = told.due_at, closed_at = told.closed_at,
      ${setQueueColumns("told.state")},
      ${setAssessed(["told.answered", "told.done", "told.first_due", "told.is_dropped"])}
    FROM told WHERE territory_id = $1 AND id = told.incident_id
  )
  INSERT INTO incident_loop (territory_id, incident_id, state, next_move_at, steps, head)
  SELECT $1, incident_id, state, next_move_at, steps, decode(head, 'hex') FROM told`;

const RATINGS = `INSERT INTO incident_rating (territory_id, incident_id, closed_at, rating, reason)
  SELECT $1, incident_id, "closedAt", rating, reason
  FROM jsonb_to_recordset($2) AS said(incident_id bigint, "closedAt" timestamptz, rating smallint, reason text)`;

/** A history as rows of the tables. */
function rowsOf(history: PastHistory, { territoryId, rules }: Omit<Past, "histories">) {
  const { incidentId, state, steps, ratings } = history;
  const place = { territoryId, incidentId, on: NO_STEPS, sent: null };
  const { rows, head } = toStepRows(steps, place);
  const { answeredAt, doneAt, firstDueAt, isDropped } = assessedOf({ state, steps }, rules);
  const loop = {
    incident_id: incidentId,
    state,
    next_move_at: nextMove(state, rules)?.at ?? null,
    status: state.status,
    due_at: dueOf(state, rules),
    closed_at: closedAt(history),
    answered: answeredAt,
    done: doneAt,
    first_due: firstDueAt,
    is_dropped: isDropped,
    steps: head.steps,
    head: Buffer.from(head.head).toString("hex"),
  };
  return { loop, steps: rows, ratings: ratings.map((rating) => ({ incident_id: incidentId, ...rating })) };
}

/** When it came to its end, where it has. */
const closedAt = ({ state, steps }: PastHistory): Date | null =>
  state.status === "closed" ? (steps.findLast(({ to }) => to === "closed")?.at ?? null) : null;
