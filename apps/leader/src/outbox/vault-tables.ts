import { openRows } from "./row-store.ts";
import type { Rows, RowStore } from "./row-store.ts";
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

type VaultRows = { sealed: Sealed; keys: KeyRow };

/** What lies on the phone. */
export type Tables = RowStore<VaultRows>;

/** The keys and salts among it. */
export type KeyRows = Rows<KeyRow>;

/** The row of whoever holds the phone, or held it last. */
export const HELD = "vault";
/** The key of a version that had one for everybody, for as long as something waits that it has sealed. */
export const EARLIER = "earlier";

/** Phones have it under this number, from a version that counted in tens. */
const VERSION = 10;

/** Opens what lies on the phone. */
export const openTables = (): Tables =>
  openRows<VaultRows>({ name: "getu-leader", version: VERSION }, ["sealed", "keys"]);

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
export async function obtainSalt(keys: KeyRows, personId: string): Promise<string> {
  const name = `salt/${personId}`;
  const known = await keys.get(name);
  if (known?.salt !== undefined) return known.salt;
  const drawn = crypto.getRandomValues(new Uint8Array(16));
  const salt = [...drawn].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  await keys.add({ name, salt }).catch(() => undefined);
  return (await keys.get(name))?.salt ?? salt;
}
