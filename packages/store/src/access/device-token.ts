import type { DeviceToken, Grant, Scope } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { gridPath, inScope } from "../grid/grid-tree.ts";

/** What a screen's token is made of; only the hash of it is kept. */
export type NewDeviceToken = {
  name: string;
  territoryId: number;
  gridId: number | null;
  tokenHash: string;
  createdBy: string;
};

/** Makes a token for a screen; returns its id. */
export async function insertDeviceToken(tx: Transaction, given: NewDeviceToken): Promise<number> {
  const { rows } = await tx.query<{ id: number }>(
    `INSERT INTO device_token (name, territory_id, grid_id, token_hash, created_by)
     VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [given.name, given.territoryId, given.gridId, given.tokenHash, given.createdBy],
  );
  return rows[0]!.id; // an insert returns its row
}

type TokenRow = {
  id: number;
  name: string;
  territory_id: number;
  grid_id: number | null;
  grid_name: string | null;
  created_at: Date;
  revoked_at: Date | null;
};

const toDeviceToken = (row: TokenRow): DeviceToken => ({
  id: row.id,
  name: row.name,
  territoryId: row.territory_id,
  gridId: row.grid_id,
  gridName: row.grid_name,
  createdAt: row.created_at.toISOString(),
  isRevoked: row.revoked_at !== null,
});

/** The screens' tokens of a scope, newest first; with an `id` that one alone. */
export async function listDeviceTokens(
  db: Db,
  { territoryId, within, id }: Scope & { id?: number },
): Promise<DeviceToken[]> {
  const { rows } = await db.pool.query<TokenRow>(
    `SELECT token.id, token.name, token.territory_id, token.grid_id, state.name AS grid_name, created_at, revoked_at
     FROM device_token AS token LEFT JOIN grid_state AS state
       ON state.territory_id = token.territory_id AND state.grid_id = token.grid_id AND valid_to IS NULL
     WHERE token.territory_id = $1 AND ${inScope("token.grid_id", { territory: "$1", within: "$2" })}
       AND ($3::integer IS NULL OR token.id = $3) ORDER BY id DESC`,
    [territoryId, within, id],
  );
  return rows.map(toDeviceToken);
}

/** Ends a token of the scope; false when there is none in force. */
export async function revokeDeviceToken(
  tx: Transaction,
  { territoryId, within, id, revokedBy }: Scope & { id: number; revokedBy: string },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE device_token SET revoked_at = clock_timestamp(), revoked_by = $4
     WHERE territory_id = $1 AND id = $3 AND revoked_at IS NULL AND ${inScope("grid_id", { territory: "$1", within: "$2" })}`,
    [territoryId, within, id, revokedBy],
  );
  return rowCount === 1;
}

/** The screen that holds this token and the one thing it may see: nothing while its grid is gone; null when it is unknown or revoked. */
export async function findDevice(
  db: Db,
  tokenHash: string,
): Promise<{ id: number; grant: Grant | null } | null> {
  const { rows } = await db.pool.query<{ id: number; territory_id: number; path: string | null }>(
    `SELECT token.id, token.territory_id, CASE WHEN token.grid_id IS NULL THEN '' ELSE place.path END AS path
     FROM device_token AS token
     LEFT JOIN LATERAL (${gridPath("token.territory_id", "token.grid_id")}) AS place ON true
     WHERE token_hash = $1 AND revoked_at IS NULL`,
    [tokenHash],
  );
  const row = rows[0];
  if (!row) return null;
  const { id, territory_id: territoryId, path } = row;
  return { id, grant: path === null ? null : { role: "device", territoryId, gridPath: path } };
}
