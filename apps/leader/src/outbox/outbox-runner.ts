import { failureOf } from "@getu/ui";
import type { Backend } from "@getu/ui";
import { deliver } from "./deliver.ts";
import { entryName } from "./entry-book.ts";
import type { EntryBook } from "./entry-book.ts";
import type { Entry, EntryPhoto } from "./entry.ts";
import { whileSending } from "./hold-still.ts";
import { beginTry, endTry, isSent, isSettled, nextEntry, recover, wakeAtMs } from "./outbox.ts";
import type { Answer } from "./outbox.ts";
import type { Vault } from "./vault.ts";

/** What entries are sent with, and whose. */
export type Runner = { book: EntryBook; vault: Vault; backend: Backend; personId: string };

/** Of what has been sent so much stays to be looked at. */
const SENT_KEPT = 30;
const HELLO_WITHIN_MS = 15_000;
const HELLO_AGAIN_MS = 4_000;
const LOOK_AGAIN_MS = 60_000;

/**
 * Sends one person's entries as they fall due until it is told to stop; one runs at a time in a browser. A phone that
 * could not write (it is full, its database was closed) is begun with anew: what was under way goes again under its key.
 */
export async function runOutbox(runner: Runner, signal: AbortSignal): Promise<void> {
  await removeOrphans(runner).catch(reportError);
  let hasBegun = false;
  let failures = 0;
  while (!signal.aborted) {
    try {
      if (!hasBegun) await begin(runner);
      hasBegun = true;
      failures = (await drain(runner, signal)) ? 0 : failures + 1;
    } catch (error) {
      reportError(error);
      hasBegun = false;
      failures += 1;
    }
    await rest(failures === 0 ? untilDueMs(runner) : untilHelloMs(failures), { book: runner.book, signal });
  }
}

async function begin({ book }: Runner): Promise<void> {
  await book.load();
  await book.change(recover);
}

const own = ({ book, personId }: Runner): Entry[] =>
  book.entries().filter((entry) => entry.personId === personId);

const untilDueMs = (runner: Runner): number =>
  Math.max(50, Math.min(LOOK_AGAIN_MS, (wakeAtMs(own(runner)) ?? Infinity) - Date.now()));

const untilHelloMs = (failures: number): number =>
  Math.min(LOOK_AGAIN_MS, HELLO_AGAIN_MS * 2 ** (failures - 1)) * (0.5 + Math.random());

/** Until a time has passed, or something has changed. */
function rest(ms: number, { book, signal }: { book: EntryBook; signal: AbortSignal }): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    const unsubscribe = book.subscribe(end);
    signal.addEventListener("abort", end);
  });
}

/** Sends what is due; false = nobody is there to take it, or nobody who takes it as this person's. */
async function drain(runner: Runner, signal: AbortSignal): Promise<boolean> {
  const first = nextEntry(own(runner), Date.now());
  if (!first) return true;
  const server = await hello(runner, first.work.territoryId).catch(() => null);
  if (server?.personId !== runner.personId) return false;
  const mayGo = async (): Promise<boolean> => !signal.aborted && (await runner.vault.isOpen());
  for (let next: Entry | null = first; next && (await mayGo()); next = nextEntry(own(runner), Date.now())) {
    const trying = next;
    const answer = await whileSending(trying.key, () => tryIfThere(runner, trying, server.offsetMs));
    if (answer && isLocked(answer)) return false; // so would be all that follow, each with its photos
  }
  return true;
}

/** Who the server takes this phone for, and what its clock says. */
async function hello(
  { backend }: Runner,
  territoryId: number,
): Promise<{ personId: string | null; offsetMs: number }> {
  const signal = AbortSignal.timeout(HELLO_WITHIN_MS);
  const [account, asOf] = await Promise.all([
    backend.account.get.query({}, { signal }),
    backend.incident.list
      .query({ territoryId, limit: 1 }, { signal })
      .then(({ asOf: now }) => now, nullIfNotPermitted),
  ]);
  const offsetMs = asOf === null ? 0 : Date.parse(asOf) - Date.now();
  return { personId: account.person?.id ?? null, offsetMs };
}

/** Whose role was taken away in one territory is told so by what waits for it, and goes on in the others. */
function nullIfNotPermitted(error: unknown): null {
  if (failureOf(error)?.code === "NOT_PERMITTED") return null;
  throw error;
}

const isLocked = (answer: Answer): boolean => answer.kind === "away" && answer.code === "SIGN_IN_NEEDED";

/** What was taken back, or kept as a note, in this tab or another is not sent; null = so. */
async function tryIfThere(runner: Runner, next: Entry, offsetMs: number): Promise<Answer | null> {
  const { book, vault } = runner;
  const kept = await vault.read<Entry>(entryName(next));
  if (kept && !isSettled(kept)) return tryOne(runner, next, offsetMs);
  await book.load();
  return null;
}

async function tryOne(runner: Runner, next: Entry, offsetMs: number): Promise<Answer> {
  const { book, vault, backend } = runner;
  let trying = beginTry(next);
  await book.change(replacing(trying));
  const answer = await deliver(trying, {
    backend,
    offsetMs,
    pictureOf: ({ picture }) => vault.readPicture(picture),
    async onUploaded(photos) {
      trying = { ...trying, photos };
      await book.change(replacing(trying));
    },
  });
  await settle(book, trying, answer);
  return answer;
}

const replacing =
  (entry: Entry) =>
  (entries: readonly Entry[]): Entry[] =>
    entries.map((each) => (each.key === entry.key ? entry : each));

/** What has been sent lets go of its pictures, and the oldest of it goes. */
async function settle(book: EntryBook, entry: Entry, answer: Answer): Promise<void> {
  const ended = endTry(entry, answer, { nowMs: Date.now(), chance: Math.random() });
  if (!isSent(ended)) return book.change(replacing(ended));
  const sent = { ...ended, photos: [] };
  const pictures = ended.photos.map(({ picture }) => picture);
  return book.change((entries) => withoutOld(replacing(sent)(entries)), pictures);
}

function withoutOld(entries: readonly Entry[]): Entry[] {
  const old = new Set(entries.filter(isSent).slice(0, -SENT_KEPT));
  return entries.filter((entry) => !old.has(entry));
}

/**
 * Pictures of drafts that were given up stay behind when a phone is switched off; nothing speaks of them any more. Only at
 * the start: later somebody may be taking one that no draft speaks of yet.
 */
async function removeOrphans({ book, vault }: Runner): Promise<void> {
  await book.load();
  if (book.unreadable().length > 0) return; // nobody can say of which pictures these speak
  const readDraft = (name: string) => vault.read<{ photos: EntryPhoto[] }>(name).catch(() => null);
  const drafts = await Promise.all((await vault.names("draft/")).map(readDraft));
  const used = new Set(
    [...book.entries(), ...drafts].flatMap((each) => each?.photos.map(({ picture }) => picture) ?? []),
  );
  const pictures = await vault.names("picture/");
  await vault.change({ remove: pictures.filter((name) => !used.has(name)) });
}
