import type { Action, Actor, Classification, Correction, Duty, IncidentStatus, Step } from "@getu/domain";
import { CHAIN_START, chainHash } from "../audit/hash-chain.ts";

/** What a step of an incident stands on: how many there are before it and the hash of the last one. */
export type StepHead = { steps: number; head: Uint8Array };

/** Where a history begins. */
export const NO_STEPS: StepHead = { steps: 0, head: CHAIN_START };

/** A row of the table as the database gives it; never leaves the package. */
export type StepRow = {
  incident_id: string;
  ordinal: number;
  action: Action;
  actor_id: string;
  actor_role: Actor["role"];
  actor_path: string;
  at: Date;
  done_at: Date | null;
  from_status: IncidentStatus | null;
  to_status: IncidentStatus;
  owner_before: Duty | null;
  owner_after: Duty;
  asked: Duty | null;
  clock: Step["clock"];
  due_at: Date | null;
  climbed_to: number | null;
  reason: string | null;
  text: string | null;
  until: Date | null;
  duplicate_of: string | null;
  correction: Correction | null;
  idempotency_key: string | null;
  content_hash: Uint8Array | null;
  hash: Uint8Array;
};

/** A row as the domain knows it. */
export const toStep = (row: StepRow): Step => ({
  action: row.action,
  actor: { id: row.actor_id, role: row.actor_role, gridPath: row.actor_path },
  at: row.at,
  doneAt: row.done_at,
  from: row.from_status,
  to: row.to_status,
  ownerBefore: row.owner_before,
  ownerAfter: row.owner_after,
  asked: row.asked,
  clock: row.clock,
  dueAt: row.due_at,
  climbedTo: row.climbed_to,
  reason: row.reason,
  text: row.text,
  until: row.until,
  duplicateOf: row.duplicate_of === null ? null : Number(row.duplicate_of),
  correction: row.correction,
});

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;
/** Left out where there is none: histories from before there were corrections keep their hashes. */
const corrected = ({ correction }: Step): { correction?: Correction } =>
  correction ? { correction: { from: plainClass(correction.from), to: plainClass(correction.to) } } : {};
/** Left out where there is none, for the same reason. */
const claimed = ({ doneAt }: Step): { done_at?: string } => (doneAt ? { done_at: doneAt.toISOString() } : {});
const plainClass = ({ category, condition }: Classification): Classification => ({ category, condition });
const plainDuty = (duty: Duty | null): Duty | null => duty && { level: duty.level, gridPath: duty.gridPath };

/** What a delivery was called, and the hash of what it said; null = from before that was kept. */
export type Sent = { key: string; contentHash: string | null };

/** Where a step stands: the incident, its place in the history, and the delivery it came by. */
type StepPlace = { territoryId: number; incidentId: number; ordinal: number; sent: Sent | null };

/** Left out where there is none, as corrections are. */
const contentOf = (sent: Sent | null): { content_hash?: string } =>
  sent?.contentHash ? { content_hash: sent.contentHash } : {};

/** What is chained of a step: every column but the hash itself. */
const factsOf = (step: Step, { territoryId, incidentId, ordinal, sent }: StepPlace) => ({
  territory_id: territoryId,
  incident_id: incidentId,
  ordinal,
  action: step.action,
  actor_id: step.actor.id,
  actor_role: step.actor.role,
  actor_path: step.actor.gridPath,
  at: step.at.toISOString(),
  from_status: step.from,
  to_status: step.to,
  owner_before: plainDuty(step.ownerBefore),
  owner_after: plainDuty(step.ownerAfter),
  asked: plainDuty(step.asked),
  clock: step.clock,
  due_at: iso(step.dueAt),
  climbed_to: step.climbedTo,
  reason: step.reason,
  text: step.text,
  until: iso(step.until),
  duplicate_of: step.duplicateOf,
  ...corrected(step),
  ...claimed(step),
  idempotency_key: sent?.key ?? null,
  ...contentOf(sent),
});

/** A step ready to be written: its columns, times as text and the hash in hexadecimal. */
export type NewStepRow = ReturnType<typeof factsOf> & { hash: string };

/** The hash that a step must have on top of the hash before it. */
export const stepHash = (head: Uint8Array, row: StepRow, territoryId: number): Buffer => {
  const { idempotency_key: key, content_hash: content } = row;
  const place = {
    territoryId,
    incidentId: Number(row.incident_id),
    ordinal: row.ordinal,
    sent: key === null ? null : { key, contentHash: content && Buffer.from(content).toString("hex") },
  };
  return chainHash(head, factsOf(toStep(row), place));
};

/** Steps as rows on top of a history, and the history's head afterwards; the one it was sent for carries the delivery. */
export function toStepRows(
  steps: readonly Step[],
  {
    territoryId,
    incidentId,
    on,
    sent,
  }: { territoryId: number; incidentId: number; on: StepHead; sent: Sent | null },
): { rows: NewStepRow[]; head: StepHead } {
  let head = on;
  const named = steps.findIndex(({ action }) => action !== "adopt"); // adopting is our own doing
  const rows = steps.map((step, i) => {
    const place = { territoryId, incidentId, ordinal: head.steps + 1, sent: i === named ? sent : null };
    const facts = factsOf(step, place);
    head = { steps: place.ordinal, head: chainHash(head.head, facts) };
    return { ...facts, hash: Buffer.from(head.head).toString("hex") };
  });
  return { rows, head };
}
