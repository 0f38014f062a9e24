import type { VisitOutcome } from "@getu/domain";
import type { Db } from "../db.ts";

/** A visit that is told after the fact, with what came of it. */
export type PastVisit = {
  clusterId: number;
  /** Who was there, as the audit log names people. */
  visitor: string;
  at: Date;
  outcome: VisitOutcome;
  note: string | null;
  demand: string | null;
  wish: string | null;
  /** What was answered at once; null = nothing yet. */
  answer: string | null;
};

type Past = { territoryId: number; visits: readonly PastVisit[]; answeredBy: string };

/** SQL for what a visit that is told asked for, by its kind. */
const GIVEN = `LATERAL (VALUES ('demand', told.demand), ('wish', told.wish)) AS given(kind, text)`;

/** Writes visits that were made before anybody wrote them down: all or none; one that is there already is left as it is. */
export async function writePastVisits(db: Db, { territoryId, visits, answeredBy }: Past): Promise<void> {
  const told = visits.map(({ clusterId, at, ...visit }) => ({
    ...visit,
    cluster: clusterId,
    at: at.toISOString(),
    key: `past ${clusterId} ${at.toISOString()}`,
  }));
  await db.pool.query(
    `WITH told AS (
       SELECT * FROM jsonb_to_recordset($2) AS told(cluster integer, visitor text, at timestamptz, outcome text, note text,
         demand text, wish text, answer text, key text)
     ), made AS (
       INSERT INTO visit (territory_id, cluster_id, visitor, outcome, occurred_at, recorded_at, delivery_key)
       SELECT $1, cluster, visitor, outcome, at, at, key FROM told ORDER BY at
       ON CONFLICT (territory_id, delivery_key) DO NOTHING RETURNING id, delivery_key
     ), noted AS (
       INSERT INTO visit_note (territory_id, visit_id, text)
       SELECT $1, made.id, told.note FROM made JOIN told ON told.key = made.delivery_key WHERE told.note IS NOT NULL
     ), asked AS (
       INSERT INTO need (territory_id, visit_id, kind)
       SELECT $1, made.id, kind FROM made JOIN told ON told.key = made.delivery_key, ${GIVEN}
       WHERE given.text IS NOT NULL ORDER BY made.id RETURNING id, visit_id, kind
     ), answered AS (
       INSERT INTO need_answer (territory_id, need_id, ordinal, answered_by, answered_at)
       SELECT $1, asked.id, 1, $3, told.at FROM asked JOIN made ON made.id = asked.visit_id
         JOIN told ON told.key = made.delivery_key WHERE told.answer IS NOT NULL
     )
     INSERT INTO need_word (territory_id, need_id, ordinal, text)
     SELECT $1, asked.id, word.ordinal, word.text FROM asked JOIN made ON made.id = asked.visit_id
       JOIN told ON told.key = made.delivery_key, ${GIVEN}, LATERAL (VALUES (0, given.text), (1, told.answer)) AS word(ordinal, text)
     WHERE given.kind = asked.kind AND word.text IS NOT NULL`,
    [territoryId, JSON.stringify(told), answeredBy],
  );
}
