import { createIsoClock } from "@getu/domain";
import type { Channel, IncidentStatus } from "@getu/domain";
import type { Random } from "./random.ts";

/** An instant in ISO 8601. */
export const iso = createIsoClock();

/** Steps of the loop, and the share of the whole handling time at which each is reached. */
const STEPS: readonly [number, IncidentStatus][] = [
  [0.9, "verified"],
  [0.76, "fed-back"],
  [0.3, "handling"],
  [0.18, "accepted"],
  [0.09, "assigned"],
  [0.035, "filed"],
  [-Infinity, "reported"],
];

/** A report as handling sees it; instants in milliseconds. */
type Handled = { reportedAt: number; dueAt: number; now: number; random: Random };

/** 92 in 100 are closed in time; how it ends does not depend on `now`, only how far it has come. */
export function fateOf({ reportedAt, dueAt, now, random }: Handled): {
  status: IncidentStatus;
  closedAt: string | null;
} {
  const inTime = random.chance(0.92);
  const share = inTime
    ? 0.04 + 0.94 * random.next() ** 1.3
    : 1.03 + Math.min(4, -0.55 * Math.log(1 - random.next()));
  const closedAt = Math.floor(reportedAt + (dueAt - reportedAt) * share);
  if (closedAt <= now) return { status: "closed", closedAt: iso(closedAt) };
  const done = (now - reportedAt) / (closedAt - reportedAt);
  const status = STEPS.find(([from]) => done >= from)?.[1] ?? "reported";
  return { status, closedAt: null };
}

/** Usual minutes from what happened to the report of it: devices at once, petitions after days. */
const DELAY_MINUTES = {
  device: 0.5,
  patrol: 3,
  snapshot: 6,
  hotline: 45,
  visit: 240,
  meeting: 2000,
  mailbox: 900,
  "opinion-box": 1500,
  petition: 5000,
} as const satisfies Record<Channel, number>;

/** Milliseconds from what happened to the report of it. */
export function delayMs(channel: Channel, random: Random): number {
  return Math.round(DELAY_MINUTES[channel] * 60_000 * (0.1 - Math.log(1 - random.next())));
}

/** Phones say how sure they are; nobody else does. */
export function accuracyOf(channel: Channel, random: Random): number | null {
  if (channel !== "snapshot" && channel !== "patrol") return null;
  const metres = (channel === "patrol" ? 5 : 8) * Math.exp(0.6 * random.normal());
  return Math.round(Math.min(120, Math.max(2, metres)) * 10) / 10;
}
