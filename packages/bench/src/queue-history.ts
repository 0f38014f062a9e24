import type { Db } from "@getu/store";

/** What a made-up history is made for. */
export type QueueHistory = { territoryId: number; count: number; grids: number };

/** Days that the history goes back. */
const DAYS = 730;

/** Of all that ever happened so much is still open, nearly all of it from the last weeks. */
const OPEN_SHARE = 0.01;
const RECENT_SHARE = 0.03;

/** What came in at any time is open with a chance of one in so many; what came in of late, with one in three. */
const RARELY = 20_000;

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
    distance_to_border_metres, near_border, owner_path, asked_path, reached)
  SELECT $1, i, 'case-' || i, 'category-' || ${scattered("i", 40, 1)}, 'default',
    ${list(["minor", "minor", "minor", "major", "urgent"])}[1 + ${scattered("i", 5, 2)}],
    ${list(["hotline", "snapshot", "patrol", "visit"])}[1 + ${scattered("i", 4, 3)}], status,
    ${list(PLACES)}[1 + ${scattered("i", PLACES.length, 4)}] || ${scattered("i", 900, 5)} || '号'
      || ${list(MATTERS)}[1 + ${scattered("i", MATTERS.length, 6)}] || '，居民反映多次',
    0, 0, 0, at, at, CASE WHEN status = 'fed-back' THEN NULL ELSE at + due END,
    CASE WHEN status = 'closed' THEN at + due / 2 END, grid, grid, 20, ${scattered("i", 12, 7)} = 0,
    CASE WHEN status = 'closed' THEN NULL WHEN asked IS NULL THEN '' ELSE grid::text END, asked,
    CASE WHEN status <> 'closed' AND at + due < now() THEN ${scattered("i", 3, 8)} END
  FROM (
    SELECT *, CASE WHEN status IN ('assigned', 'fed-back') AND ${scattered("i", 4, 9)} > 0 THEN grid::text
      WHEN status IN ('assigned', 'fed-back') THEN '' END AS asked
    FROM (
      SELECT i, $3::integer[] AS grids, ($3::integer[])[1 + ${scattered("i", 1 << 30, 10)} % cardinality($3::integer[])] AS grid,
        now() - (($2::float8 - i) / $2::float8) * interval '${DAYS} days' AS at,
        (1 + ${scattered("i", 30, 11)}) * interval '1 day' AS due,
        CASE WHEN (i > $2 * ${1 - RECENT_SHARE} AND ${scattered("i", 1000, 12)} < ${(OPEN_SHARE / RECENT_SHARE) * 1000})
            OR ${scattered("i", RARELY, 13)} = 0
          THEN ${list(["reported", "filed", "assigned", "assigned", "accepted", "handling", "handling", "handling", "fed-back", "verified"])}[1 + ${scattered("i", 10, 14)}]
          ELSE 'closed' END AS status
      FROM generate_series(1::bigint, $2::bigint) AS i
    ) AS made
  ) AS known`;

const LOOPS = `INSERT INTO incident_loop (territory_id, incident_id, state, steps, head)
  SELECT territory_id, id, jsonb_build_object('owner', jsonb_build_object('level', 1, 'gridPath', owner_path),
      'asked', CASE WHEN asked_path IS NOT NULL THEN jsonb_build_object('duty',
        jsonb_build_object('level', 1, 'gridPath', asked_path), 'acceptBy', now()) END), 1, sha256(id::text::bytea)
  FROM incident WHERE territory_id = $1 AND status <> 'closed'`;

/**
 * Writes a history by the database itself, without its indexes and triggers, which come afterwards: a hundredth of it is
 * open, and one in ten of that waits to be assigned.
 */
export async function fillQueueHistory(
  db: Db,
  { territoryId, count }: Omit<QueueHistory, "grids">,
): Promise<void> {
  const client = await db.pool.connect();
  try {
    await client.query("SET statement_timeout = 0; SET maintenance_work_mem = '512MB'");
    const { rows: grids } = await client.query<{ id: number }>(
      "SELECT id FROM grid WHERE territory_id = $1 ORDER BY id",
      [territoryId],
    );
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = 'incident'::regclass AND NOT indisprimary`,
    );
    for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
    await client.query("ALTER TABLE incident DISABLE TRIGGER USER");
    await client.query(INSERT, [territoryId, count, grids.map(({ id }) => id)]);
    await client.query("ALTER TABLE incident ENABLE TRIGGER USER");
    for (const { definition } of indexes) await client.query(definition);
    await client.query(LOOPS, [territoryId]);
    await client.query("VACUUM ANALYZE incident, incident_loop");
  } finally {
    client.release();
  }
}
