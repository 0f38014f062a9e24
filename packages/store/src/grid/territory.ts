import type { Label, Territory, Tier } from "@getu/domain";
import { territorySchema } from "@getu/domain";
import { toDegrees } from "@getu/geometry";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";

type TerritoryRow = {
  id: number;
  code: string;
  name: Label;
  tiers: Tier[];
  time_zone: string;
  demo: boolean;
  version: number | null;
  west: number;
  south: number;
  east: number;
  north: number;
};

const SELECT = `SELECT territory.*, latest.number AS version, latest.west, latest.south, latest.east, latest.north
  FROM territory LEFT JOIN LATERAL (
    SELECT * FROM territory_version AS version WHERE version.territory_id = territory.id
    ORDER BY number DESC LIMIT 1
  ) AS latest ON true`;

const toTerritory = (row: TerritoryRow): Territory => ({
  id: row.id,
  code: row.code,
  name: row.name,
  tiers: row.tiers,
  timeZone: row.time_zone,
  demo: row.demo,
  version: row.version ?? 0,
  bbox:
    row.version === null
      ? null
      : [toDegrees(row.west), toDegrees(row.south), toDegrees(row.east), toDegrees(row.north)],
});

/** Every territory, the oldest first. */
export async function listTerritories(db: Db): Promise<Territory[]> {
  const { rows } = await db.pool.query<TerritoryRow>(`${SELECT} ORDER BY territory.id`);
  return rows.map(toTerritory);
}

/** Ids of the territories whose people and events are made up. */
export async function listDemoIds(db: Db): Promise<number[]> {
  const { rows } = await db.pool.query<{ id: number }>("SELECT id FROM territory WHERE demo");
  return rows.map(({ id }) => id);
}

/** The territory with this code, or null. */
export async function findTerritory(db: Db, { code }: { code: string }): Promise<Territory | null> {
  const { rows } = await db.pool.query<TerritoryRow>(`${SELECT} WHERE territory.code = $1`, [code]);
  return rows[0] ? toTerritory(rows[0]) : null;
}

/** The territory with this id; throws when there is none. */
export async function getTerritory(db: Db, { territoryId }: { territoryId: number }): Promise<Territory> {
  const { rows } = await db.pool.query<TerritoryRow>(`${SELECT} WHERE territory.id = $1`, [territoryId]);
  if (!rows[0]) throw new Error(`there is no territory ${territoryId}`);
  return toTerritory(rows[0]);
}

const newTerritorySchema = territorySchema.pick({
  code: true,
  name: true,
  tiers: true,
  timeZone: true,
  demo: true,
});

/** What a new territory is given. */
export type NewTerritory = Pick<Territory, "code" | "name" | "tiers" | "timeZone" | "demo">;

/** A new territory without grids; throws when the code is taken or the time zone unknown. */
export async function createTerritory(db: Db, given: NewTerritory): Promise<Territory> {
  const territoryId = await inTransaction(db, (tx) => insertTerritory(tx, given));
  return getTerritory(db, { territoryId });
}

/** The same inside a transaction, for those that bring its grids along; returns its id. */
export async function insertTerritory(tx: Transaction, given: NewTerritory): Promise<number> {
  const { code, name, tiers, timeZone, demo } = newTerritorySchema.parse(given);
  const known = await tx.query("SELECT FROM pg_timezone_names WHERE name = $1", [timeZone]);
  if (known.rowCount === 0) throw new Error(`unknown time zone "${timeZone}"`);
  const { rows } = await tx.query<{ id: number }>(
    `INSERT INTO territory (code, name, tiers, time_zone, demo) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (code) DO NOTHING RETURNING id`,
    [code, JSON.stringify(name), JSON.stringify(tiers), timeZone, demo],
  );
  if (!rows[0]) throw new Error(`there is a territory "${code}" already`);
  return rows[0].id;
}

/** Number of the boundaries in force, 0 before the first; throws when there is no such territory. */
export async function getVersion(tx: Transaction | Db["pool"], territoryId: number): Promise<number> {
  const { rows } = await tx.query<{ version: number }>(
    `SELECT coalesce((SELECT max(number) FROM territory_version WHERE territory_id = $1), 0) AS version
     FROM territory WHERE id = $1`,
    [territoryId],
  );
  if (!rows[0]) throw new Error(`there is no territory ${territoryId}`);
  return rows[0].version;
}
