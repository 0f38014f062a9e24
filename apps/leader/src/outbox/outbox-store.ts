import type { Backend } from "@getu/ui";
import { openEntryBook } from "./entry-book.ts";
import type { EntryBook } from "./entry-book.ts";
import type { Entry } from "./entry.ts";
import { whileStill } from "./hold-still.ts";
import { runOutbox } from "./outbox-runner.ts";
import { asNotes, dated, hasten, resend } from "./outbox.ts";
import type { Resend, SaidTime } from "./outbox.ts";
import type { Vault } from "./vault.ts";

/** What goes into the outbox; its photos lie in the vault already. */
export type NewEntry = Pick<Entry, "personId" | "work" | "photos"> & {
  /** The draft that it was, which goes as it comes. */
  draft: string;
};

/** The entries of a phone, and what sends them. */
export type OutboxStore = Pick<EntryBook, "entries" | "unreadable" | "others" | "isLoaded" | "subscribe"> & {
  /** Reads what the vault holds by now: it may be somebody else's. */
  load: () => Promise<void>;
  add: (entry: NewEntry) => Promise<void>;
  /** Sends an entry that was refused all the same, on a history of so many steps. */
  resend: (key: string, seenSteps: number) => Promise<void>;
  /** The same without one of its photos, which was refused. */
  resendWithout: (picture: string, resending: Resend) => Promise<void>;
  /** Sends an entry whose time was doubted as of the time that its author says. */
  resendAsOf: (said: SaidTime) => Promise<void>;
  /** Takes entries back, with their photos; false = one is being sent, and all stay. */
  takeBack: (keys: readonly string[]) => Promise<boolean>;
  /** Keeps entries for their author, who does not send them any more; false as above. */
  keepAsNotes: (keys: readonly string[]) => Promise<boolean>;
  /** Puts one entry in the place of several, whose photos it takes along. */
  replace: (keys: readonly string[], entry: Omit<NewEntry, "draft">) => Promise<void>;
  /** Gives up the entries that nobody can read any more. */
  discardUnreadable: () => Promise<void>;
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
  let isSending = false;
  /** Where another tab sends, that one hears of the network itself: written from here, what it has sent meanwhile would come back. */
  const hastenOwn = async (): Promise<void> => {
    if (isSending) await book.change(hasten);
  };
  return {
    entries: book.entries,
    unreadable: book.unreadable,
    others: book.others,
    isLoaded: book.isLoaded,
    load: book.load,
    subscribe: book.subscribe,
    async add({ draft, ...said }) {
      await book.change((entries) => [...entries, toEntry(said, entries)], [draft]);
      void navigator.storage.persist(); // a browser on a full phone throws away what it was not asked to keep
    },
    resend: (key, seenSteps) => book.change((entries) => resend(entries, { key, seenSteps })),
    resendWithout: (picture, resending) =>
      book.change((entries) => resend(entries.map(without(picture)), resending), [picture]),
    resendAsOf: (said) => book.change((entries) => dated(entries, said)),
    takeBack: (keys) =>
      whileStill(keys, () => {
        const gone = book.entries().filter(({ key }) => keys.includes(key));
        const pictures = gone.flatMap(({ photos }) => photos.map(({ picture }) => picture));
        return book.change((entries) => entries.filter(({ key }) => !keys.includes(key)), pictures);
      }),
    keepAsNotes: (keys) =>
      whileStill(keys, () => book.change((entries) => asNotes(entries, keys, Date.now()))),
    replace: (keys, said) =>
      book.change((entries) => [...entries.filter(({ key }) => !keys.includes(key)), toEntry(said, entries)]),
    async discardUnreadable() {
      await book.change((entries) => entries, book.unreadable());
      await book.load();
    },
    hasten: hastenOwn,
    start(personId) {
      const stop = new AbortController();
      const { signal } = stop;
      const run = async (): Promise<void> => {
        isSending = true;
        await runOutbox({ book, vault, backend, personId }, signal).finally(() => (isSending = false));
      };
      void navigator.locks.request(LOCK, { signal }, run).catch((error: unknown) => {
        if (!signal.aborted) reportError(error);
      });
      window.addEventListener("online", () => void hastenOwn(), { signal });
      return () => stop.abort();
    },
  };
}

const without =
  (picture: string) =>
  (entry: Entry): Entry => ({ ...entry, photos: entry.photos.filter((photo) => photo.picture !== picture) });

function toEntry(said: Omit<NewEntry, "draft">, entries: readonly Entry[]): Entry {
  const number = Math.max(0, ...entries.map((entry) => entry.number)) + 1;
  const state = { kind: "waiting", tries: 0, notBeforeMs: 0, because: null } as const;
  return { ...said, key: randomKey(), number, madeAtMs: Date.now(), state };
}
