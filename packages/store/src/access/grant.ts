import type { Grant, GrantPlace, HeldGrant, Label, Role, Scope } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { gridPath, listGridIds } from "../grid/grid-tree.ts";
import { withdrawInvitations } from "./invitation.ts";

type PlaceRow = { role: Role; territory_id: number | null; path: string };

const toGrant = ({ role, territory_id: territoryId, path }: PlaceRow): Grant => ({
  role,
  territoryId: territoryId ?? "all",
  gridPath: path,
});

/**
 * What a person may do, with the path of each grid as it is now: a grid that is not in force any more takes the grant
 * along, and a disabled account may do nothing.
 */
export async function listGrantsOf(db: Db, personId: string): Promise<Grant[]> {
  const { rows } = await db.pool.query<PlaceRow>(
    `SELECT role, held.territory_id, coalesce(place.path, '') AS path
     FROM role_grant AS held JOIN person ON person.id = person_id
     LEFT JOIN LATERAL (${gridPath("held.territory_id", "held.grid_id")}) AS place ON true
     WHERE person_id = $1 AND revoked_at IS NULL AND disabled_at IS NULL
       AND (held.grid_id IS NULL OR place.path IS NOT NULL)`,
    [personId],
  );
  return rows.map(toGrant);
}

/** A grant in force, whose it is, and what it gives. */
export type HeldBy = { id: number; personId: string; grant: Grant };

/**
 * Every grant in force of some people. One on a grid that is not there any more counts as one on the whole territory:
 * it takes as much to take it away.
 */
export async function listHeldBy(db: Db, personIds: readonly string[]): Promise<HeldBy[]> {
  const { rows } = await db.pool.query<PlaceRow & { id: number; person_id: string }>(
    `SELECT held.id, person_id, role, held.territory_id, coalesce(place.path, '') AS path FROM role_grant AS held
     LEFT JOIN LATERAL (${gridPath("held.territory_id", "held.grid_id")}) AS place ON true
     WHERE person_id = ANY ($1) AND revoked_at IS NULL ORDER BY held.id`,
    [personIds],
  );
  return rows.map((row) => ({ id: row.id, personId: row.person_id, grant: toGrant(row) }));
}

/** What a role at a place would be; null when there is no such territory or grid. */
export async function findGrant(
  db: Db,
  { role, territoryId, gridId }: GrantPlace & { role: Role },
): Promise<Grant | null> {
  if (territoryId === null) return gridId === null ? { role, territoryId: "all", gridPath: "" } : null;
  const { rows } = await db.pool.query<{ path: string | null }>(
    `SELECT (SELECT path FROM (${gridPath("$1", "$2::integer")}) AS place) AS path FROM territory WHERE id = $1`,
    [territoryId, gridId],
  );
  if (!rows[0] || (gridId !== null && rows[0].path === null)) return null;
  return { role, territoryId, gridPath: rows[0].path ?? "" };
}

/** What is written of a grant. */
export type NewGrant = GrantPlace & { role: Role; personId: string; grantedBy: string };

/** Gives a role; false when the person holds it there already. */
export async function insertGrant(tx: Transaction, given: NewGrant): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO role_grant (person_id, role, territory_id, grid_id, granted_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [given.personId, given.role, given.territoryId, given.gridId, given.grantedBy],
  );
  return rowCount === 1;
}

/** A grant in force by its id, with the person who holds it; null when it is not in force. */
export async function findGivenGrant(
  db: Db,
  id: number,
): Promise<(GrantPlace & { role: Role; personId: string }) | null> {
  const row = await db.prisma.roleGrant.findFirst({ where: { id, revokedAt: null } });
  return (
    row && {
      personId: row.personId,
      role: row.role as Role,
      territoryId: row.territoryId,
      gridId: row.gridId,
    }
  );
}

/** Takes a role away, and with it the invitations that its holder has handed out; false when it was not in force. */
export async function revokeGrant(
  tx: Transaction,
  { id, revokedBy }: { id: number; revokedBy: string },
): Promise<boolean> {
  const { rows } = await tx.query<{ person_id: string }>(
    `UPDATE role_grant SET revoked_at = clock_timestamp(), revoked_by = $2 WHERE id = $1 AND revoked_at IS NULL
     RETURNING person_id`,
    [id, revokedBy],
  );
  if (!rows[0]) return false;
  await withdrawInvitations(tx, `person:${rows[0].person_id}`);
  return true;
}

/** A grant in force with the names of its place. */
export type NamedGrant = { personId: string; grant: HeldGrant };

type NamedRow = {
  id: number;
  person_id: string;
  role: HeldGrant["role"];
  territory_id: number | null;
  grid_id: number | null;
  territory_name: Label | null;
  grid_name: string | null;
};

const toNamedGrant = (row: NamedRow): NamedGrant => ({
  personId: row.person_id,
  grant: {
    id: row.id,
    role: row.role,
    territoryId: row.territory_id,
    gridId: row.grid_id,
    territoryName: row.territory_name,
    gridName: row.grid_name,
  },
});

/** What scopes hold, for a column of territories and one of grids. */
async function spellOut(db: Db, scopes: readonly Scope[]): Promise<[number[], number[]]> {
  const whole = scopes.filter(({ within }) => within === undefined).map(({ territoryId }) => territoryId);
  const gridIds = await Promise.all(scopes.map((scope) => listGridIds(db, scope)));
  return [whole, gridIds.flatMap((ids) => ids ?? [])];
}

/** Every grant in force that lies in the reach. */
export async function listGrants(db: Db, reach: "all" | readonly Scope[]): Promise<NamedGrant[]> {
  const [territoryIds, gridIds] = await spellOut(db, reach === "all" ? [] : reach);
  const { rows } = await db.pool.query<NamedRow>(
    `SELECT held.id, person_id, role, held.territory_id, held.grid_id, territory.name AS territory_name, state.name AS grid_name
     FROM role_grant AS held LEFT JOIN territory ON territory.id = held.territory_id
     LEFT JOIN grid_state AS state ON state.territory_id = held.territory_id AND state.grid_id = held.grid_id AND valid_to IS NULL
     WHERE revoked_at IS NULL AND ($1 OR held.territory_id = ANY ($2) OR held.grid_id = ANY ($3)) ORDER BY held.id`,
    [reach === "all", territoryIds, gridIds],
  );
  return rows.map(toNamedGrant);
}

/** Of everybody who holds no grant any more the one that was taken away last, where it lies in the reach. */
export async function listLastGrants(db: Db, reach: "all" | readonly Scope[]): Promise<NamedGrant[]> {
  const [territoryIds, gridIds] = await spellOut(db, reach === "all" ? [] : reach);
  const { rows } = await db.pool.query<NamedRow>(
    `SELECT last.id, person_id, role, last.territory_id, last.grid_id, territory.name AS territory_name, state.name AS grid_name
     FROM (SELECT DISTINCT ON (person_id) * FROM role_grant ORDER BY person_id, revoked_at DESC NULLS FIRST, id DESC) AS last
     LEFT JOIN territory ON territory.id = last.territory_id
     LEFT JOIN grid_state AS state ON state.territory_id = last.territory_id AND state.grid_id = last.grid_id AND valid_to IS NULL
     WHERE revoked_at IS NOT NULL AND ($1 OR last.territory_id = ANY ($2) OR last.grid_id = ANY ($3)) ORDER BY last.id`,
    [reach === "all", territoryIds, gridIds],
  );
  return rows.map(toNamedGrant);
}
