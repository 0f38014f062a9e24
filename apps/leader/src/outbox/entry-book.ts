import type { Entry } from "./entry.ts";
import type { Vault } from "./vault.ts";

/** Makes the entries as they shall be of those that there are. */
type Update = (entries: readonly Entry[]) => readonly Entry[];

/** Every entry of whoever holds the phone, as it lies in the vault; tabs of the same browser see the same ones. */
export type EntryBook = {
  entries: () => readonly Entry[];
  /** Names of entries that lie there and that nobody can read any more; the same value until they are others. */
  unreadable: () => readonly string[];
  /** How many entries of others wait there, sealed with their keys. */
  others: () => number;
  /** False until the vault has been read: what `entries` does not say then may be there all the same. */
  isLoaded: () => boolean;
  subscribe: (listener: () => void) => () => void;
  load: () => Promise<void>;
  /** Writes what changed, then shows it: what the screen calls kept is kept. `remove`: other names that go along. */
  change: (update: Update, remove?: readonly string[]) => Promise<void>;
};

const CHANNEL = "getu-leader-entries";

/** What an entry is called in the vault. */
export const entryName = ({ number, key }: Pick<Entry, "number" | "key">): string =>
  `entry/${String(number).padStart(10, "0")}/${key}`;

/** One that cannot be opened is told by its name: it must not hide the others. */
const readOne = (vault: Vault, name: string): Promise<Entry | string | null> =>
  vault.read<Entry>(name).catch((error: unknown) => {
    reportError(error);
    return name;
  });

/** Opens the entries that lie in a vault. */
export function openEntryBook(vault: Vault): EntryBook {
  const listeners = new Set<() => void>();
  const tabs = new BroadcastChannel(CHANNEL);
  let entries: readonly Entry[] = [];
  let unreadable: readonly string[] = [];
  let others = 0;
  let isLoaded = false;

  function show(next: readonly Entry[]): void {
    entries = next;
    for (const listener of listeners) listener();
  }
  async function load(): Promise<void> {
    const names = await vault.names("entry/");
    const found = await Promise.all(names.map((name) => readOne(vault, name)));
    unreadable = found.flatMap((each) => (typeof each === "string" ? each : []));
    others = await vault.countOthers();
    isLoaded = true;
    show(found.filter((each) => typeof each === "object" && each !== null));
  }
  async function change(update: Update, remove: readonly string[]): Promise<void> {
    const next = update(entries);
    const known = new Set(entries);
    const put = new Map(next.filter((entry) => !known.has(entry)).map((entry) => [entryName(entry), entry]));
    const names = new Set(next.map(entryName));
    const gone = entries.map(entryName).filter((name) => !names.has(name));
    await vault.change({ put, remove: [...gone, ...remove] });
    show(next);
    if (put.size > 0 || gone.length > 0) tabs.postMessage("changed"); // oxlint-disable-line unicorn/require-post-message-target-origin -- of windows only
  }

  /** One after the other: what was read before a change is not shown after it. */
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
  tabs.addEventListener("message", () => void inTurn(load));
  return {
    entries: () => entries,
    unreadable: () => unreadable,
    others: () => others,
    isLoaded: () => isLoaded,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: () => inTurn(load),
    change: (update, remove = []) => inTurn(() => change(update, remove)),
  };
}
