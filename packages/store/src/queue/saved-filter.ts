import { MOST_SAVED_FILTERS, savedFilterSchema } from "@getu/domain";
import type { SavedFilter } from "@getu/domain";
import type { Db } from "../db.ts";

/** Whose filters, and of which territory. */
export type FilterOwner = { territoryId: number; personId: string };

type FilterRow = { name: string; filter: Omit<SavedFilter, "name"> };

/** A person's filters by name; one that an older version wrote and this one does not understand is left out. */
export async function listSavedFilters(
  db: Db,
  { territoryId, personId }: FilterOwner,
): Promise<SavedFilter[]> {
  const { rows } = await db.pool.query<FilterRow>(
    `SELECT name, filter FROM saved_filter WHERE territory_id = $1 AND person_id = $2 ORDER BY name`,
    [territoryId, personId],
  );
  return rows.flatMap(({ name, filter }) => {
    const parsed = savedFilterSchema.safeParse({ name, ...filter });
    return parsed.success ? [parsed.data] : [];
  });
}

/** Keeps a filter under its name, in place of the one that had it; false when the person has as many as one may have. */
export async function saveFilter(
  db: Db,
  { territoryId, personId, saved: { name, ...filter } }: FilterOwner & { saved: SavedFilter },
): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `INSERT INTO saved_filter (territory_id, person_id, name, filter)
     SELECT $1, $2, $3, $4::jsonb WHERE (
       SELECT count(*) FROM saved_filter WHERE territory_id = $1 AND person_id = $2 AND name <> $3) < $5
     ON CONFLICT (territory_id, person_id, name) DO UPDATE SET filter = excluded.filter, saved_at = clock_timestamp()`,
    [territoryId, personId, name, JSON.stringify(filter), MOST_SAVED_FILTERS],
  );
  return rowCount === 1;
}

/** Forgets a filter; false when there was none with this name. */
export async function removeFilter(
  db: Db,
  { territoryId, personId, name }: FilterOwner & { name: string },
): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `DELETE FROM saved_filter WHERE territory_id = $1 AND person_id = $2 AND name = $3`,
    [territoryId, personId, name],
  );
  return rowCount === 1;
}
