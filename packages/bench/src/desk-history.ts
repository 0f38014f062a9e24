import type { Db } from "@getu/store";

/** What a made-up history is made for. */
type DeskHistory = { territoryId: number; count: number };

/** Days that the history goes back. */
const DAYS = 730;

/** Of all that ever happened so much is still open, nearly all of it from the last weeks. */
export const OPEN_SHARE = 0.01;
const RECENT_SHARE = 0.03;

/** What came in at any time is open with a chance of one in so many; what came in of late, with one in three. */
const RARELY = 20_000;

/** One of so many had its deadline moved, was declined or merged, was reopened, is rated. */
const [MOVED, DROPPED, REOPENED, RATED] = [50, 50, 200, 20];

/** How far from the anchor of its grid an incident lies at most on each axis, in units of 1e-7 degree: some 20 m. */
const SPREAD = 2000;

const PLACES = ["幸福里", "桂花园", "青年路", "河西大街", "老菜场", "东门桥"];
const MATTERS = [
  "电梯故障",
  "路灯不亮",
  "垃圾满溢",
  "噪声扰民",
  "井盖缺失",
  "占道经营",
  "管道漏水",
  "飞线充电",
];

const list = (words: readonly string[]): string => `(ARRAY['${words.join("','")}'])`;

/** Scattered over `count` values, so that none has a place or a time of its own; the same in every run. */
const scattered = (of: string, count: number, seed: number): string =>
  `(abs(hashint8extended(${of}, ${seed})) % ${count})::integer`;

const INSERT = `INSERT INTO incident (territory_id, id, external_id, category, condition, severity, channel, status,
    summary, lng, lat, morton, occurred_at, reported_at, due_at, closed_at, grid_at_occurrence, grid_current,
    distance_to_border_metres, near_border, owner_path, asked_path, reached,
    answered_at, done_at, first_due_at, dropped)
  SELECT $1, i, 'case-' || i, 'category-' || ${scattered("i", 40, 1)}, 'default',
    ${list(["minor", "minor", "minor", "major", "urgent"])}[1 + ${scattered("i", 5, 2)}],
    ${list(["hotline", "snapshot", "patrol", "visit"])}[1 + ${scattered("i", 4, 3)}], status,
    ${list(PLACES)}[1 + ${scattered("i", PLACES.length, 4)}] || ${scattered("i", 900, 5)} || '号'
      || ${list(MATTERS)}[1 + ${scattered("i", MATTERS.length, 6)}] || '，居民反映多次',
    ($4::integer[])[place] + ${scattered("i", SPREAD, 15)}, ($5::integer[])[place] + ${scattered("i", SPREAD, 16)}, 0,
    at, at, CASE WHEN status = 'fed-back' THEN NULL ELSE at + due END,
    CASE WHEN status = 'closed' THEN at + work + interval '2 hours' END, grid, grid, 20, ${scattered("i", 12, 7)} = 0,
    CASE WHEN status = 'closed' THEN NULL WHEN asked IS NULL THEN '' ELSE grid::text END, asked,
    CASE WHEN status <> 'closed' AND at + due < now() THEN ${scattered("i", 3, 8)} END,
    CASE WHEN status NOT IN ('reported', 'filed', 'assigned')
      THEN at + (1 + ${scattered("i", 48, 17)}) * interval '10 minutes' END,
    CASE WHEN status = 'closed' THEN at + work END,
    CASE WHEN ${scattered("i", MOVED, 19)} = 0 THEN at + due / 2 END,
    status = 'closed' AND ${scattered("i", DROPPED, 20)} = 0
  FROM (
    SELECT *, due * (0.3 + ${scattered("i", 9, 18)} / 10.0) AS work, CASE WHEN status IN ('assigned', 'fed-back') AND ${scattered("i", 4, 9)} > 0 THEN grid::text
      WHEN status IN ('assigned', 'fed-back') THEN '' END AS asked
    FROM (SELECT *, ($3::integer[])[place] AS grid FROM (
      SELECT i, 1 + ${scattered("i", 1 << 30, 10)} % cardinality($3::integer[]) AS place,
        now() - (($2::float8 - i) / $2::float8) * interval '${DAYS} days' AS at,
        (1 + ${scattered("i", 30, 11)}) * interval '1 day' AS due,
        CASE WHEN (i > $2 * ${1 - RECENT_SHARE} AND ${scattered("i", 1000, 12)} < ${(OPEN_SHARE / RECENT_SHARE) * 1000})
            OR ${scattered("i", RARELY, 13)} = 0
          THEN ${list(["reported", "filed", "assigned", "assigned", "accepted", "handling", "handling", "handling", "fed-back", "verified"])}[1 + ${scattered("i", 10, 14)}]
          ELSE 'closed' END AS status
      FROM generate_series(1::bigint, $2::bigint) AS i
    ) AS begun) AS made
  ) AS known`;

const LOOPS = `INSERT INTO incident_loop (territory_id, incident_id, state, steps, head)
  SELECT territory_id, id, jsonb_build_object('owner', jsonb_build_object('level', 1, 'gridPath', owner_path),
      'asked', CASE WHEN asked_path IS NOT NULL THEN jsonb_build_object('duty',
        jsonb_build_object('level', 1, 'gridPath', asked_path), 'acceptBy', now()) END), 1, sha256(id::text::bytea)
  FROM incident WHERE territory_id = $1 AND status <> 'closed'`;

const STEP =
  "territory_id, incident_id, ordinal, action, actor_id, actor_role, actor_path, at, from_status, to_status, owner_after, clock, hash";
const BY_SOMEBODY = "'person:made-up', 'dispatcher', ''";
const OWNED = `'{"level": 0, "gridPath": ""}'::jsonb`;
const HASH = "sha256(id::text::bytea)";

/** Of the steps only those of closed incidents that the assessment of a month still asks for: a redraw takes the open ones into the loop. */
const STEPS = `INSERT INTO incident_step (${STEP})
  SELECT territory_id, id, 4, 'extend', ${BY_SOMEBODY}, reported_at + interval '1 hour', 'handling', 'handling', ${OWNED}, 'extend', ${HASH}
  FROM incident WHERE territory_id = $1 AND status = 'closed' AND first_due_at IS NOT NULL
  UNION ALL
  SELECT territory_id, id, ordinal, action, ${BY_SOMEBODY}, reported_at + ordinal * interval '1 hour', 'handling', status, ${OWNED}, clock, ${HASH}
  FROM incident, (VALUES (2, 'close', 'stop'), (3, 'reopen', 'restart')) AS step (ordinal, action, clock)
  WHERE territory_id = $1 AND incident.status = 'closed' AND ${scattered("id", REOPENED, 21)} = 0`;

const RATINGS = `INSERT INTO incident_rating (territory_id, incident_id, closed_at, rating, rated_at)
  SELECT territory_id, id, closed_at, 1 + ${scattered("id", 5, 22)}, closed_at + interval '1 day'
  FROM incident WHERE territory_id = $1 AND closed_at IS NOT NULL AND ${scattered("id", RATED, 23)} = 0`;

/**
 * Writes a history by the database itself, without its indexes and triggers, which come afterwards: a hundredth of it is
 * open, and one in ten of that waits to be assigned.
 */
export async function fillDeskHistory(db: Db, { territoryId, count }: DeskHistory): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query("SET statement_timeout = 0; SET maintenance_work_mem = '512MB'");
    const { rows: grids } = await client.query<{ id: number; lng: number; lat: number }>(
      `SELECT grid_id AS id, anchor_lng AS lng, anchor_lat AS lat FROM grid_state
       WHERE territory_id = $1 AND valid_to IS NULL ORDER BY grid_id`,
      [territoryId],
    );
    const column = (name: "id" | "lng" | "lat"): number[] => grids.map((grid) => grid[name]);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = 'incident'::regclass AND NOT indisprimary`,
    );
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    await client.query("ALTER TABLE incident DISABLE TRIGGER USER");
    await client.query(INSERT, [territoryId, count, column("id"), column("lng"), column("lat")]);
    await client.query("ALTER TABLE incident ENABLE TRIGGER USER");
    for (const { definition } of indexes) await client.query(definition);
    for (const more of [LOOPS, STEPS, RATINGS]) await client.query(more, [territoryId]);
    await client.query("VACUUM ANALYZE incident, incident_loop, incident_step, incident_rating");
  } finally {
    client.release();
  }
}
