import { z } from "zod";
import { deadlineRuleSchema } from "../incident/catalogue.ts";
import type { Catalogue } from "../incident/catalogue.ts";
import type { Chain } from "./chain.ts";
import { dutySchema } from "./chain.ts";
import { dueAt } from "./clock.ts";
import type { ClockPlace } from "./clock.ts";
import { INCIDENT_STATUSES } from "../incident/incident.ts";

const pauseSchema = z.strictObject({
  from: z.coerce.date(),
  to: z.coerce.date().nullable(),
  kind: z.enum(["pause", "suspension", "verification"]),
  approvedBy: z.string(),
});

/** The clock of a deadline and what has happened to it since it started. */
const loopClockSchema = z.strictObject({
  startedAt: z.coerce.date(),
  rule: deadlineRuleSchema,
  pauses: z.array(pauseSchema),
  extensions: z.array(z.strictObject({ approvedBy: z.string() })),
  /** When the work was fed back, declined or closed; null while it is to be done. */
  stoppedAt: z.coerce.date().nullable(),
});

/** The clock of a deadline and what has happened to it since it started. */
export type LoopClock = z.infer<typeof loopClockSchema>;

/** Where an incident stands in the loop and who answers for it; there is always an owner. */
export const loopStateSchema = z.strictObject({
  status: z.enum(INCIDENT_STATUSES),
  /** The status that a suspension interrupted. */
  before: z.enum(INCIDENT_STATUSES).nullable(),
  owner: dutySchema,
  /** Who owned it before the owner accepted it. */
  givenBy: dutySchema.nullable(),
  /** Who is asked to take or to judge it, and until when. */
  asked: z.strictObject({ duty: dutySchema, acceptBy: z.coerce.date() }).nullable(),
  /** The highest level it has climbed to; null = it has not climbed. */
  reached: z.int().min(0).nullable(),
  /** How long an owner has who got it late; null = the deadline holds. */
  settleBy: z.coerce.date().nullable(),
  /** When a pause or suspension ends by itself. */
  standsUntil: z.coerce.date().nullable(),
  duplicateOf: z.int().positive().nullable(),
  clock: loopClockSchema,
});

/** Where an incident stands in the loop and who answers for it. */
export type LoopState = z.infer<typeof loopStateSchema>;

/** True while somebody below the owner is asked to do the work that the owner answers for. */
export const isEntrusted = ({ status, asked }: Pick<LoopState, "status" | "asked">): boolean =>
  asked !== null && (status === "accepted" || status === "handling");

/** What the loop goes by: who answers, and when the office works. */
export type LoopRules = ClockPlace & { chain: Chain };

/** What the house works by, wherever it stands. */
export type Rulebook = Omit<LoopRules, "timeZone"> & { catalogue: Catalogue };

/** When the work would be due had nobody moved or held the deadline; null where nobody has. */
export function unmovedDueOf({ clock }: LoopState, place: ClockPlace): Date | null {
  const judged = clock.pauses.filter(({ kind }) => kind === "verification");
  const isMoved = clock.extensions.length > 0 || judged.length < clock.pauses.length;
  return isMoved ? dueAt({ ...clock, pauses: judged, extensions: [] }, place) : null;
}

/** When the work is due; null while the clock stands, and while work that was fed back in time is judged. */
export function dueOf({ status, clock }: LoopState, place: ClockPlace): Date | null {
  const due = dueAt(clock, place);
  const isJudged = clock.stoppedAt !== null && status !== "closed";
  return isJudged && due !== null && clock.stoppedAt! <= due ? null : due; // stoppedAt: asked in isJudged
}
