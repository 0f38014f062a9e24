import type { Need, Scope, Visit } from "@getu/domain";
import type { Db } from "../db.ts";
import { inScope } from "../grid/grid-tree.ts";

/** Which visits: the newest of one household cluster of the scope. */
export type VisitFilter = Scope & { clusterId: number; limit: number };

type NeedRow = { id: number; kind: Need["kind"]; text: string | null; answer: Need["answer"] };

type VisitRow = {
  id: number;
  visitor: string | null;
  outcome: Visit["outcome"];
  note: string | null;
  occurred_at: Date;
  recorded_at: Date;
  incident_id: string | null;
  needs: NeedRow[];
};

/** SQL for the name of somebody whom a column calls `person:ID`; null where nobody has that account. */
export const nameOf = (column: string): string =>
  `(SELECT name FROM person WHERE 'person:' || person.id = ${column})`;

/** SQL for a moment as ISO 8601. */
const isoText = (moment: string): string =>
  `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL for what a row of `need` asks for; null = it has been kept long enough. */
export const ASKED_TEXT = `(SELECT word.text FROM need_word AS word
  WHERE word.territory_id = need.territory_id AND word.need_id = need.id AND word.ordinal = 0)`;

/** SQL for what a row of `need` was answered, as the domain has it: the last with those that it corrects; null = nothing. */
export const ANSWER_JSON = `(
  SELECT (array_agg(said ORDER BY ordinal DESC))[1]
    || jsonb_build_object('earlier', coalesce(jsonb_agg(said ORDER BY ordinal) FILTER (WHERE NOT is_last), '[]'))
  FROM (
    SELECT answer.ordinal, answer.ordinal = max(answer.ordinal) OVER () AS is_last, jsonb_build_object(
      'text', word.text, 'at', ${isoText("answered_at")}, 'by', ${nameOf("answered_by")}) AS said
    FROM need_answer AS answer LEFT JOIN need_word AS word USING (territory_id, need_id, ordinal)
    WHERE answer.territory_id = need.territory_id AND answer.need_id = need.id
  ) AS answered)`;

/** Visits of a household cluster, newest first, with what came of each. */
export async function listVisits(
  db: Db,
  { territoryId, within, clusterId, limit }: VisitFilter,
): Promise<Visit[]> {
  const { rows } = await db.pool.query<VisitRow>(
    `SELECT visit.id, ${nameOf("visit.visitor")} AS visitor, outcome, noted.text AS note, occurred_at, recorded_at, incident_id,
       coalesce(asked.needs, '[]') AS needs
     FROM visit JOIN household_cluster AS cluster
       ON cluster.territory_id = visit.territory_id AND cluster.id = visit.cluster_id
     LEFT JOIN visit_note AS noted ON noted.territory_id = visit.territory_id AND noted.visit_id = visit.id
     LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('id', need.id, 'kind', kind, 'text', ${ASKED_TEXT}, 'answer', ${ANSWER_JSON})
         ORDER BY need.id) AS needs
       FROM need WHERE need.territory_id = visit.territory_id AND need.visit_id = visit.id
     ) AS asked ON true
     WHERE visit.territory_id = $1 AND ${inScope("cluster.grid_id", { territory: "$1", within: "$2" })}
       AND visit.cluster_id = $3
     ORDER BY occurred_at DESC, visit.id DESC LIMIT $4`,
    [territoryId, within, clusterId, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    visitor: row.visitor,
    outcome: row.outcome,
    note: row.note,
    occurredAt: row.occurred_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    incidentId: row.incident_id === null ? null : Number(row.incident_id),
    needs: row.needs,
  }));
}
