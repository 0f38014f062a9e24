import type { Backend } from "@getu/ui";
import { openEntryBook } from "./entry-book.ts";
import type { EntryBook } from "./entry-book.ts";
import type { Entry } from "./entry.ts";
import { runOutbox } from "./outbox-runner.ts";
import { hasten, resend } from "./outbox.ts";
import type { Vault } from "./vault.ts";

/** What goes into the outbox; its photos lie in the vault already. */
export type NewEntry = Pick<Entry, "personId" | "work" | "photos"> & {
  /** The draft that it was, which goes as it comes. */
  draft: string;
};

/** The entries of a phone, and what sends them. */
export type OutboxStore = Pick<EntryBook, "entries" | "subscribe"> & {
  add: (entry: NewEntry) => Promise<void>;
  /** Sends an entry that was refused all the same, on a history of so many steps. */
  resend: (key: string, seenSteps: number) => Promise<void>;
  /** The same without its photos, for one of which a photo was refused. */
  resendBare: (key: string, seenSteps: number) => Promise<void>;
  discard: (key: string) => Promise<void>;
  /** There is a network again: what waited for one need not wait for its time. */
  hasten: () => Promise<void>;
  /** Sends the entries of a person, in one tab of several; gives the way to stop. */
  start: (personId: string) => () => void;
};

const LOCK = "getu-leader-outbox";

/** A name that nobody guesses: the server takes each once. */
export const randomKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Opens the outbox of a phone. */
export function openOutbox(vault: Vault, backend: Backend): OutboxStore {
  const book = openEntryBook(vault);
  book.load().catch(reportError); // the runner tries it again
  const picturesOf = (key: string): string[] => {
    const found = book.entries().filter((entry) => entry.key === key);
    return found.flatMap(({ photos }) => photos.map(({ picture }) => picture));
  };
  return {
    entries: book.entries,
    subscribe: book.subscribe,
    async add({ draft, ...said }) {
      await book.change((entries) => [...entries, toEntry(said, entries)], [draft]);
      void navigator.storage.persist(); // a browser on a full phone throws away what it was not asked to keep
    },
    resend: (key, seenSteps) => book.change((entries) => resend(entries, { key, seenSteps })),
    resendBare: (key, seenSteps) =>
      book.change(
        (entries) =>
          resend(
            entries.map((entry) => bare(entry, key)),
            { key, seenSteps },
          ),
        picturesOf(key),
      ),
    discard: (key) => book.change((entries) => entries.filter((entry) => entry.key !== key), picturesOf(key)),
    hasten: () => book.change(hasten),
    start(personId) {
      const stop = new AbortController();
      const { signal } = stop;
      const run = () => runOutbox({ book, vault, backend, personId }, signal);
      void navigator.locks.request(LOCK, { signal }, run).catch((error: unknown) => {
        if (!signal.aborted) reportError(error);
      });
      window.addEventListener("online", () => void book.change(hasten), { signal });
      return () => stop.abort();
    },
  };
}

const bare = (entry: Entry, key: string): Entry => (entry.key === key ? { ...entry, photos: [] } : entry);

function toEntry(said: Omit<NewEntry, "draft">, entries: readonly Entry[]): Entry {
  const number = Math.max(0, ...entries.map((entry) => entry.number)) + 1;
  const state = { kind: "waiting", tries: 0, notBeforeMs: 0, because: null } as const;
  return { ...said, key: randomKey(), number, madeAtMs: Date.now(), state };
}
