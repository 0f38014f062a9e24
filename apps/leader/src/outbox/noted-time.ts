import { CLAIMED_WITHIN_MS } from "@getu/domain";
import type { ActWork, Entry } from "./entry.ts";

/** The code of an entry whose author is to say when it was. */
export const DOUBTFUL_TIME = "DOUBTFUL_TIME";

/** Whether an entry's author is to be asked when it was before it is sent; what an action leads to is always of the moment it arrives. */
export const isDoubtful = (work: Entry["work"], nowMs: number): boolean =>
  work.kind !== "act" && work.isTimeSure !== true && nowMs - work.seenAtMs > CLAIMED_WITHIN_MS;

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

/** When an action was done, as it is told along with it; undefined = it is sent as it is done, or so late that nobody knows. */
export function claimOf(act: { work: ActWork; madeAtMs: number }, moment: PhoneMoment): string | undefined {
  const done = doneBefore(act, moment.nowMs);
  const isLikely = done !== null && moment.nowMs - done.getTime() <= CLAIMED_WITHIN_MS;
  return isLikely ? occurredAt(done.getTime(), moment) : undefined;
}
