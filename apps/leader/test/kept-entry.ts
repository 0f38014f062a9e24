import type { Entry, EntryPhoto } from "../src/outbox/entry.ts";

/** A photo that lies in a vault. */
export const keptPhoto = (picture: string): EntryPhoto => ({
  kind: "near",
  picture: `picture/${picture}`,
  sent: null,
});

/** An entry of somebody, with a photo. */
export const keptEntry = (number: number, personId: string, more: Partial<Entry> = {}): Entry => ({
  key: `key-${number}`,
  number,
  personId,
  madeAtMs: 0,
  work: {
    kind: "visit",
    territoryId: 1,
    clusterId: 1,
    clusterName: "试验",
    outcome: "well",
    note: null,
    incident: null,
    demand: null,
    wish: null,
    seenAtMs: 0,
  },
  photos: [keptPhoto(`of-${number}`)],
  state: { kind: "waiting", tries: 0, notBeforeMs: 0, because: null },
  ...more,
});

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
