import type { AuditEntry, NamedAuditEntry } from "@getu/domain";
import type { Db } from "../db.ts";
import { listActorNames } from "../access/person.ts";

/** Rows of the log, and the territories whose grids and screens their reader may know; null = all. */
type Told = { entries: readonly AuditEntry[]; territoryIds: readonly number[] | null };

/** Rows of the log with the names of the people, screens and grids that they speak of. */
export async function nameEntries(db: Db, told: Told): Promise<NamedAuditEntry[]> {
  const [people, things] = await Promise.all([
    listActorNames(db, told.entries.flatMap(textsIn)),
    listThings(db, told),
  ]);
  const names = new Map([...Object.entries(people), ...things]);
  return told.entries.map((entry) => ({ ...entry, names: namesIn(entry, names) }));
}

/** Names of screens and grids; a grid's newest one, whether it is in force or not. */
async function listThings(db: Db, { entries, territoryIds }: Told): Promise<[string, string][]> {
  const { rows } = await db.pool.query<{ key: string; name: string }>(
    `SELECT 'device:' || id AS key, name FROM device_token
     WHERE 'device:' || id = ANY ($1) AND ($3::integer[] IS NULL OR territory_id = ANY ($3))
     UNION ALL (SELECT DISTINCT ON (grid_id) 'grid:' || grid_id, name FROM grid_state
       WHERE grid_id = ANY ($2) AND ($3::integer[] IS NULL OR territory_id = ANY ($3))
       ORDER BY grid_id, valid_from DESC)`,
    [entries.flatMap(textsIn), entries.flatMap(gridsIn), territoryIds],
  );
  return rows.map(({ key, name }) => [key, name]);
}

/** What a row says in words: who, to whom, and its facts. */
const textsIn = ({ actor, subject, facts }: AuditEntry): string[] =>
  [actor, subject, ...Object.values(facts)].filter((value) => typeof value === "string");

const gridsIn = ({ facts: { gridId } }: AuditEntry): number[] => (typeof gridId === "number" ? [gridId] : []);

function namesIn(entry: AuditEntry, names: ReadonlyMap<string, string>): Record<string, string> {
  const spoken = [...textsIn(entry), ...gridsIn(entry).map((id) => `grid:${id}`)];
  return Object.fromEntries(
    spoken.flatMap((key) => {
      const name = names.get(key);
      return name === undefined ? [] : [[key, name]];
    }),
  );
}
