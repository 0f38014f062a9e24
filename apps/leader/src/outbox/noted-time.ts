import type { Entry } from "./entry.ts";

/** Nobody carries a report around unsent for so long: the phone's clock is likelier to have been wrong. */
const LIKELY_WITHIN_MS = 7 * 24 * 3_600_000;

/** The code of an entry whose author is to say when it was. */
export const DOUBTFUL_TIME = "DOUBTFUL_TIME";

/** Whether an entry's author is to be asked when it was before it is sent; an action is always of the moment it arrives. */
export const isDoubtful = (work: Entry["work"], nowMs: number): boolean =>
  work.kind !== "act" && work.isTimeSure !== true && nowMs - work.seenAtMs > LIKELY_WITHIN_MS;

/** A moment of a phone, and how far the server's clock is ahead of its own. */
export type PhoneMoment = { nowMs: number; offsetMs: number };

/** By the server's clock, and never to come: a phone whose clock was put back since has its report taken as of now. */
export const occurredAt = (seenAtMs: number, { nowMs, offsetMs }: PhoneMoment): string =>
  new Date(Math.min(seenAtMs, nowMs) + offsetMs).toISOString();

/** What arrived so soon was sent as it was done. */
const AT_ONCE_MS = 2 * 60_000;

/** When something that has arrived was done, by the phone's clock, where that was well before it arrived; null = it was sent at once. */
export function doneBefore(
  { work, madeAtMs }: Pick<Entry, "work" | "madeAtMs">,
  arrivedMs: number,
): Date | null {
  const doneMs = work.kind === "act" ? madeAtMs : work.seenAtMs;
  return arrivedMs - doneMs > AT_ONCE_MS ? new Date(doneMs) : null;
}
