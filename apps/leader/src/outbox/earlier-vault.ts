import type { Entry, EntryPhoto } from "./entry.ts";
import { fromPlain, sealWith, unsealWith } from "./seal.ts";
import type { Sealed } from "./seal.ts";
import { beginningOf } from "./vault-tables.ts";
import type { Tables } from "./vault-tables.ts";

/** Names as they were while one key served everybody. */
const EARLIER_NAME = /^(?:(?:entry|draft|picture|known-ground)\/|copy$|owner$)/;

type WithPhotos = { photos: readonly EntryPhoto[] };
/** What an earlier version kept, by its names; null = nobody can read it any more. */
type Read = <Value>(name: string) => Promise<Value | null>;

/** Of what an earlier version kept for everybody, by its names: one person's, and what waits for its own authors. */
export type EarlierParts = { own: string[]; others: string[] };

/**
 * Parts what one key served by whose it is. What nobody can read any more goes to who asks, who is told of it; the copy of
 * another's work and pictures that nothing speaks of are in neither part.
 */
export async function partEarlier(
  names: readonly string[],
  { personId, read }: { personId: string; read: Read },
): Promise<EarlierParts> {
  const isOwn = new Map<string, boolean>();
  const pictures = new Map<string, boolean>();
  let isAnyUnreadable = false;
  const speakers = names.filter((name) => /^(?:entry|draft)\//.test(name));
  for (const name of speakers) {
    const found = await read<WithPhotos & Partial<Entry>>(name);
    const own = name.startsWith("draft/")
      ? name.startsWith(`draft/${personId}/`)
      : found === null || found.personId === personId;
    isAnyUnreadable ||= found === null;
    isOwn.set(name, own);
    for (const { picture } of found?.photos ?? []) pictures.set(picture, own);
  }
  const holder = await read<{ personId?: string } | string>("owner");
  const holderId = typeof holder === "string" ? holder : holder?.personId;
  const whose = (name: string): boolean | undefined => {
    if (name.startsWith("picture/")) return pictures.get(name) ?? (isAnyUnreadable || undefined);
    if (name.startsWith("known-ground/")) return name === `known-ground/${personId}`;
    if (name === "copy" || name === "owner") return holderId === personId || undefined;
    return isOwn.get(name);
  };
  return {
    own: names.filter((name) => whose(name) === true),
    others: names.filter((name) => whose(name) === false),
  };
}

/** What a person's key takes along of what an earlier one has sealed. */
type Taken = {
  /** The same, sealed with the person's own key. */
  sealed: Sealed[];
  /** Names that go. */
  gone: string[];
  /** Nothing is left for the earlier key to open. */
  isLast: boolean;
};

/** Seals anew what of an earlier version is a person's; `earlier`: its key, absent where nothing of it is left. */
export async function takeEarlier(
  tables: Tables,
  { earlier, personId, key }: { earlier: CryptoKey | undefined; personId: string; key: CryptoKey },
): Promise<Taken> {
  if (!earlier) return { sealed: [], gone: [], isLast: true };
  const rows = (await tables.sealed.list()).filter(({ name }) => EARLIER_NAME.test(name));
  const byName = new Map(rows.map((row) => [row.name, row]));
  const unseal = async (name: string): Promise<ArrayBuffer | null> => {
    const row = byName.get(name);
    return row ? unsealWith(earlier, row).catch(() => null) : null;
  };
  const read = async <Value>(name: string): Promise<Value | null> => {
    const plain = await unseal(name);
    return plain && (fromPlain(plain) as Value);
  };
  const { own, others } = await partEarlier([...byName.keys()], { personId, read });
  const sealAnew = async (name: string): Promise<Sealed> => {
    const [plain, as] = [await unseal(name), beginningOf(personId) + name];
    return plain ? sealWith(key, as, plain) : { ...byName.get(name)!, name: as }; // `own` is of these names
  };
  const staying = new Set(others);
  return {
    sealed: await Promise.all(own.map(sealAnew)),
    gone: [...byName.keys()].filter((name) => !staying.has(name)),
    isLast: others.length === 0,
  };
}
