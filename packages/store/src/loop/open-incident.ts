import { adoptIncident, DEFAULT_LADDER, findCondition, hasLevel, loopStateSchema } from "@getu/domain";
import type { Action, Duty, Incident, LoopRules, LoopState, Rulebook, Step } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { toIncident } from "../incident/incident.ts";
import type { IncidentRow } from "../incident/incident.ts";
import { NO_STEPS } from "./step-row.ts";
import type { StepHead } from "./step-row.ts";
import { getTerritoryIndex } from "../grid/territory-index.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";

/** An incident as it stands in a transaction, which alone may change it unless it only looks, at the moment of the database's clock. */
export type OpenIncident = {
  incident: Incident;
  gridPath: string;
  state: LoopState;
  now: Date;
  rules: LoopRules;
  /** True when somebody can answer by this duty: its grid is there, and its level fits. */
  isThere: (duty: Duty) => boolean;
  /** The history so far, and a step that takes an imported incident into the loop, not yet written. */
  on: StepHead;
  adopted: readonly Step[];
};

/** Which incident, and what to do while somebody else changes it: wait, leave it to them, or only look at it. */
type Opening = { territoryId: number; incidentId: number; rulebook: Rulebook; busy: keyof typeof LOCKS };

const LOCKS = { wait: "FOR NO KEY UPDATE", leave: "FOR NO KEY UPDATE SKIP LOCKED", look: "" } as const;

type LoopRow = {
  state: unknown;
  steps: number | null;
  head: Uint8Array | null;
  now: Date;
  time_zone: string;
};

/** Holds an incident and the boundaries until the transaction ends; null = there is none, or it was left to others. */
export async function openIncident(
  db: Db,
  tx: Transaction,
  { territoryId, incidentId, rulebook, busy }: Opening,
): Promise<OpenIncident | null> {
  await lockBoundaries(tx, { territoryId, mode: "shared" });
  const { rows } = await tx.query<IncidentRow>(
    `SELECT * FROM incident WHERE territory_id = $1 AND id = $2 ${LOCKS[busy]}`,
    [territoryId, incidentId],
  );
  if (!rows[0]) return null;
  const incident = toIncident(rows[0]);
  const loop = await readLoop(tx, { territoryId, incidentId });
  const index = await getTerritoryIndex(db, { tx, territoryId });
  const open = {
    incident,
    gridPath: index.pathOf(incident.gridCurrent),
    now: loop.now,
    rules: { ...rulebook, timeZone: loop.time_zone },
    isThere: (duty: Duty) => hasLevel(duty, rulebook.chain) && index.hasPath(duty.gridPath),
  };
  if (loop.steps === null || loop.head === null)
    return { ...open, on: NO_STEPS, ...adopt(open, { rulebook, known: null }) };
  const on = { steps: loop.steps, head: loop.head };
  const state = loopStateSchema.parse(loop.state);
  // An import that came again has the last word on the status, and its step says so.
  if (state.status !== incident.status) return { ...open, on, ...adopt(open, { rulebook, known: state }) };
  return { ...open, state, on, adopted: [] };
}

/** A statement of its own, after the lock: what the one before us wrote is seen, and the clock is read after it. */
async function readLoop(
  tx: Transaction,
  { territoryId, incidentId }: Pick<Opening, "territoryId" | "incidentId">,
): Promise<LoopRow> {
  const { rows } = await tx.query<LoopRow>(
    `SELECT state, steps, head, time_zone, clock_timestamp()::timestamptz(3) AS now
     FROM territory LEFT JOIN incident_loop ON territory_id = $1 AND incident_id = $2 WHERE territory.id = $1`,
    [territoryId, incidentId],
  );
  return rows[0]!; // an incident has a territory
}

/** What came by an import begins its life in the loop with the first hand that is laid on it. */
function adopt(
  { incident, gridPath, now, rules }: Pick<OpenIncident, "incident" | "gridPath" | "now" | "rules">,
  { rulebook: { catalogue }, known }: { rulebook: Rulebook; known: LoopState | null },
): Pick<OpenIncident, "state" | "adopted"> {
  const { status, severity } = incident;
  const rule = findCondition(catalogue, incident)?.deadline ?? DEFAULT_LADDER[severity];
  const found = { status, reportedAt: new Date(incident.reportedAt), rule, known };
  const { next, step } = adoptIncident(found, { now, gridPath, rules });
  return { state: next, adopted: [step] };
}

/** What a delivery with a key was taken for, and the hash of what it said. */
export type KnownDelivery = { incidentId: number; action: Action; contentHash: Uint8Array | null };

/** The incident and the action that a delivery with this key was taken for; null = it is new. */
export async function findDelivery(
  tx: Transaction,
  { territoryId, key }: { territoryId: number; key: string },
): Promise<KnownDelivery | null> {
  const { rows } = await tx.query<{ id: string; action: Action; said: Uint8Array | null }>(
    `SELECT incident_id AS id, action, content_hash AS said FROM incident_step
     WHERE territory_id = $1 AND idempotency_key = $2`,
    [territoryId, key],
  );
  return rows[0]
    ? { incidentId: Number(rows[0].id), action: rows[0].action, contentHash: rows[0].said }
    : null;
}
