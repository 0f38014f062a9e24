import type { Need, NeedKind, NeedState, Scope } from "@getu/domain";
import type { Db } from "../db.ts";
import { inTransaction } from "../db.ts";
import { inScope } from "../grid/grid-tree.ts";
import { ANSWER_JSON, nameOf } from "./visit.ts";

/** Which needs of the scope, newest first; `before` = the last one of the page before. */
export type NeedFilter = Scope & {
  state: NeedState;
  kind?: NeedKind | undefined;
  before?: number | undefined;
  limit: number;
};

type NeedRow = {
  id: number;
  kind: NeedKind;
  text: string;
  cluster_id: number;
  cluster_name: string;
  grid_id: number | null;
  opened_at: Date;
  opened_by: string | null;
  answer: Need["answer"];
};

const toNeed = (row: NeedRow): Need => ({
  id: row.id,
  kind: row.kind,
  text: row.text,
  cluster: { id: row.cluster_id, name: row.cluster_name, gridId: row.grid_id },
  openedAt: row.opened_at.toISOString(),
  openedBy: row.opened_by,
  answer: row.answer,
});

const NEEDS = `need JOIN visit ON visit.territory_id = need.territory_id AND visit.id = need.visit_id
  JOIN household_cluster AS cluster ON cluster.territory_id = need.territory_id AND cluster.id = visit.cluster_id
  LEFT JOIN need_answer AS answer ON answer.territory_id = need.territory_id AND answer.need_id = need.id
  WHERE need.territory_id = $1 AND ${inScope("cluster.grid_id", { territory: "$1", within: "$2" })}`;

/** Demands and micro-wishes of the scope, newest first. */
export async function listNeeds(
  db: Db,
  { territoryId, within, state, kind, before, limit }: NeedFilter,
): Promise<Need[]> {
  const { rows } = await db.pool.query<NeedRow>(
    `SELECT need.id, kind, need.text, cluster.id AS cluster_id, cluster.name AS cluster_name, cluster.grid_id,
       visit.recorded_at AS opened_at, ${nameOf("visit.visitor")} AS opened_by, ${ANSWER_JSON} AS answer
     FROM ${NEEDS} AND (answer.need_id IS NULL) = $3 AND ($4::text IS NULL OR kind = $4)
       AND ($5::integer IS NULL OR need.id < $5)
     ORDER BY need.id DESC LIMIT $6`,
    [territoryId, within, state === "open", kind, before, limit],
  );
  return rows.map(toNeed);
}

/** An answer on its way to a need of the scope. */
export type NewNeedAnswer = Scope & { needId: number; text: string; answeredBy: string };

/**
 * Answers a need, once and for good; the same answer that comes again from the same hand is taken as the first.
 * "unknown" = the scope has no such need, "before" = it has another answer.
 */
export async function answerNeed(
  db: Db,
  { territoryId, within, needId, text, answeredBy }: NewNeedAnswer,
): Promise<"answered" | "unknown" | "before"> {
  return inTransaction(db, async (tx) => {
    const found = await tx.query(`SELECT FROM ${NEEDS} AND need.id = $3`, [territoryId, within, needId]);
    if (found.rowCount === 0) return "unknown";
    await tx.query(
      `INSERT INTO need_answer (territory_id, need_id, text, answered_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (territory_id, need_id) DO NOTHING`,
      [territoryId, needId, text, answeredBy],
    );
    const { rowCount } = await tx.query(
      "SELECT FROM need_answer WHERE territory_id = $1 AND need_id = $2 AND text = $3 AND answered_by = $4",
      [territoryId, needId, text, answeredBy],
    );
    return rowCount === 1 ? "answered" : "before";
  });
}
