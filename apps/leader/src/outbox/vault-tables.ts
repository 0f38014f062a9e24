import { Dexie } from "dexie";
import type { EntityTable } from "dexie";
import type { Sealed } from "./seal.ts";

/** A row beside what is sealed: a key, or the salt of one. */
type KeyRow = {
  name: string;
  /** Absent = locked: nothing on this phone opens what it has sealed. */
  key?: CryptoKey;
  /** Tells a key from the one that took its place; the first versions had none. */
  id?: string;
  /** Whose it is; absent = of a version that had one key for everybody. */
  personId?: string;
  salt?: string;
};

/** What lies on the phone. */
export type Tables = Dexie & { sealed: EntityTable<Sealed, "name">; keys: EntityTable<KeyRow, "name"> };

/** The row of whoever holds the phone, or held it last. */
export const HELD = "vault";
/** The key of a version that had one for everybody, for as long as something waits that it has sealed. */
export const EARLIER = "earlier";

/** Opens what lies on the phone. */
export function openTables(): Tables {
  const tables = new Dexie("getu-leader") as Tables;
  tables.version(1).stores({ sealed: "name", keys: "name" });
  return tables;
}

/** A key that opens something, and what the names begin with that it opens. */
export type OpenKey = { key: CryptoKey; id: string | undefined; beginning: string };

/** What names of a person's things begin with. */
export const beginningOf = (personId: string): string => `${personId}/`;

/** The key of a row; null = it is locked, or nobody has ever had one. */
export const toOpenKey = (row: KeyRow | undefined): OpenKey | null =>
  row?.key
    ? {
        key: row.key,
        id: row.id,
        beginning: row.personId === undefined ? "" : beginningOf(row.personId),
      }
    : null;

/** The salt of a person's key on this phone. Another tab may draw one at the same time: the first one stays. */
export async function obtainSalt({ keys }: Tables, personId: string): Promise<string> {
  const name = `salt/${personId}`;
  const known = await keys.get(name);
  if (known?.salt !== undefined) return known.salt;
  const drawn = crypto.getRandomValues(new Uint8Array(16));
  const salt = [...drawn].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  await keys.add({ name, salt }).catch(() => undefined);
  return (await keys.get(name))?.salt ?? salt;
}
