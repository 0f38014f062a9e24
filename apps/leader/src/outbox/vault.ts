import { takeEarlier } from "./earlier-vault.ts";
import { deriveKey, fromPlain, sealWith, toPlain, unsealWith } from "./seal.ts";
import { EARLIER, HELD, obtainSalt, openTables, toOpenKey } from "./vault-tables.ts";
import type { KeyRows, OpenKey, Tables } from "./vault-tables.ts";

/** What goes in and out of a vault in one step: all of it or nothing. */
type VaultChange = {
  put?: ReadonlyMap<string, unknown>;
  putPictures?: ReadonlyMap<string, Blob>;
  remove?: readonly string[];
};

/** Asks the server for the secret of whoever has signed in, for a salt. */
type AskSecret = (salt: string) => Promise<string>;

/** Who leaves, and the names of what goes with them. */
type Leaving = { personId: string; forget: readonly string[] };

/**
 * What the phone keeps for one person, sealed with a key of theirs that no script can read out. While it is locked it
 * reads nothing and writes nothing: the key is gone, and the server gives its person alone what it is made from again.
 * Names are not sealed: nobody's words belong into them.
 */
export type Vault = {
  read<Value>(name: string): Promise<Value | null>;
  readPicture(name: string): Promise<Blob | null>;
  /** Names with this beginning, in their order. */
  names(beginning: string): Promise<string[]>;
  change(change: VaultChange): Promise<void>;
  /** Whose it is, or was before it was locked; null = nobody's yet, or of a version that did not say. */
  holder(): Promise<string | null>;
  /** Opens it for who has signed in: their own without asking, after a lock with the secret that the server gives. */
  open(personId: string, askSecret: AskSecret): Promise<void>;
  /** Forgets the key and what goes with it; what stays waits until its person signs in again. */
  lock(leaving: Leaving): Promise<void>;
  /** How many entries lie there that are not this person's. */
  countOthers(): Promise<number>;
  /** False once it was locked or opened for another, in this tab or another: what was read of it is shown and sent no more. */
  isOpen(): Promise<boolean>;
};

const ENTRY = /^(?:[^/]+\/)?entry\//;

/** Opens what this phone has kept for who held it last. */
export function openVault(): Vault {
  const tables = openTables();
  let found: Promise<OpenKey | null> | null = null;
  const own = (): Promise<OpenKey | null> =>
    (found ??= tables.keys.get(HELD).then(toOpenKey, (error: unknown) => {
      found = null; // asked again by whoever comes next
      throw error;
    }));
  own().catch(() => undefined); // looked up while the network is waited for; who uses it hears of it

  async function unseal(name: string): Promise<ArrayBuffer | null> {
    const held = await own();
    const sealed = held && (await tables.sealed.get(held.beginning + name));
    return held && sealed ? unsealWith(held.key, sealed) : null;
  }

  return {
    async read<Value>(name: string) {
      const plain = await unseal(name);
      return plain && (fromPlain(plain) as Value);
    },
    async readPicture(name) {
      const plain = await unseal(name);
      return plain && new Blob([plain], { type: "image/jpeg" });
    },
    async names(beginning) {
      const held = await own();
      return held ? namesWithin(tables, held, beginning) : [];
    },
    async change(change) {
      const held = await own();
      if (held) await changeSealed(tables, held, change); // whoever has signed out leaves nothing behind
    },
    holder: async () => (await tables.keys.get(HELD))?.personId ?? null,
    async open(personId, askSecret) {
      found = Promise.resolve(await takeOver(tables, personId, askSecret));
    },
    async lock(leaving) {
      const held = await own();
      if (held) await lockTables(tables, held, leaving);
      found = Promise.resolve(null);
    },
    async countOthers() {
      const held = await own();
      const names = await tables.sealed.names("");
      const isOwn = (name: string): boolean => held !== null && name.startsWith(`${held.beginning}entry/`);
      return names.filter((name) => ENTRY.test(name) && !isOwn(name)).length;
    },
    isOpen: async () => isHeldBy(tables.keys, await own()),
  };
}

/** Whether the phone is held as it was when a tab looked last. */
async function isHeldBy(keys: KeyRows, held: OpenKey | null): Promise<boolean> {
  const now = toOpenKey(await keys.get(HELD));
  return now?.id === held?.id && now?.beginning === held?.beginning;
}

async function namesWithin({ sealed }: Tables, { beginning: own }: OpenKey, beginning: string) {
  const names = await sealed.names(own + beginning);
  return names.map((name) => name.slice(own.length));
}

async function changeSealed(
  tables: Tables,
  held: OpenKey,
  { put = new Map(), putPictures = new Map(), remove = [] }: VaultChange,
): Promise<void> {
  const { key, beginning } = held;
  // Before the transaction: one of IndexedDB ends by itself while something else is waited for.
  const sealed = await Promise.all([
    ...[...put].map(([name, value]) => sealWith(key, beginning + name, toPlain(value))),
    ...[...putPictures].map(async ([name, picture]) =>
      sealWith(key, beginning + name, await picture.arrayBuffer()),
    ),
  ]);
  await tables.change(async (within) => {
    if (!(await isHeldBy(within.keys, held))) return; // locked in another tab
    await within.sealed.remove(remove.map((name) => beginning + name));
    await within.sealed.put(sealed);
  });
}

/** Makes a person's key and takes along what an earlier version has kept of theirs; again when another tab was quicker. */
async function takeOver(tables: Tables, personId: string, askSecret: AskSecret): Promise<OpenKey | null> {
  const before = await tables.keys.get(HELD);
  if (before?.key && before.personId === personId) return toOpenKey(before);
  const salt = await obtainSalt(tables.keys, personId);
  const key = await deriveKey(await askSecret(salt), personId);
  const next = { name: HELD, key, id: salt, personId };
  const earlier = before?.key && before.personId === undefined ? before : await tables.keys.get(EARLIER);
  const taken = await takeEarlier(tables, { earlier: earlier?.key, personId, key });
  const isDone = await tables.change(async ({ sealed, keys }) => {
    if (!(await isHeldBy(keys, toOpenKey(before)))) return false;
    await keys.put([next]);
    if (earlier) await keys.put([{ ...earlier, name: EARLIER }]);
    if (taken.isLast) await keys.remove([EARLIER]);
    await sealed.put(taken.sealed);
    await sealed.remove(taken.gone);
    return true;
  });
  return isDone ? toOpenKey(next) : takeOver(tables, personId, askSecret);
}

async function lockTables(tables: Tables, held: OpenKey, { personId, forget }: Leaving): Promise<void> {
  await tables.change(async ({ sealed, keys }) => {
    if (!(await isHeldBy(keys, held))) return; // done by another tab
    await sealed.remove(forget.map((name) => held.beginning + name));
    const before = await keys.get(HELD);
    if (held.beginning === "" && before) await keys.put([{ ...before, name: EARLIER }]);
    await keys.put([{ name: HELD, personId }]);
  });
}
