import { countVisited, createGridTree } from "@getu/domain";
import type { AlikeClusters, Scope, VisitCoverage } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { listGrids } from "../grid/grid.ts";
import { dayText, VISITED_CLUSTERS } from "./household-cluster.ts";
import { gridRhythms, wholeRhythm } from "./visit-rhythm.ts";

/** What a viewer may see of it, by the grids of one tier (0 = coarsest). */
export type CoverageQuestion = Scope & { tier: number; timeZone: string };

/** Clusters of one grid that stand alike; null = outside every grid. */
export type AlikeRow = AlikeClusters & { grid: number | null };
type RhythmRow = { id: number; every_days: number | null; own_days: number | null };

/** How far visits keep their rhythm, grid by grid. */
export async function coverVisits(
  db: Db,
  { tier, timeZone, ...scope }: CoverageQuestion,
): Promise<VisitCoverage> {
  const { territoryId } = scope;
  const [grids, groups, rhythms, { rows }] = await Promise.all([
    listGrids(db, scope),
    listAlike(db.pool, { ...scope, timeZone }),
    db.pool.query<RhythmRow>(gridRhythms("$1"), [territoryId]),
    db.pool.query<{ today: string; everyDays: number | null }>(
      `SELECT ${dayText("clock_timestamp() AT TIME ZONE $2::text")} AS today, ${wholeRhythm("$1")} AS "everyDays"`,
      [territoryId, timeZone],
    ),
  ]);
  const { today, everyDays } = rows[0]!; // SELECT without FROM returns one row
  const tree = createGridTree(grids);
  const rhythmOf = new Map(rhythms.rows.map((rhythm) => [rhythm.id, rhythm]));
  const byRoot = Map.groupBy(groups, ({ grid }) =>
    grid === null ? null : (tree.ancestorAt(grid, tier)?.id ?? null),
  );
  const countsOf = (root: number | null) => countVisited(byRoot.get(root) ?? [], today);
  return {
    today,
    everyDays,
    grids: grids
      .filter((grid) => grid.tier === tier)
      .map(({ id }) => {
        const { every_days = null, own_days = null } = rhythmOf.get(id) ?? {};
        return { gridId: id, everyDays: every_days, ownDays: own_days, ...countsOf(id) };
      }),
    elsewhere: countsOf(null),
    total: countVisited(groups, today),
  };
}

/** Clusters of a grid with the same rhythm and the same last day are one row: there are no more of these than grids and days. */
export async function listAlike(
  tx: Transaction | Db["pool"],
  { territoryId, within, timeZone }: Scope & { timeZone: string },
): Promise<AlikeRow[]> {
  const { rows } = await tx.query<AlikeRow>(
    `SELECT grid_id AS grid, every_days AS "everyDays", ${dayText("visited_on")} AS "lastVisitedOn",
       count(*)::integer AS clusters, sum(households)::integer AS households
     FROM (${VISITED_CLUSTERS}) AS visited GROUP BY grid_id, every_days, visited_on`,
    [territoryId, within, timeZone],
  );
  return rows;
}
