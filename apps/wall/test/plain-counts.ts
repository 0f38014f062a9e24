import type { Db } from "@getu/store";

/*
 * What the scenes of a wall say, counted from the tables by plain statements that share nothing with the product's own.
 * Days and months are those of the made-up street, in Shanghai.
 */

/** A row of a list as far as it can be told on a screen; `reached` null = it has not climbed. */
export type PlainRow = { id: number; isLate: boolean; reached: number | null };

/** One of the coarsest grids. */
export type PlainCommunity = {
  name: string;
  open: number;
  overdue: number;
  today: number;
  closedToday: number;
  /** Open, what is due first first. */
  work: PlainRow[];
  /** Closed in the last seven days and today, what was closed last first. */
  closed: PlainRow[];
};

/** What is late. */
export type PlainOverdue = {
  total: number;
  /** How much has climbed to each level, the highest first. */
  rungs: [reached: number | null, count: number][];
  /** How much in each of the coarsest grids that have something, the most first. */
  grids: [name: string, count: number][];
  /** The highest and latest first; the name is that of the grid whose leader has it, null = the whole street has. */
  rows: { id: number; dueAt: string; reached: number | null; ownerGrid: string | null }[];
};

/** Each grid in force with the coarsest one above it; $1 is the territory. */
const ROOTS = `roots AS (
    SELECT grid_id AS id, grid_id AS root, name FROM grid_state
    WHERE territory_id = $1 AND valid_to IS NULL AND parent_id IS NULL
    UNION ALL
    SELECT below.grid_id, roots.root, roots.name FROM grid_state AS below JOIN roots ON below.parent_id = roots.id
    WHERE below.territory_id = $1 AND below.valid_to IS NULL
  )`;

const TODAY = "(now() AT TIME ZONE 'Asia/Shanghai')::date";
const IS_LATE = "(status <> 'closed' AND due_at IS NOT NULL AND due_at < now())";
const ROW = `json_build_object('id', incident.id, 'isLate', ${IS_LATE}, 'reached', reached)`;

const COMMUNITIES = `WITH RECURSIVE ${ROOTS}
  SELECT roots.name,
    count(*) FILTER (WHERE status <> 'closed')::integer AS open,
    count(*) FILTER (WHERE ${IS_LATE})::integer AS overdue,
    count(*) FILTER (WHERE (reported_at AT TIME ZONE 'Asia/Shanghai')::date = ${TODAY})::integer AS today,
    count(*) FILTER (WHERE (closed_at AT TIME ZONE 'Asia/Shanghai')::date = ${TODAY})::integer AS "closedToday",
    coalesce(json_agg(${ROW} ORDER BY due_at NULLS LAST, incident.id)
      FILTER (WHERE status <> 'closed'), '[]') AS work,
    coalesce(json_agg(${ROW} ORDER BY closed_at DESC, incident.id DESC)
      FILTER (WHERE (closed_at AT TIME ZONE 'Asia/Shanghai')::date >= ${TODAY} - 7), '[]') AS closed
  FROM roots LEFT JOIN incident ON territory_id = $1 AND grid_current = roots.id
  GROUP BY roots.root, roots.name ORDER BY roots.root`;

/** Each of the coarsest grids, in the order of their ids. */
export async function countCommunities({ pool }: Db, territoryId: number): Promise<PlainCommunity[]> {
  return (await pool.query<PlainCommunity>(COMMUNITIES, [territoryId])).rows;
}

const OVERDUE = `WITH RECURSIVE ${ROOTS}, late AS (
    SELECT incident.* FROM incident WHERE territory_id = $1 AND ${IS_LATE}
  ) SELECT (SELECT count(*)::integer FROM late) AS total,
    ARRAY(SELECT json_build_array(reached, count(*)) FROM late GROUP BY reached ORDER BY reached NULLS LAST) AS rungs,
    ARRAY(SELECT json_build_array(roots.name, count(*)) FROM late JOIN roots ON roots.id = grid_current
      GROUP BY roots.root, roots.name ORDER BY count(*) DESC, roots.root) AS grids,
    ARRAY(SELECT json_build_object('id', late.id, 'reached', reached,
        'dueAt', to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'ownerGrid', (SELECT name FROM grid_state WHERE grid_state.territory_id = $1 AND valid_to IS NULL
          AND grid_id::text = split_part(owner_path, '/', -1)))
      FROM late ORDER BY reached NULLS LAST, due_at, late.id) AS rows`;

/** What is late. */
export async function countOverdue({ pool }: Db, territoryId: number): Promise<PlainOverdue> {
  return (await pool.query<PlainOverdue>(OVERDUE, [territoryId])).rows[0]!; // a SELECT without FROM returns one row
}

/** The day so many days ago by the street's calendar, `2026-11-26`. */
export async function dayBefore({ pool }: Db, days: number): Promise<string> {
  const text = `SELECT to_char(${TODAY} - $1::integer, 'YYYY-MM-DD') AS day`;
  return (await pool.query<{ day: string }>(text, [days])).rows[0]!.day; // a SELECT without FROM returns one row
}

/** What of a day had happened when a share of it had passed, and how much of that was closed by then. */
export type PlainDay = { happened: number; closed: number };

const DAY = `SELECT count(*)::integer AS happened,
    count(*) FILTER (WHERE status = 'closed' AND (closed_at IS NULL OR closed_at < until))::integer AS closed
  FROM incident, (SELECT $2::date::timestamp AT TIME ZONE 'Asia/Shanghai' AS began) AS day,
    LATERAL (SELECT began + $3::float8 * interval '1 day' AS until) AS moment
  WHERE territory_id = $1 AND occurred_at >= began AND occurred_at < until`;

/** A day that is played until a share of it has passed; what is closed and does not say since when was never open. */
export async function countDay(
  { pool }: Db,
  { territoryId, day, share }: { territoryId: number; day: string; share: number },
): Promise<PlainDay> {
  return (await pool.query<PlainDay>(DAY, [territoryId, day, share])).rows[0]!; // an aggregate has one row
}

/** A number of the first scene, which opens a list. */
type OpeningNumber = "open" | "overdue" | "today" | "closedToday";

/** What each counts, and in which order that is listed. */
const LISTS: Readonly<Record<OpeningNumber, { is: string; by: string }>> = {
  open: { is: "status <> 'closed'", by: "due_at NULLS LAST, id" },
  overdue: { is: IS_LATE, by: "reached NULLS LAST, due_at, id" },
  today: {
    is: `(reported_at AT TIME ZONE 'Asia/Shanghai')::date = ${TODAY}`,
    by: "reported_at DESC, id DESC",
  },
  closedToday: {
    is: `(closed_at AT TIME ZONE 'Asia/Shanghai')::date = ${TODAY}`,
    by: "closed_at DESC, id DESC",
  },
};

/** A number, of everything unless it says of which level climbed to or of which of the coarsest grids; null = outside all. */
export type PlainNumber = {
  territoryId: number;
  number: OpeningNumber;
  reached?: number | null;
  community?: string | null;
};

/** The ids of all that a number counts, in the order in which they are listed. */
export async function listCounted(
  { pool }: Db,
  { territoryId, number, reached, community }: PlainNumber,
): Promise<number[]> {
  const { is, by } = LISTS[number];
  const conditions = [
    is,
    ...(reached === undefined ? [] : [`reached IS NOT DISTINCT FROM ${reached}`]),
    ...(community === null ? ["grid_current IS NULL"] : []),
    "($2::text IS NULL OR grid_current IN (SELECT id FROM roots WHERE name = $2))",
  ];
  const text = `WITH RECURSIVE ${ROOTS} SELECT id::integer FROM incident
    WHERE territory_id = $1 AND ${conditions.join(" AND ")} ORDER BY ${by}`;
  return (await pool.query<{ id: number }>(text, [territoryId, community ?? null])).rows.map(({ id }) => id);
}

/** The ids of the cameras in one state, the one that came to it last first. */
export async function listCamerasIn({ pool }: Db, territoryId: number, status: string): Promise<number[]> {
  const text = `SELECT id FROM camera WHERE territory_id = $1 AND status = $2
    ORDER BY status_since DESC NULLS LAST, id`;
  return (await pool.query<{ id: number }>(text, [territoryId, status])).rows.map(({ id }) => id);
}
