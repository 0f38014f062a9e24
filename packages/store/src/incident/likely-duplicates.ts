import { LIKE_FROM, LIKE_WITHIN_METRES, LIKE_WITHIN_MS, isOpen, likenessOf } from "@getu/domain";
import type { Catalogue, Incident, Likeness, Matter, Scope } from "@getu/domain";
import { bboxAround, toUnits } from "@getu/geometry";
import type { Db } from "../db.ts";
import { inScope } from "../grid/grid-tree.ts";
import { toIncident } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";

/** An incident that a report may be about as well. */
export type LikelyDuplicate = { incident: Incident; likeness: Likeness };

/** The matter somebody reports, and how many answers help. */
export type DuplicateQuestion = Scope & { matter: Matter; catalogue: Catalogue; limit: number };

/** Of each grid nearby no more are compared, the newest first: a flood of reports at one place is one matter. */
const MOST_OF_A_GRID = 300;

/**
 * Incidents of the scope that a report may be about as well, the open and then the likest first: near in place and time,
 * none that is a duplicate itself. It asks the grids whose box is near for their newest, each by the index of its list.
 */
export async function listLikelyDuplicates(
  db: Db,
  { territoryId, within, matter, catalogue, limit }: DuplicateQuestion,
): Promise<LikelyDuplicate[]> {
  const box = bboxAround(matter.position, LIKE_WITHIN_METRES).map(toUnits);
  const { rows } = await db.pool.query<IncidentRow>(
    `WITH near AS (
       SELECT grid_id AS id FROM grid_state
       WHERE territory_id = $1 AND valid_to IS NULL AND area IS NOT NULL
         AND west <= $5 AND east >= $3 AND south <= $6 AND north >= $4
         AND ${inScope("grid_id", { territory: "$1", within: "$2" })}
     ), newest AS (
       SELECT found.* FROM near CROSS JOIN LATERAL (${newestOf("grid_current = near.id")}) AS found
       UNION ALL SELECT * FROM (${newestOf("grid_current IS NULL AND $2::integer[] IS NULL")}) AS outside
     )
     SELECT newest.* FROM newest
     LEFT JOIN incident_loop AS loop ON loop.territory_id = $1 AND loop.incident_id = newest.id
     WHERE jsonb_typeof(loop.state -> 'duplicateOf') IS DISTINCT FROM 'number'`,
    [territoryId, within, ...box, ...timesAround(matter)],
  );
  return rows
    .map(toIncident)
    .map((incident) => ({ incident, likeness: likenessOf(matter, incident, catalogue) }))
    .filter(({ likeness }) => likeness.points >= LIKE_FROM && likeness.place.metres <= LIKE_WITHIN_METRES)
    .toSorted(likestFirst)
    .slice(0, limit);
}

/** What is open comes first: a report can be kept as a further one of it. */
const likestFirst = (a: LikelyDuplicate, b: LikelyDuplicate): number =>
  Number(isOpen(b.incident.status)) - Number(isOpen(a.incident.status)) ||
  b.likeness.points - a.likeness.points ||
  b.incident.id - a.incident.id;

/** What was reported early enough to lie in the index's newest, and happened in time. */
const newestOf = (grid: string): string => `
  SELECT incident.* FROM incident
  WHERE territory_id = $1 AND ${grid} AND reported_at >= $7 AND occurred_at BETWEEN $7 AND $8
    AND lng BETWEEN $3 AND $5 AND lat BETWEEN $4 AND $6
  ORDER BY reported_at DESC, id DESC LIMIT ${MOST_OF_A_GRID}`;

function timesAround({ occurredAt }: Matter): [Date, Date] {
  const at = Date.parse(occurredAt);
  return [new Date(at - LIKE_WITHIN_MS), new Date(at + LIKE_WITHIN_MS)];
}
