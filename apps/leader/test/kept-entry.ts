import type { Entry, EntryPhoto } from "../src/outbox/entry.ts";
import { entryOf, VISIT } from "./made-up-entries.ts";

/** A photo that lies in a vault. */
export const keptPhoto = (picture: string): EntryPhoto => ({
  kind: "near",
  picture: `picture/${picture}`,
  sent: null,
});

/** A visit of somebody, with a photo. */
export const keptEntry = (number: number, personId: string, more: Partial<Entry> = {}): Entry =>
  entryOf(number, VISIT, { personId, photos: [keptPhoto(`of-${number}`)], ...more });

/** What lies in a vault by its names; what is null there cannot be opened. */
export function keptVault(kept: Readonly<Record<string, object | string | null>>) {
  return {
    names: (beginning: string) =>
      Promise.resolve(Object.keys(kept).filter((name) => name.startsWith(beginning))),
    read: <Value>(name: string): Promise<Value | null> =>
      kept[name] === null
        ? Promise.reject(new Error("damaged"))
        : Promise.resolve((kept[name] ?? null) as Value | null),
  };
}
