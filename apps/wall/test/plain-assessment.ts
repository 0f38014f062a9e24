import type { Db } from "@getu/store";

/** How much of how much. */
export type Share = [part: number, of: number];

/** The month so far of one of the coarsest grids, or of all of the street. */
export type PlainFigures = {
  name: string | null;
  onTime: Share;
  exempt: Share;
  late: number;
  answer: Share;
  /** Middle time to the first answer; null = there was none. */
  answerMs: number | null;
  reopened: Share;
  satisfied: Share;
};

/*
 * Counted from the tables by the definitions of the desk, by a plain statement that shares nothing with the product's own.
 * $1 is the territory, $2 one of its coarsest grids or null for all of it; the month is that of Shanghai.
 */
const FIGURES = `WITH RECURSIVE below AS (
    SELECT grid_id AS id FROM grid_state WHERE territory_id = $1 AND valid_to IS NULL AND grid_id = $2::integer
    UNION ALL
    SELECT child.grid_id FROM grid_state AS child JOIN below ON child.parent_id = below.id
    WHERE child.territory_id = $1 AND child.valid_to IS NULL
  ),
  month AS (SELECT date_trunc('month', now(), 'Asia/Shanghai') AS began, now() AS until),
  work AS (
    SELECT incident.*, began, until, coalesce(done_at, closed_at) AS done, coalesce(first_due_at, due_at) AS first_due
    FROM incident, month
    WHERE territory_id = $1 AND ($2::integer IS NULL OR grid_current IN (SELECT id FROM below))
  ),
  reported AS (SELECT * FROM work WHERE reported_at >= began AND reported_at < until),
  fallen AS (SELECT * FROM work WHERE due_at >= began AND due_at < until),
  reopening AS (
    SELECT FROM work JOIN incident_step AS opened
      ON opened.territory_id = $1 AND opened.incident_id = work.id
      AND opened.from_status = 'closed' AND opened.to_status <> 'closed',
    LATERAL (SELECT at FROM incident_step AS step
      WHERE step.territory_id = $1 AND step.incident_id = work.id AND step.ordinal < opened.ordinal
        AND step.to_status = 'closed' AND step.from_status IS DISTINCT FROM 'closed'
      ORDER BY step.ordinal DESC LIMIT 1) AS closing
    WHERE closing.at >= work.began AND closing.at < work.until
  ),
  closed AS (SELECT FROM work WHERE closed_at >= began AND closed_at < until),
  rated AS (
    SELECT rating FROM incident_rating JOIN work ON work.id = incident_id
    WHERE incident_rating.territory_id = $1 AND rated_at >= began AND rated_at < until
  )
  SELECT (SELECT name FROM grid_state WHERE territory_id = $1 AND valid_to IS NULL AND grid_id = $2) AS name,
    (SELECT json_build_array(count(*) FILTER (WHERE done <= first_due), count(*)) FROM fallen) AS "onTime",
    (SELECT json_build_array(count(*) FILTER (WHERE done > first_due AND done <= due_at), count(*)) FROM fallen)
      AS exempt,
    (SELECT count(*)::integer FROM fallen WHERE done IS NULL OR done > first_due AND done > due_at) AS late,
    (SELECT json_build_array(count(answered_at), count(*)) FROM reported) AS answer,
    (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - reported_at)::float8 * 1000)
      FROM reported WHERE answered_at IS NOT NULL) AS "answerMs",
    json_build_array((SELECT count(*) FROM reopening),
      (SELECT count(*) FROM reopening) + (SELECT count(*) FROM closed)) AS reopened,
    (SELECT json_build_array(count(*) FILTER (WHERE rating >= 3), count(*)) FROM rated) AS satisfied`;

/** The month so far: of all of the street, then of each of its coarsest grids in the order of their ids. */
export async function countMonth({ pool }: Db, territoryId: number): Promise<PlainFigures[]> {
  const { rows: grids } = await pool.query<{ id: number }>(
    `SELECT grid_id AS id FROM grid_state
     WHERE territory_id = $1 AND valid_to IS NULL AND parent_id IS NULL ORDER BY grid_id`,
    [territoryId],
  );
  const counted: PlainFigures[] = [];
  for (const id of [null, ...grids.map((grid) => grid.id)])
    counted.push((await pool.query<PlainFigures>(FIGURES, [territoryId, id])).rows[0]!); // a SELECT without FROM returns one row
  return counted;
}

/** What the screen says of a share: itself where there is enough to speak of one, and in any case its two counts. */
function saidOf([part, of]: Share, share: string | null): string[] {
  const none = of === 0 ? "—" : "件数过少";
  return [share ?? none, `${part}/${of}`];
}

const percent = new Intl.NumberFormat("zh-CN", { style: "percent", maximumFractionDigits: 1 });

/** At least so many make a share. */
const ENOUGH = 10;

const shareOf = ([part, of]: Share): string | null => (of < ENOUGH ? null : percent.format(part / of));

/** A middle time as the screen writes it. */
function timeOf({ answer: [answered], answerMs }: PlainFigures): string | null {
  if (answered < ENOUGH || answerMs === null) return null;
  const hours = answerMs / 3_600_000;
  if (hours < 1) return `${Math.round(answerMs / 60_000)} 分钟`;
  return hours < 48 ? `${hours.toFixed(1)} 小时` : `${(hours / 24).toFixed(1)} 天`;
}

/** The same as a row of the screen has it, by the names of its columns. */
export const asWritten = (figures: PlainFigures): object => ({
  name: figures.name ?? "合计",
  onTime: saidOf(figures.onTime, shareOf(figures.onTime)),
  exempt: saidOf(figures.exempt, shareOf(figures.exempt)),
  late: [String(figures.late)],
  answer: saidOf(figures.answer, timeOf(figures)),
  reopened: saidOf(figures.reopened, shareOf(figures.reopened)),
  satisfied: saidOf(figures.satisfied, shareOf(figures.satisfied)),
});
