import type { Db } from "../db.ts";

/** Something computed from a territory's boundaries, kept until the boundaries change. */
export type VersionCache<T> = (args: { db: Db; territoryId: number; version: number }) => Promise<T>;

/** Keeps the value of the version of each territory that was asked for last, for as long as the database is open. */
export function createVersionCache<T>(
  load: (db: Db, territoryId: number, version: number) => Promise<T>,
): VersionCache<T> {
  const kept = new WeakMap<Db, Map<number, { version: number; value: Promise<T> }>>();
  return ({ db, territoryId, version }) => {
    const territories = kept.get(db) ?? new Map<number, { version: number; value: Promise<T> }>();
    kept.set(db, territories);
    const known = territories.get(territoryId);
    if (known?.version === version) return known.value;
    const value = load(db, territoryId, version);
    territories.set(territoryId, { version, value });
    // A failed load must not be remembered.
    value.catch(() => territories.get(territoryId)?.value === value && territories.delete(territoryId));
    return value;
  };
}
