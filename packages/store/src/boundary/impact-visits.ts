import { isVisitDue, visitStanding } from "@getu/domain";
import type { Plan } from "@getu/domain/redraw";
import type { Transaction } from "../db.ts";
import { dayText, VISITED_CLUSTERS } from "../visit/household-cluster.ts";
import { listAlike } from "../visit/visit-coverage.ts";
import type { AlikeRow } from "../visit/visit-coverage.ts";
import { gridRhythms } from "../visit/visit-rhythm.ts";
import { createOwners } from "./impact-owners.ts";
import type { TerritorySides } from "./impact-sides.ts";

/** Addresses at which a visit is due today, by grid. */
type DueVisits = ReadonlyMap<number, number>;

/** Which clusters may change hands: `$4` = grids, `$5` = whether what lies outside every grid does too. */
const MOVING = `
  SELECT grid_id AS grid, lng, lat, every_days AS "everyDays", ${dayText("visited_on")} AS "lastVisitedOn"
  FROM (${VISITED_CLUSTERS}) AS visited WHERE grid_id = ANY ($4::integer[]) OR $5 AND grid_id IS NULL`;

type MovingRow = Omit<AlikeRow, "clusters" | "households"> & { lng: number; lat: number };

/**
 * Counts the visits that are due in the grids concerned and their sisters, by the lines, the parents and so the rhythms of
 * both versions: a grid that is new has that of the grid above it.
 */
export async function countDueVisits(
  tx: Transaction,
  question: TerritorySides,
): Promise<Record<"before" | "after", DueVisits>> {
  const { territoryId, concerned, sisters, after, isRimTouched } = question;
  const { today, timeZone } = await readDay(tx, territoryId);
  const { rows } = await tx.query<MovingRow>(MOVING, [territoryId, null, timeZone, concerned, isRimTouched]);
  const owners = createOwners(question)(rows);
  const moving = rows.map((row, i) => ({ ...row, clusters: 1, to: owners[i] ?? null }));
  const alike = await listAlike(tx, { territoryId, within: sisters, timeZone });
  const all = [...moving, ...alike.map((row) => ({ ...row, to: row.grid }))];
  const rhythms = await readRhythms(tx, territoryId, after);
  const moved = all.map(({ to, ...row }) => ({ ...row, grid: to, everyDays: rhythms.get(to) ?? null }));
  return { before: sumDue(all, today), after: sumDue(moved, today) };
}

async function readDay(tx: Transaction, territoryId: number): Promise<{ today: string; timeZone: string }> {
  const { rows } = await tx.query<{ today: string; timeZone: string }>(
    `SELECT ${dayText("clock_timestamp() AT TIME ZONE time_zone")} AS today, time_zone AS "timeZone"
     FROM territory WHERE id = $1`,
    [territoryId],
  );
  return rows[0]!; // a draft has a territory
}

/** Every so many days, by the grids of a plan. */
async function readRhythms(
  tx: Transaction,
  territoryId: number,
  { grids }: Plan,
): Promise<ReadonlyMap<number | null, number | null>> {
  const all = [...grids.values()];
  const { rows } = await tx.query<{ id: number; every_days: number | null }>(
    gridRhythms("$1", "SELECT * FROM unnest($2::integer[], $3::integer[]) AS planned(id, parent_id)"),
    [territoryId, all.map(({ id }) => id), all.map(({ parentId }) => parentId)],
  );
  return new Map(rows.map((row) => [row.id, row.every_days]));
}

function sumDue(rows: readonly Omit<AlikeRow, "households">[], today: string): DueVisits {
  const sums = new Map<number, number>();
  for (const { grid, clusters, ...visited } of rows)
    if (grid !== null && isVisitDue(visitStanding(visited, today)))
      sums.set(grid, (sums.get(grid) ?? 0) + clusters);
  return sums;
}
