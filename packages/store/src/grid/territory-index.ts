import type { GridArea, GridIndex } from "@getu/domain";
import { createGridIndex } from "@getu/domain";
import type { AreaGeometry } from "@getu/geometry";
import type { Db, Transaction } from "../db.ts";
import { getVersion } from "./territory.ts";

/** Answers which grid holds a position by one version of the boundaries. */
export type TerritoryIndex = GridIndex & {
  version: number;
  /** Ids from the coarsest grid down to this one, joined by `/`; empty for none. */
  pathOf(gridId: number | null): string;
  /** True for the path of a grid in force, and for the empty one. */
  hasPath(gridPath: string): boolean;
};

type StateRow = { id: number; parent_id: number | null; area: AreaGeometry | null };

/** Those in force, and those before them: under these happened what is reported late. */
const KEPT_VERSIONS = 2;

/** By database, territory and version, what was asked for last at the end. */
const indexes = new WeakMap<Db, Map<number, Map<number, Promise<TerritoryIndex>>>>();

/** The boundaries in force, whose version may be known already. `tx` must hold the boundaries (`lockBoundaries`), else the answer may be outdated at once. */
export async function getTerritoryIndex(
  db: Db,
  { tx, territoryId, version: known }: { tx: Transaction; territoryId: number; version?: number },
): Promise<TerritoryIndex> {
  const version = known ?? (await getVersion(tx, territoryId));
  return shareIndex(db, { territoryId, version }, () => readIndexInForce(tx, { territoryId, version }));
}

type VersionKey = { territoryId: number; version: number };

/** The boundaries of a version as far as they are at hand; null = they have to be read. */
export async function findTerritoryIndex(db: Db, key: VersionKey): Promise<TerritoryIndex | null> {
  const kept = versionsOf(db, key.territoryId);
  const made = kept.get(key.version);
  if (!made) return null;
  remember(kept, key.version, made);
  return made.catch(() => null);
}

/** Makes the index of a version once for all who want it, with the transaction of whoever is the first. */
async function shareIndex(
  db: Db,
  { territoryId, version }: VersionKey,
  read: () => Promise<TerritoryIndex>,
): Promise<TerritoryIndex> {
  const kept = versionsOf(db, territoryId);
  // Whose transaction fails fails alone: it takes its index away, and the next one reads with its own.
  for (let made = kept.get(version); made; made = kept.get(version)) {
    const index = await made.catch(() => null);
    if (!index) continue;
    remember(kept, version, made);
    return index;
  }
  const made = read();
  remember(kept, version, made);
  made.catch(() => kept.get(version) === made && kept.delete(version));
  return made;
}

function versionsOf(db: Db, territoryId: number): Map<number, Promise<TerritoryIndex>> {
  const territories = indexes.get(db) ?? new Map<number, Map<number, Promise<TerritoryIndex>>>();
  indexes.set(db, territories);
  const kept = territories.get(territoryId) ?? new Map<number, Promise<TerritoryIndex>>();
  territories.set(territoryId, kept);
  return kept;
}

/** Puts what was asked for last at the end, and forgets what was not asked for the longest. */
function remember<T>(kept: Map<number, T>, version: number, made: T): void {
  kept.delete(version);
  kept.set(version, made);
  const [oldest] = kept.keys();
  if (kept.size > KEPT_VERSIONS && oldest !== undefined) kept.delete(oldest);
}

async function readIndexInForce(
  tx: Transaction,
  { territoryId, version }: VersionKey,
): Promise<TerritoryIndex> {
  const { rows } = await tx.query<StateRow>(
    `SELECT grid_id AS id, parent_id, area FROM grid_state
     WHERE territory_id = $1 AND valid_to IS NULL ORDER BY grid_id`,
    [territoryId],
  );
  return createTerritoryIndex(version, rows);
}

function createTerritoryIndex(version: number, rows: readonly StateRow[]): TerritoryIndex {
  const parents = new Map(rows.map((row) => [row.id, row.parent_id]));
  const owners = rows.filter((row): row is StateRow & GridArea => row.area !== null);
  const pathOf = (gridId: number | null): string => {
    if (gridId === null) return "";
    const above = pathOf(parents.get(gridId) ?? null);
    return above === "" ? String(gridId) : `${above}/${gridId}`;
  };
  const hasPath = (gridPath: string): boolean => {
    const id = gridPath === "" ? null : Number(gridPath.slice(gridPath.lastIndexOf("/") + 1));
    return (id === null || parents.has(id)) && pathOf(id) === gridPath;
  };
  return { ...createGridIndex(owners), version, pathOf, hasPath };
}

/** Which boundaries were in force when something happened; before the first ones, those in force now. */
export type History = {
  at(time: Date): Promise<TerritoryIndex>;
  /** True when those are the boundaries in force: most incidents, and nobody need wait to learn it. */
  isOfNow(epochMs: number): boolean;
};

/** Old boundaries that a long work has met, by version; they never change again. */
export type PastIndexes = Map<number, TerritoryIndex>;

/** Reads old boundaries only when something happened under them, and puts them into `past` for the next time. */
export async function openHistory(
  db: Db,
  { tx, territoryId, past }: { tx: Transaction; territoryId: number; past: PastIndexes },
): Promise<History> {
  const current = await getTerritoryIndex(db, { tx, territoryId });
  const { rows: versions } = await tx.query<{ number: number; from: Date }>(
    `SELECT number, effective_from AS from FROM territory_version WHERE territory_id = $1 ORDER BY number`,
    [territoryId],
  );
  const versionAt = (epochMs: number): number =>
    versions.findLast(({ from }) => from.getTime() <= epochMs)?.number ?? current.version;
  return {
    isOfNow: (epochMs) => versionAt(epochMs) === current.version,
    async at(time) {
      const version = versionAt(time.getTime());
      if (version === current.version) return current;
      const known = past.get(version);
      if (known) return known;
      const key = { territoryId, version };
      const index = await shareIndex(db, key, () => readPastIndex(tx, key));
      past.set(version, index);
      return index;
    },
  };
}

async function readPastIndex(tx: Transaction, { territoryId, version }: VersionKey): Promise<TerritoryIndex> {
  const { rows } = await tx.query<StateRow>(
    `SELECT state.grid_id AS id, state.parent_id, state.area FROM grid_state AS state
     JOIN territory_version AS version ON version.territory_id = state.territory_id AND version.number = $2
     WHERE state.territory_id = $1 AND state.valid_from <= version.effective_from
       AND (state.valid_to IS NULL OR state.valid_to > version.effective_from) ORDER BY state.grid_id`,
    [territoryId, version],
  );
  return createTerritoryIndex(version, rows);
}
