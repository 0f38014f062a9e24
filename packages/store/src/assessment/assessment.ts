import { createGridTree, FIGURES } from "@getu/domain";
import type { Assessment, Counting, Figure, GridFigures, Lines, Scope } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { eventsBy } from "./assessment-events.ts";
import { listGridsBy } from "../boundary/grid-lines.ts";
import type { LinedGrids } from "../boundary/grid-lines.ts";
import { toIncident } from "../incident/incident.ts";
import type { IncidentRow } from "../incident/incident.ts";

/** A month of what a viewer may see, by the grids of one tier (0 = coarsest). */
export type MonthQuestion = Scope & { month: string; tier: number; timeZone: string; lines?: Lines };

type Window = { from: Date; until: Date };

/** The month in the territory's time zone, as far as it has come. */
async function readWindow(tx: Transaction, { month, timeZone }: MonthQuestion): Promise<Window> {
  const { rows } = await tx.query<Window>(
    `SELECT first AT TIME ZONE $2 AS from,
       greatest(first AT TIME ZONE $2,
         least((first + interval '1 month') AT TIME ZONE $2, clock_timestamp()))::timestamptz(3) AS until
     FROM (SELECT ($1 || '-01')::timestamp AS first) AS month`,
    [month, timeZone],
  );
  return rows[0]!; // the month is one row
}

/** Each grid of the scope with its ancestor at the tier; null = the scope begins below it, or the branch ends above. */
function rootsOf({ grids }: LinedGrids, tier: number): { ids: number[]; roots: (number | null)[] } {
  const tree = createGridTree(grids);
  const ids = grids.map(({ id }) => id);
  return { ids, roots: ids.map((id) => tree.ancestorAt(id, tier)?.id ?? null) };
}

/** SQL that gives events their root; a viewer of some grids sees what lies in these alone. $4 and $5 are the roots. */
const withRoots = (events: string, { within }: Scope): string =>
  `(${events}) AS event ${within === undefined ? "LEFT JOIN" : "JOIN"} unnest($4::integer[], $5::integer[]) AS root(id, root)
   ON root.id = event.grid`;

const NOTHING: GridFigures = {
  counts: Object.fromEntries(FIGURES.map((figure) => [figure, 0])) as GridFigures["counts"], // one for each
  medianAnswerMs: null,
};

type CountRow = { root: number | null; is_total: boolean; median: number | null } & Record<Figure, string>;

const eventsOf = ({ lines = "today" }: MonthQuestion) =>
  eventsBy(lines === "today" ? "grid_current" : "grid_at_occurrence");

/** The figures by root, `null` for what has none, and under "total" all of it. */
type Counted = ReadonlyMap<number | null | "total", GridFigures>;

async function countEvents(
  tx: Transaction,
  scope: MonthQuestion,
  values: readonly unknown[],
): Promise<Counted> {
  const counted = new Map<number | null | "total", GridFigures>();
  for (const { sql, figures, median } of eventsOf(scope)) {
    const counts = Object.entries(figures).map(([name, is]) => `count(*) FILTER (WHERE ${is}) AS "${name}"`);
    const { rows } = await tx.query<CountRow>(
      `SELECT root.root, grouping(root.root) = 1 AS is_total, ${counts.join(", ")}, ${median ?? "NULL"} AS median
       FROM ${withRoots(sql, scope)} GROUP BY GROUPING SETS ((root.root), ())`,
      [...values],
    );
    for (const row of rows) {
      const key = row.is_total ? "total" : row.root;
      counted.set(key, withCounts(counted.get(key) ?? NOTHING, row, Object.keys(figures) as Figure[]));
    }
  }
  return counted;
}

function withCounts(known: GridFigures, row: CountRow, figures: readonly Figure[]): GridFigures {
  const counts = Object.fromEntries(figures.map((figure) => [figure, Number(row[figure])]));
  return {
    counts: { ...known.counts, ...counts },
    medianAnswerMs: row.median === null ? known.medianAnswerMs : Math.round(row.median),
  };
}

/** The month of a city is put in order in memory: on disk counting its closings took twice as long. */
const IN_MEMORY = "SET LOCAL work_mem = '64MB'";

/** The assessment of a month, all of it from one snapshot. */
export async function assessMonth(db: Db, question: MonthQuestion): Promise<Assessment> {
  return inTransaction(
    db,
    async (tx) => {
      await tx.query(IN_MEMORY);
      const { from, until } = await readWindow(tx, question);
      const lined = await listGridsBy(tx, { ...question, from, until });
      const { ids, roots } = rootsOf(lined, question.tier);
      const counted = await countEvents(tx, question, [question.territoryId, from, until, ids, roots]);
      const figuresOf = (key: number | null | "total"): GridFigures => counted.get(key) ?? NOTHING;
      return {
        month: question.month,
        from: from.toISOString(),
        until: until.toISOString(),
        grids: lined.grids
          .filter(({ id, tier }) => tier === question.tier && lined.inForce.has(id))
          .map(({ id, name, above }) => ({ gridId: id, name, above, ...figuresOf(id) })),
        elsewhere: figuresOf(null),
        total: figuresOf("total"),
      };
    },
    { isolation: "REPEATABLE READ, READ ONLY" },
  );
}

/** Which of a month's things to list: those one figure counts, of one grid, of none of the tier, or of all. */
export type CountedFilter = MonthQuestion & {
  figure: Figure;
  of: number | "elsewhere" | "all";
  limit: number;
  /** The last thing of the page before. */
  before?: { at: string; incidentId: number } | undefined;
};

type CountedRow = IncidentRow & { at: Date; names: string[] };

/** What a figure counts, newest first. */
export async function listCounted(db: Db, filter: CountedFilter): Promise<Counting[]> {
  const { figure, of, limit, before } = filter;
  const root = typeof of === "number" ? of : null;
  const events = eventsOf(filter).find(({ figures }) => figures[figure] !== undefined)!; // each figure belongs to one
  return inTransaction(
    db,
    async (tx) => {
      const { from, until } = await readWindow(tx, filter);
      const { ids, roots } = rootsOf(await listGridsBy(tx, { ...filter, from, until }), filter.tier);
      const { rows } = await tx.query<CountedRow>(
        `SELECT incident.*, page.at, ARRAY(SELECT coalesce(name, who) FROM unnest(page.by) AS who
           LEFT JOIN person ON 'person:' || person.id = who ORDER BY 1) AS names
         FROM (
           SELECT $1::integer AS territory_id, event.id, event.at, event.by FROM ${withRoots(events.sql, filter)}
           WHERE ${events.figures[figure]} AND ($6 OR root.root IS NOT DISTINCT FROM $7)
             AND ($8::timestamptz IS NULL OR (event.at, event.id) < ($8, $9::bigint))
           ORDER BY event.at DESC, event.id DESC LIMIT $10
         ) AS page JOIN incident USING (territory_id, id)
         ORDER BY page.at DESC, id DESC`,
        [
          filter.territoryId,
          from,
          until,
          ids,
          roots,
          of === "all",
          root,
          before?.at,
          before?.incidentId,
          limit,
        ],
      );
      return rows.map((row) => ({ incident: toIncident(row), at: row.at.toISOString(), by: row.names }));
    },
    { isolation: "REPEATABLE READ, READ ONLY" },
  );
}
