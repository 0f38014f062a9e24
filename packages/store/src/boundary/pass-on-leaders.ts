import type { MovedArea } from "@getu/domain/redraw";
import { appendAudit } from "../audit/audit.ts";
import type { NewAuditEntry } from "../audit/audit.ts";
import type { Transaction } from "../db.ts";

/** A grid that comes or goes, and the grid that most of its ground came from or goes to. */
export type Kinship = { grid: number; kin: number };

type Moved = Pick<MovedArea, "from" | "to" | "areaSquareMetres">;

/** For each of some new grids the one that most of its ground came from; none for one that lay outside every grid. */
export const listOrigins = (moved: readonly Moved[], isNew: (grid: number) => boolean): Kinship[] =>
  listKin(moved.map(({ from, to, ...area }) => ({ grid: to, kin: from, ...area })).filter(ofGrid(isNew)));

/** For each of some grids that go the one that most of its ground goes to. */
const listHeirs = (moved: readonly Moved[], isGone: (grid: number) => boolean): Kinship[] =>
  listKin(moved.map(({ from, to, ...area }) => ({ grid: from, kin: to, ...area })).filter(ofGrid(isGone)));

type Shared = Kinship & Pick<MovedArea, "areaSquareMetres">;

const ofGrid =
  (isMeant: (grid: number) => boolean) =>
  ({ grid }: Kinship): boolean =>
    isMeant(grid);

function listKin(shared: readonly Shared[]): Kinship[] {
  const sums = [...Map.groupBy(shared, ({ grid, kin }) => `${grid} ${kin}`).values()].map((areas) => ({
    ...areas[0]!, // a group has a first
    areaSquareMetres: areas.reduce((sum, area) => sum + area.areaSquareMetres, 0),
  }));
  const largestFirst = sums.sort((a, b) => b.areaSquareMetres - a.areaSquareMetres || a.kin - b.kin);
  return [...Map.groupBy(largestFirst, ({ grid }) => grid).values()].flatMap(([most]) =>
    most && most.kin > 0 ? [{ grid: most.grid, kin: most.kin }] : [],
  );
}

/** Who gave a role that came with a redraw: nobody but the redraw. */
const REDRAW = "redraw";

/** A version that has just been written, with what it moved by the ids of grids. */
export type Succession = {
  territoryId: number;
  moved: readonly Moved[];
  /** Who is said to lead each grid in force before, and each grid that came. */
  leadersBefore: ReadonlyMap<number, string | null>;
  leadersOfNew: ReadonlyMap<number, string | null>;
  /** Grids that went because an older version was taken up again; none for a draft. */
  takenBack: readonly number[];
};

/**
 * Gives whoever leads a grid the same role on what was cut off it under the same leader's name, where nobody leads that
 * yet, and takes it away again with a roll-back from who leads the grid that the ground goes back to. Each is logged.
 */
export async function passOnLeaders(tx: Transaction, given: Succession): Promise<void> {
  const { territoryId, moved, leadersBefore, leadersOfNew, takenBack } = given;
  const isNew = (grid: number): boolean => leadersOfNew.has(grid);
  const origins = listOrigins(moved, isNew).filter(
    ({ grid, kin }) => leadersOfNew.get(grid) === leadersBefore.get(kin),
  );
  await logGrants(tx, { territoryId, action: "grant.given", grants: await give(tx, territoryId, origins) });
  const heirs = listHeirs(moved, (grid) => takenBack.includes(grid));
  await logGrants(tx, { territoryId, action: "grant.revoked", grants: await take(tx, territoryId, heirs) });
}

type GrantRow = { person_id: string; grid_id: number };

/** A grid that an older version brings back keeps those who led it. */
async function give(tx: Transaction, territoryId: number, origins: readonly Kinship[]): Promise<GrantRow[]> {
  if (origins.length === 0) return [];
  const { rows } = await tx.query<GrantRow>(
    `WITH holder AS (
       SELECT person_id, grid_id FROM role_grant JOIN person ON person.id = person_id
       WHERE territory_id = $1 AND role = 'leader' AND revoked_at IS NULL AND disabled_at IS NULL
     ) INSERT INTO role_grant (person_id, role, territory_id, grid_id, granted_by)
     SELECT person_id, 'leader', $1, fresh.grid, $4 FROM unnest($2::integer[], $3::integer[]) AS fresh (grid, kin)
     JOIN holder ON holder.grid_id = kin
     WHERE NOT EXISTS (SELECT FROM holder AS own WHERE own.grid_id = fresh.grid)
     ORDER BY fresh.grid, person_id ON CONFLICT DO NOTHING RETURNING person_id, grid_id`,
    [territoryId, ...columnsOf(origins), REDRAW],
  );
  return rows;
}

/** Who leads none of the ground any more keeps the role and is told that its grid is gone. */
async function take(tx: Transaction, territoryId: number, heirs: readonly Kinship[]): Promise<GrantRow[]> {
  if (heirs.length === 0) return [];
  const { rows } = await tx.query<GrantRow>(
    `UPDATE role_grant AS held SET revoked_at = clock_timestamp(), revoked_by = $4
     FROM unnest($2::integer[], $3::integer[]) AS gone (grid, kin)
     WHERE held.territory_id = $1 AND grid_id = gone.grid AND role = 'leader' AND revoked_at IS NULL AND granted_by = $4
       AND EXISTS (SELECT FROM role_grant AS own WHERE own.person_id = held.person_id AND own.territory_id = $1
         AND own.grid_id = kin AND own.role = 'leader' AND own.revoked_at IS NULL)
     RETURNING person_id, grid_id`,
    [territoryId, ...columnsOf(heirs), REDRAW],
  );
  return rows;
}

const columnsOf = (kinships: readonly Kinship[]): [number[], number[]] => [
  kinships.map(({ grid }) => grid),
  kinships.map(({ kin }) => kin),
];

type Logged = { territoryId: number; action: NewAuditEntry["action"]; grants: readonly GrantRow[] };

async function logGrants(tx: Transaction, { territoryId, action, grants }: Logged): Promise<void> {
  for (const { person_id: personId, grid_id: gridId } of grants) {
    const facts = { role: "leader", gridId };
    await appendAudit(tx, { actor: "system", action, subject: `person:${personId}`, territoryId, facts });
  }
}
