import { FOUND_BY_US, SATISFIED_FROM } from "@getu/domain";
import type { Figure } from "@getu/domain";

/** Words of the code, never of a caller, as a list of SQL. */
const listed = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(", ");

/** What moves or holds a deadline, each approved by somebody. */
const APPROVED = "step.clock IN ('extend', 'pause', 'suspend')";
const OWN_STEPS = "step.territory_id = incident.territory_id AND step.incident_id = incident.id";
const JOIN_INCIDENT =
  "JOIN incident ON incident.territory_id = step.territory_id AND incident.id = step.incident_id";

/** Where an incident counts: where the lines in force have it, or where it lay when it happened. */
type GridColumn = "grid_current" | "grid_at_occurrence";

const reports = (
  grid: GridColumn,
): string => `SELECT ${grid} AS grid, id, reported_at AS at, '{}'::text[] AS by,
    channel IN (${listed(FOUND_BY_US)}) AND status <> 'reported' AND NOT dropped AS is_found,
    answered_at - reported_at AS wait
  FROM incident WHERE territory_id = $1 AND reported_at >= $2 AND reported_at < $3`;

const deadlines = (grid: GridColumn): string => `SELECT ${grid} AS grid, id, due_at AS at,
    (SELECT coalesce(array_agg(DISTINCT step.actor_id), '{}') FROM incident_step AS step
     WHERE ${OWN_STEPS} AND ${APPROVED}) AS by,
    CASE WHEN coalesce(done_at, closed_at) <= coalesce(first_due_at, due_at) THEN 'on-time'
      WHEN coalesce(done_at, closed_at) <= due_at THEN 'exempt' ELSE 'late' END AS outcome
  FROM incident WHERE territory_id = $1 AND due_at >= $2 AND due_at < $3`;

/** A closing either stands, or the step after it reopened the incident. */
const closings = (
  grid: GridColumn,
): string => `SELECT ${grid} AS grid, id, closed_at AS at, '{}'::text[] AS by, false AS is_reopened
  FROM incident WHERE territory_id = $1 AND closed_at >= $2 AND closed_at < $3
  UNION ALL
  SELECT incident.${grid}, incident.id, closing.at, ARRAY[step.actor_id], true
  FROM incident_step AS step ${JOIN_INCIDENT}
  JOIN incident_step AS closing ON closing.territory_id = step.territory_id
    AND closing.incident_id = step.incident_id AND closing.ordinal = step.ordinal - 1
  WHERE step.territory_id = $1 AND step.clock = 'restart' AND step.at >= $2
    AND closing.at >= $2 AND closing.at < $3`;

const approvals = (
  grid: GridColumn,
): string => `SELECT incident.${grid} AS grid, incident.id, step.at, ARRAY[step.actor_id] AS by
  FROM incident_step AS step ${JOIN_INCIDENT}
  WHERE step.territory_id = $1 AND ${APPROVED} AND step.at >= $2 AND step.at < $3`;

const ratings = (
  grid: GridColumn,
): string => `SELECT incident.${grid} AS grid, incident.id, rated_at AS at, '{}'::text[] AS by, rating
  FROM incident_rating JOIN incident
    ON incident.territory_id = incident_rating.territory_id AND incident.id = incident_rating.incident_id
  WHERE incident_rating.territory_id = $1 AND rated_at >= $2 AND rated_at < $3`;

/** Things that happened and are counted together. */
type Events = {
  /** SQL for one row each, with `grid`, `id`, `at` and `by`; $1 is the territory, $2 and $3 the window. */
  sql: string;
  /** Which of them a figure counts. */
  figures: Partial<Record<Figure, string>>;
  /** A number over all of them beside the counts. */
  median?: string;
};

/** Everything that is counted, by the grids of a column; each figure belongs to one kind of event. */
export const eventsBy = (grid: GridColumn): readonly Events[] => [
  {
    sql: reports(grid),
    figures: { reported: "true", found: "is_found", answered: "wait IS NOT NULL" },
    median: "percentile_cont(0.5) WITHIN GROUP (ORDER BY (extract(epoch FROM wait) * 1000)::float8)",
  },
  {
    sql: deadlines(grid),
    figures: {
      due: "true",
      "on-time": "outcome = 'on-time'",
      exempt: "outcome = 'exempt'",
      late: "outcome = 'late'",
    },
  },
  { sql: closings(grid), figures: { closed: "true", reopened: "is_reopened" } },
  { sql: approvals(grid), figures: { moved: "true" } },
  { sql: ratings(grid), figures: { rated: "true", satisfied: `rating >= ${SATISFIED_FROM}` } },
];
