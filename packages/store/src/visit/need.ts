import type { Need, NeedKind, NeedState, Scope } from "@getu/domain";
import type { Db } from "../db.ts";
import { inTransaction } from "../db.ts";
import { inScope } from "../grid/grid-tree.ts";
import { tellVisit } from "./tell-visit.ts";
import { ANSWER_JSON, ASKED_TEXT, nameOf } from "./visit.ts";

/** Which needs of the scope. */
type NeedCount = Scope & { state: NeedState; kind?: NeedKind | undefined };

/** Of these one page, newest first; `before` = the last one of the page before. */
export type NeedFilter = NeedCount & { before?: number | undefined; limit: number };

type NeedRow = {
  id: number;
  kind: NeedKind;
  text: string | null;
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
  WHERE need.territory_id = $1 AND ${inScope("cluster.grid_id", { territory: "$1", within: "$2" })}`;

/** The needs of a filter; `$3` is whether they have an answer, `$4` their kind, null for both. */
const LISTED = `${NEEDS} AND ($4::text IS NULL OR kind = $4) AND $3 = EXISTS (
  SELECT FROM need_answer AS answer WHERE answer.territory_id = need.territory_id AND answer.need_id = need.id)`;

const valuesOf = ({ territoryId, within, state, kind }: NeedCount): unknown[] => [
  territoryId,
  within,
  state === "done",
  kind,
];

/** Demands and micro-wishes of the scope, newest first. */
export async function listNeeds(db: Db, filter: NeedFilter): Promise<Need[]> {
  const { rows } = await db.pool.query<NeedRow>(
    `SELECT need.id, kind, ${ASKED_TEXT} AS text, cluster.id AS cluster_id, cluster.name AS cluster_name, cluster.grid_id,
       visit.recorded_at AS opened_at, ${nameOf("visit.visitor")} AS opened_by, ${ANSWER_JSON} AS answer
     FROM ${LISTED} AND ($5::integer IS NULL OR need.id < $5) ORDER BY need.id DESC LIMIT $6`,
    [...valuesOf(filter), filter.before, filter.limit],
  );
  return rows.map(toNeed);
}

/** How many demands and micro-wishes there are in all. */
export async function countNeeds(db: Db, filter: NeedCount): Promise<number> {
  const { rows } = await db.pool.query<{ count: string }>(`SELECT count(*) FROM ${LISTED}`, valuesOf(filter));
  return Number(rows[0]!.count); // an aggregate has one row
}

/** An answer on its way to a need of the scope, and how many answers of it whoever writes has seen. */
export type NewNeedAnswer = Scope & { needId: number; text: string; answeredBy: string; seen: number };

/**
 * Answers a need, or corrects what it was answered, which stays behind; the same that comes again from the same hand is
 * taken as the first. "unknown" = the scope has no such need, "before" = somebody else has answered meanwhile.
 */
export async function answerNeed(
  db: Db,
  { territoryId, within, needId, text, answeredBy, seen }: NewNeedAnswer,
): Promise<"answered" | "unknown" | "before"> {
  return inTransaction(db, async (tx) => {
    const found = await tx.query<{ cluster_id: number }>(
      `SELECT cluster.id AS cluster_id FROM ${NEEDS} AND need.id = $3`,
      [territoryId, within, needId],
    );
    if (!found.rows[0]) return "unknown";
    const written = [territoryId, needId, seen + 1, text, answeredBy];
    const { rowCount } = await tx.query(
      `WITH said AS (
         INSERT INTO need_answer (territory_id, need_id, ordinal, answered_by)
         SELECT $1::integer, $2::integer, $3::integer, $5::text
         WHERE $3 = 1 + (SELECT count(*) FROM need_answer WHERE territory_id = $1 AND need_id = $2)
         ON CONFLICT (territory_id, need_id, ordinal) DO NOTHING RETURNING ordinal
       ) INSERT INTO need_word (territory_id, need_id, ordinal, text) SELECT $1, $2, ordinal, $4 FROM said`,
      written,
    );
    if (rowCount === 1) await tellVisit(tx, { territoryId, clusterId: found.rows[0].cluster_id });
    const { rowCount: there } = await tx.query(
      `SELECT FROM need_answer JOIN need_word USING (territory_id, need_id, ordinal)
       WHERE territory_id = $1 AND need_id = $2 AND ordinal = $3 AND text = $4 AND answered_by = $5`,
      written,
    );
    return there === 1 ? "answered" : "before";
  });
}
