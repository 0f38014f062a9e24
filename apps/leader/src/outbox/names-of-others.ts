import { entryName } from "./entry-book.ts";
import type { Entry, EntryPhoto } from "./entry.ts";
import { isSent } from "./outbox.ts";
import type { Vault } from "./vault.ts";

type WithPhotos = { photos: readonly EntryPhoto[] };

/** Entries of others than this person that wait to be sent: they go when these sign in again. */
export const waitingOfOthers = (entries: readonly Entry[], personId: string): Entry[] =>
  entries.filter((entry) => entry.personId !== personId && !isSent(entry));

/** What others than this person have left on a phone, by its names in the vault: what waits, what is half written, and their photos. */
export async function namesOfOthers(
  vault: Pick<Vault, "names" | "read">,
  { entries, personId }: { entries: readonly Entry[]; personId: string },
): Promise<string[]> {
  const waiting = waitingOfOthers(entries, personId);
  const drafts = (await vault.names("draft/")).filter((name) => !name.startsWith(`draft/${personId}/`));
  const written = await Promise.all(drafts.map((name) => vault.read<WithPhotos>(name).catch(() => null)));
  const pictures = [...waiting, ...written].flatMap(
    (each) => each?.photos.map(({ picture }) => picture) ?? [],
  );
  return [...waiting.map(entryName), ...drafts, ...pictures];
}
