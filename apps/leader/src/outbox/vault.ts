import { Dexie } from "dexie";
import type { EntityTable } from "dexie";

type Sealed = { name: string; iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer };
/** `id`: tells a key from the one that took its place; keys of older versions have none. */
type StoredKey = { name: string; key: CryptoKey; id?: string };
type Tables = Dexie & { sealed: EntityTable<Sealed, "name">; keys: EntityTable<StoredKey, "name"> };

/** What goes in and out of a vault in one step: all of it or nothing. */
type VaultChange = {
  put?: ReadonlyMap<string, unknown>;
  putPictures?: ReadonlyMap<string, Blob>;
  remove?: readonly string[];
};

/**
 * What the phone keeps, sealed with a key that no script can read out and that is gone after `wipe`. Names are not
 * sealed: nobody's words belong into them.
 */
export type Vault = {
  read<Value>(name: string): Promise<Value | null>;
  readPicture(name: string): Promise<Blob | null>;
  /** Names with this beginning, in their order. */
  names(beginning: string): Promise<string[]>;
  change(change: VaultChange): Promise<void>;
  /**
   * Forgets everything but what goes by these names, which is sealed anew: the key is gone with the rest, and whoever
   * holds it still, in another tab, reads and writes nothing any more.
   */
  wipe(keep?: readonly string[]): Promise<void>;
  /** False once everything was forgotten, in this tab or another: what was read of it is to be shown and sent no more. */
  isOpen(): Promise<boolean>;
};

const ALGORITHM = "AES-GCM";
const VAULT_KEY = "vault";

function openTables(): Tables {
  const tables = new Dexie("getu-leader") as Tables;
  tables.version(1).stores({ sealed: "name", keys: "name" });
  return tables;
}

async function makeKey(): Promise<StoredKey> {
  const key = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  return { name: VAULT_KEY, key, id: crypto.randomUUID() };
}

/** The name is sealed in as well: what was kept under one name is not taken for another. */
async function sealWith({ key }: StoredKey, name: string, plain: BufferSource): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const mode = { name: ALGORITHM, iv, additionalData: new TextEncoder().encode(name) };
  return { name, iv, bytes: await crypto.subtle.encrypt(mode, key, plain) };
}

/** Another tab may make a key at the same time: the first one stays. */
async function obtainKey({ keys }: Tables): Promise<StoredKey> {
  const known = await keys.get(VAULT_KEY);
  if (known) return known;
  const made = await makeKey();
  await keys.add(made).catch(() => undefined);
  return (await keys.get(VAULT_KEY)) ?? made;
}

/** Opens what this phone has kept. */
export function openVault(): Vault {
  const tables = openTables();
  let obtained: Promise<StoredKey> | null = null;
  let isWiped = false;
  const ownKey = (): Promise<StoredKey> => (obtained ??= obtainKey(tables));
  ownKey().catch(() => undefined); // made while the network is waited for; who uses it hears of it
  const isOwnKey = async ({ id }: StoredKey): Promise<boolean> => {
    const held = await tables.keys.get(VAULT_KEY);
    return held !== undefined && held.id === id;
  };

  const seal = async (name: string, plain: BufferSource): Promise<Sealed> =>
    sealWith(await ownKey(), name, plain);
  async function unseal(name: string): Promise<ArrayBuffer | null> {
    const sealed = await tables.sealed.get(name);
    if (!sealed) return null;
    const mode = { name: ALGORITHM, iv: sealed.iv, additionalData: new TextEncoder().encode(name) };
    const { key } = await ownKey();
    return crypto.subtle.decrypt(mode, key, sealed.bytes);
  }

  return {
    async read<Value>(name: string) {
      const plain = await unseal(name);
      return plain && (JSON.parse(new TextDecoder().decode(plain)) as Value); // as `change` wrote it
    },
    async readPicture(name) {
      const plain = await unseal(name);
      return plain && new Blob([plain], { type: "image/jpeg" });
    },
    names: (beginning) => tables.sealed.where("name").startsWith(beginning).primaryKeys(),
    async change({ put = new Map(), putPictures = new Map(), remove = [] }) {
      if (isWiped) return; // whoever has signed out leaves nothing behind
      // Before the transaction: one of IndexedDB ends by itself while something else is waited for.
      const sealed = await Promise.all([
        ...[...put].map(([name, value]) => seal(name, new TextEncoder().encode(JSON.stringify(value)))),
        ...[...putPictures].map(async ([name, picture]) => seal(name, await picture.arrayBuffer())),
      ]);
      const key = await ownKey();
      await tables.transaction("rw", tables.sealed, tables.keys, async () => {
        if (!(await isOwnKey(key))) return; // wiped in another tab: what is sealed with this key nobody could open
        await tables.sealed.bulkDelete([...remove]);
        await tables.sealed.bulkPut(sealed);
      });
    },
    async wipe(keep = []) {
      const kept = await Promise.all(
        keep.map(async (name) => [name, await unseal(name).catch(() => null)] as const),
      );
      isWiped = true;
      const next = await makeKey();
      const sealed = await Promise.all(
        kept.flatMap(([name, plain]) => (plain === null ? [] : sealWith(next, name, plain))),
      );
      await tables.transaction("rw", tables.sealed, tables.keys, async () => {
        await tables.keys.clear();
        await tables.sealed.clear();
        if (sealed.length > 0) await tables.keys.add(next);
        await tables.sealed.bulkPut(sealed);
      });
    },
    isOpen: async () => !isWiped && isOwnKey(await ownKey()),
  };
}
