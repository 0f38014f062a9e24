import type { Channel, Incident, IncidentStatus, Scope, Severity } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { writeChanges } from "../change/change.ts";
import { gridsBelow, inScope, nearScope } from "../grid/grid-tree.ts";
import { toPosition } from "../position.ts";
import { getTerritoryIndex } from "../grid/territory-index.ts";

/** A row of the table; never leaves the package. */
export type IncidentRow = {
  id: string;
  external_id: string | null;
  category: string;
  condition: string;
  severity: Severity;
  channel: Channel;
  status: IncidentStatus;
  summary: string;
  lng: number;
  lat: number;
  accuracy_metres: number | null;
  occurred_at: Date;
  reported_at: Date;
  due_at: Date | null;
  closed_at: Date | null;
  grid_at_occurrence: number | null;
  grid_current: number | null;
  distance_to_border_metres: number | null;
  neighbour_grid_id: number | null;
  near_border: boolean;
};

/** A row as the domain knows it. */
export const toIncident = (row: IncidentRow): Incident => ({
  id: Number(row.id),
  externalId: row.external_id,
  category: row.category,
  condition: row.condition,
  severity: row.severity,
  channel: row.channel,
  status: row.status,
  summary: row.summary,
  position: toPosition(row),
  accuracyMetres: row.accuracy_metres,
  occurredAt: row.occurred_at.toISOString(),
  reportedAt: row.reported_at.toISOString(),
  dueAt: row.due_at?.toISOString() ?? null,
  closedAt: row.closed_at?.toISOString() ?? null,
  gridAtOccurrence: row.grid_at_occurrence,
  gridCurrent: row.grid_current,
  distanceToBorderMetres: row.distance_to_border_metres,
  neighbourGridId: row.neighbour_grid_id,
  nearBorder: row.near_border,
});

/** Which incidents to list; `from` and `to` are times of occurrence, `[from, to)`. */
export type IncidentFilter = Scope & {
  open?: boolean | undefined;
  severity?: Severity | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** A grid of any tier: incidents of the grids below it count. */
  gridId?: number | undefined;
  limit: number;
  /** Id of the last incident of the page before. */
  before?: number | undefined;
};

/** Incidents of the scope, newest report first; `before` an incident outside of it there are none. */
export async function listIncidents(db: Db, filter: IncidentFilter): Promise<Incident[]> {
  const { rows } = await db.pool.query<IncidentRow>(...toPageQuery(filter));
  return rows.map(toIncident);
}

/**
 * The SQL of a page and its values. The page brings its territory along: of a territory that it knows the planner may
 * believe, until it has statistics, that it has next to no incidents, and looks for each of a page among all of them.
 */
export function toPageQuery(filter: IncidentFilter): [sql: string, values: unknown[]] {
  const { territoryId, within, from, to, gridId, limit, before, severity } = filter;
  return [
    `SELECT incident.* FROM (${pageSql(filter)}) AS page JOIN incident USING (territory_id, id)
     ORDER BY page.reported_at DESC, id DESC`,
    [territoryId, from ?? null, to ?? null, gridId ?? null, before ?? null, limit, within, severity ?? null],
  ];
}

/** The ids of a page. Of some grids each gives its newest: else one of few incidents is looked for among all. */
function pageSql({ open, gridId, within, to, before }: IncidentFilter): string {
  const visible = inScope("grid_current", { territory: "$1", within: "$7" });
  const ofGrid = gridsBelow("$1", "ARRAY[$4::integer]");
  const states = { true: "AND status <> 'closed'", false: "AND status = 'closed'", undefined: "" };
  const found = (grid: string): string => `
    SELECT territory_id, reported_at, id FROM incident WHERE territory_id = $1 AND ${grid} ${states[`${open}`]}
      AND ($2::timestamptz IS NULL OR occurred_at >= $2) AND ($3::timestamptz IS NULL OR occurred_at < $3)
      AND ($8::text IS NULL OR severity = $8)
      ${before === undefined ? "AND $5::bigint IS NULL" : `AND (reported_at, id) < (SELECT reported_at, id FROM incident WHERE territory_id = $1 AND id = $5 AND ${visible})`}`;
  // OFFSET 0 keeps the planner from walking back to an old window through all that was reported since.
  const newest = (grid: string): string => `
    SELECT territory_id, reported_at, id FROM (${found(grid)} ${to !== undefined && open !== true ? "OFFSET 0" : ""}) AS found
    ORDER BY reported_at DESC, id DESC LIMIT $6`;
  if (gridId === undefined && within === undefined)
    return newest("$4::integer IS NULL AND $7::integer[] IS NULL");
  // What is open has an index of its own, which is small.
  if (open === true) return newest(`${visible} AND ($4::integer IS NULL OR grid_current IN (${ofGrid}))`);
  const [grids, given] = gridId === undefined ? [gridsBelow("$1", "$7"), "NULL"] : [ofGrid, "NOT NULL"];
  return `SELECT newest.* FROM (${grids}) AS grid
    CROSS JOIN LATERAL (${newest(`grid_current = grid.id AND $4::integer IS ${given}`)}) AS newest
    WHERE ${inScope("grid.id", { territory: "$1", within: "$7" })}
    ORDER BY reported_at DESC, id DESC LIMIT $6`;
}

type IncidentKey = { territoryId: number; id: number };

/** The incident with this id, or null when the scope has to do with none. */
export async function findIncident(
  db: Db,
  { territoryId, within, id }: Scope & IncidentKey,
): Promise<Incident | null> {
  const near = nearScope({ territory: "$1", within: "$3" });
  const { rows } = await db.pool.query<IncidentRow>(
    `SELECT * FROM incident WHERE territory_id = $1 AND id = $2 AND ${near}`,
    [territoryId, id, within],
  );
  return rows[0] ? toIncident(rows[0]) : null;
}

/** Puts each incident into the feed as it is now; the transaction must hold the boundaries. */
export async function writeIncidentChanges(
  db: Db,
  { tx, territoryId, rows }: { tx: Transaction; territoryId: number; rows: readonly IncidentRow[] },
): Promise<void> {
  if (rows.length === 0) return;
  const index = await getTerritoryIndex(db, { tx, territoryId });
  await writeChanges(
    tx,
    rows.map((row) => ({
      territoryId,
      gridPath: index.pathOf(row.grid_current),
      change: { topic: "incident", incident: toIncident(row) },
    })),
  );
}
