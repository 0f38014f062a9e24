import { entryName } from "./entry-book.ts";
import type { Entry, EntryPhoto } from "./entry.ts";
import { isSent } from "./outbox.ts";
import type { Vault } from "./vault.ts";

type WithPhotos = { photos: readonly EntryPhoto[] };

/**
 * What goes when somebody leaves the phone, by its names in the vault: all that was delivered, and the copy of their work.
 * What waits, what is half written, their photos and what nobody can read stay, and what they have been told of borders.
 */
export async function namesToForget(vault: Pick<Vault, "names" | "read">): Promise<string[]> {
  const names = await vault.names("");
  const readOne = <Value>(name: string): Promise<Value | null> => vault.read<Value>(name).catch(() => null);
  const entries = await Promise.all(
    names.filter((name) => name.startsWith("entry/")).map((name) => readOne<Entry>(name)),
  );
  const drafts = await Promise.all(
    names.filter((name) => name.startsWith("draft/")).map((name) => readOne<WithPhotos>(name)),
  );
  const sent = new Set(entries.flatMap((entry) => (entry && isSent(entry) ? entryName(entry) : [])));
  const waiting = [...entries.filter((entry) => entry && !isSent(entry)), ...drafts];
  const spokenOf = new Set(waiting.flatMap((each) => each?.photos.map(({ picture }) => picture) ?? []));
  const isAnyUnreadable = [...entries, ...drafts].includes(null);
  return names.filter((name) => {
    if (name.startsWith("entry/")) return sent.has(name);
    if (name.startsWith("picture/")) return !isAnyUnreadable && !spokenOf.has(name);
    return !name.startsWith("draft/") && !name.startsWith("known-ground/");
  });
}
