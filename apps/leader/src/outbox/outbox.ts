import type { ActWork, Entry } from "./entry.ts";

/** What came of a try. */
export type Answer =
  | { kind: "done"; incidentId: number | null; gridId: number | null }
  /** Nobody answered, or not now. */
  | { kind: "away"; code: string; retryAfterMs: number | null }
  | { kind: "refused"; code: string }
  | { kind: "conflict"; code: string; takenAs?: number };

/** The moment of a try, and the chance (0 to 1) that spreads the next ones. */
export type Moment = { nowMs: number; chance: number };

const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** Nothing waits longer. */
const LONGEST_WAIT_MS = 3_600_000;

/** Entries of one lane go in order, each after the one before has been settled: all that is about one incident. */
const laneOf = ({ key, work }: Entry): string => (work.kind === "act" ? `incident ${work.incidentId}` : key);

/** True when the server has it. */
export const isSent = ({ state }: Pick<Entry, "state">): boolean => state.kind === "sent";

/** True when nothing more is going to happen to it: it is there, or is kept as a note. */
export const isSettled = (entry: Pick<Entry, "state">): boolean =>
  isSent(entry) || entry.state.kind === "noted";

/** The first entry of each lane that is not settled: what decides what its lane does. */
function headsOf(entries: readonly Entry[]): Entry[] {
  const heads = new Map<string, Entry>();
  for (const entry of inOrder(entries)) {
    const lane = laneOf(entry);
    if (!isSettled(entry) && !heads.has(lane)) heads.set(lane, entry);
  }
  return [...heads.values()];
}

const inOrder = (entries: readonly Entry[]): Entry[] =>
  entries.toSorted((a, b) => a.number - b.number || (a.key < b.key ? -1 : 1));

/** What is to be tried now; null = nothing, or something is under way already. */
export function nextEntry(entries: readonly Entry[], nowMs: number): Entry | null {
  if (entries.some(({ state }) => state.kind === "sending")) return null;
  return headsOf(entries).find((entry) => isDue(entry, nowMs)) ?? null;
}

/** A time further off than anything waits was set by a clock that has been put back since. */
const isDue = ({ state }: Entry, nowMs: number): boolean =>
  state.kind === "waiting" && (state.notBeforeMs <= nowMs || state.notBeforeMs - nowMs > LONGEST_WAIT_MS);

/** When to look again; null = not before something changes. */
export function wakeAtMs(entries: readonly Entry[]): number | null {
  const times = headsOf(entries).flatMap(({ state }) => (state.kind === "waiting" ? state.notBeforeMs : []));
  return times.length === 0 ? null : Math.min(...times);
}

/** When something was sent last, once nothing is under way or due any more; null = there is more to come, or nothing was sent. */
export function restingSinceMs(entries: readonly Entry[], nowMs: number): number | null {
  const isBusy = entries.some(({ state }) => state.kind === "sending") || nextEntry(entries, nowMs) !== null;
  const sentMs = entries.flatMap(({ state }) => (state.kind === "sent" ? state.atMs : []));
  return isBusy || sentMs.length === 0 ? null : Math.max(...sentMs);
}

/** The entry while it is tried. */
export function beginTry(entry: Entry): Entry {
  const tries = entry.state.kind === "waiting" ? entry.state.tries + 1 : 1;
  return { ...entry, state: { kind: "sending", tries } };
}

/** The entry after a try. */
export function endTry(entry: Entry, answer: Answer, { nowMs, chance }: Moment): Entry {
  if (answer.kind === "done") {
    const { incidentId, gridId } = answer;
    return { ...entry, state: { kind: "sent", atMs: nowMs, incidentId, gridId } };
  }
  if (answer.kind !== "away") return { ...entry, state: answer };
  const tries = entry.state.kind === "sending" ? entry.state.tries : 1;
  const waitMs = Math.min(LONGEST_WAIT_MS, answer.retryAfterMs ?? retryMs(tries, chance));
  return { ...entry, state: { kind: "waiting", tries, notBeforeMs: nowMs + waitMs, because: answer.code } };
}

/** Twice as long after each try, spread by half, so that a hundred phones in one cellar do not come up together. */
const retryMs = (tries: number, chance: number): number =>
  Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (tries - 1)) * (0.5 + chance);

/** The entries of a phone that was switched off: what was under way is tried again under its old key. */
export const recover = (entries: readonly Entry[]): Entry[] =>
  entries.map((entry) => (entry.state.kind === "sending" ? again(entry, "UNREACHABLE") : entry));

/** The entries once there is a network again: what waited for one need not wait for its time. */
export const hasten = (entries: readonly Entry[]): Entry[] =>
  entries.map((entry) =>
    entry.state.kind === "waiting" && entry.state.tries > 0 ? again(entry, entry.state.because) : entry,
  );

const again = (entry: Entry, because: string | null): Entry => ({
  ...entry,
  state: { kind: "waiting", tries: 0, notBeforeMs: 0, because },
});

/** What has not been sent of all that is about the incident of an entry, in order: it goes, or is given up, together. */
export const chainOf = (entries: readonly Entry[], entry: Entry): Entry[] =>
  inOrder(entries.filter((each) => laneOf(each) === laneOf(entry) && !isSettled(each)));

/** An entry with what builds on it: it is taken back together. */
export const tailOf = (entries: readonly Entry[], entry: Entry): Entry[] =>
  chainOf(entries, entry).filter(({ number }) => number >= entry.number);

/** True when a try was never answered: the server may have it all the same. */
export const mayBeThere = ({ state }: Entry): boolean =>
  state.kind === "waiting" && state.because === "UNREACHABLE";

/** The entries after their author wants to keep some for themselves instead of sending them. */
export const asNotes = (entries: readonly Entry[], keys: readonly string[], nowMs: number): Entry[] =>
  entries.map((entry) =>
    keys.includes(entry.key) ? { ...entry, state: { kind: "noted", atMs: nowMs } } : entry,
  );

const isStuck = ({ state }: Entry): boolean => state.kind === "refused" || state.kind === "conflict";

/** True when something before an entry about the same incident stands still: it waits for no network. */
export const isBehindStuck = (entries: readonly Entry[], entry: Entry): boolean => {
  const [head] = chainOf(entries, entry);
  return !isSettled(entry) && head !== undefined && head.key !== entry.key && isStuck(head);
};

/** True when what was noted of an incident stands still: nothing can be noted behind it before somebody has looked at it. */
export const isStuckAt = (entries: readonly Entry[], incidentId: number): boolean =>
  entries.some(
    (entry) => entry.work.kind === "act" && entry.work.incidentId === incidentId && isStuck(entry),
  );

/** Which entry is tried again although it was refused, and on a history of how many steps. */
export type Resend = { key: string; seenSteps: number };

/**
 * The entries after somebody wants one sent all the same; what follows in its lane moves along. Under its old key: it may
 * have been taken before the answer was lost, and been refused when it came again.
 */
export function resend(entries: readonly Entry[], { key, seenSteps }: Resend): Entry[] {
  const wanted = entries.find((entry) => entry.key === key);
  if (!wanted) return [...entries];
  const shift = wanted.work.kind === "act" ? seenSteps - wanted.work.seenSteps : 0;
  return entries.map((entry) => {
    if (entry.key === key) return again({ ...entry, work: shifted(entry, shift) }, null);
    const follows = laneOf(entry) === laneOf(wanted) && entry.number > wanted.number && !isSettled(entry);
    return follows ? { ...entry, work: shifted(entry, shift) } : entry;
  });
}

/** When something was by what its author says who was asked about it: as noted, or now. */
export type SaidTime = { key: string; seenAtMs: number };

/** The entries after an author was asked when one of them was: it is sent so. */
export const dated = (entries: readonly Entry[], { key, seenAtMs }: SaidTime): Entry[] =>
  entries.map((entry) =>
    entry.key === key && entry.work.kind !== "act"
      ? again({ ...entry, work: { ...entry.work, seenAtMs, isTimeSure: true } }, null)
      : entry,
  );

const shifted = ({ work }: Entry, shift: number): Entry["work"] =>
  work.kind === "act" ? { ...work, seenSteps: work.seenSteps + shift } : work;

/**
 * What is not in an incident's history of so many steps yet, in order: the screen shows the incident as it will be.
 * What has been sent is pending until the history that holds it has come in.
 */
export const pendingActs = (
  entries: readonly Entry[],
  { incidentId, steps }: { incidentId: number; steps: number },
): ActWork[] =>
  inOrder(entries).flatMap((entry) => {
    const { work } = entry;
    if (work.kind !== "act" || work.incidentId !== incidentId || entry.state.kind === "noted") return [];
    return isSent(entry) && work.seenSteps < steps ? [] : work;
  });

/** What of that has not left the phone yet, for saying so. */
export const unsentActs: typeof pendingActs = (entries, heard) =>
  pendingActs(
    entries.filter((entry) => !isSent(entry)),
    heard,
  );

/** How many entries are not sent, and how many of these somebody has to look at. */
export function countUnsent(entries: readonly Entry[]): { unsent: number; stuck: number } {
  const unsent = entries.filter((entry) => !isSettled(entry));
  const stuck = unsent.filter(isStuck);
  return { unsent: unsent.length, stuck: stuck.length };
}
