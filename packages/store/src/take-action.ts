import { applyAction, findCondition, isNear, proofOf } from "@getu/domain";
import type {
  Action,
  ActionRefusal,
  Actor,
  Classification,
  Command,
  FilingCondition,
  Incident,
  Outcome,
  PhotoKind,
  RuledCorrection,
  Rulebook,
  Step,
} from "@getu/domain";
import type { Db, Transaction } from "./db.ts";
import { inTransaction } from "./db.ts";
import type { UnknownMatter } from "./file-report.ts";
import { findDelivery, openIncident } from "./open-incident.ts";
import type { OpenIncident } from "./open-incident.ts";
import { attachPhotos } from "./photo.ts";
import { listProof } from "./proof.ts";
import { writeOutcome } from "./write-outcome.ts";

/** What is to be done: a command as it comes in, which names what the incident is about and no rule. */
type GivenCommand = Omit<Command, "correction"> & { classification?: Classification | undefined };

/** An action on its way in. */
export type ActionDelivery = {
  territoryId: number;
  incidentId: number;
  command: GivenCommand;
  /** Everything the one who acts may act as; the first that the action is open to counts. */
  actors: readonly Actor[];
  rulebook: Rulebook;
  /** What the sender calls this delivery. */
  idempotencyKey: string;
  /** Pending photos that come along. */
  photoIds?: readonly string[] | undefined;
  /** How many steps of the history the sender has seen; where there are more, nothing is done. */
  seenSteps?: number | undefined;
};

/** Why an action could not be taken. */
export type TakeRefusal =
  | ActionRefusal
  | UnknownMatter
  | { code: "INCIDENT_NOT_FOUND"; territoryId: number; incidentId: number }
  | { code: "INCIDENT_CHANGED_MEANWHILE"; incidentId: number; seen: number; current: number }
  | { code: "PHOTO_NOT_FOUND"; territoryId: number; photoId: string }
  | { code: "KEY_USED_BEFORE"; incidentId: number; action: Action };

/** The incident after the action, or why it could not be taken. */
export type Taken = { incident: Incident } | { refusal: TakeRefusal };

/**
 * Takes an action once: row-locked, by the clock of the database, with its step and what screens are told in the same
 * transaction. A delivery that comes again gives the incident as it is and changes nothing.
 */
export const takeAction = (db: Db, delivery: ActionDelivery): Promise<Taken> =>
  inTransaction(db, (tx) => takeActionWithin(db, tx, delivery), { bell: "later" });

/** The same inside a transaction, for those that write more along with it. */
export async function takeActionWithin(db: Db, tx: Transaction, delivery: ActionDelivery): Promise<Taken> {
  const { territoryId, incidentId, idempotencyKey: key, photoIds: ids = [] } = delivery;
  const open = await openIncident(db, tx, { ...delivery, busy: "wait" });
  if (!open || !isNearAny(open, delivery.actors)) return { refusal: notFound(delivery) };
  const before = await findDelivery(tx, { territoryId, key });
  if (before) return recall(before, delivery, open.incident);
  const attempted = findUnseen(delivery, open) ?? (await attempt(db, tx, { delivery, open }));
  if ("refusal" in attempted) return attempted;
  await attachPhotos(tx, { territoryId, incidentId, ids });
  return { incident: await writeOutcome(tx, open, { territoryId, key, ...attempted }) };
}

/** The step that an action would leave by now, or why it cannot be taken; nothing is done. */
export function previewAction(
  db: Db,
  delivery: Omit<ActionDelivery, "idempotencyKey">,
): Promise<{ step: Step } | { refusal: TakeRefusal }> {
  return inTransaction(db, async (tx) => {
    const open = await openIncident(db, tx, { ...delivery, busy: "look" });
    if (!open || !isNearAny(open, delivery.actors)) return { refusal: notFound(delivery) };
    const attempted = await attempt(db, tx, { delivery, open });
    return "refusal" in attempted ? attempted : { step: attempted.step };
  });
}

const notFound = ({ territoryId, incidentId }: Pick<ActionDelivery, "territoryId" | "incidentId">) =>
  ({ code: "INCIDENT_NOT_FOUND", territoryId, incidentId }) as const;

/** Who stands nowhere near an incident does not learn that it is there. */
const isNearAny = ({ state, gridPath }: OpenIncident, actors: readonly Actor[]): boolean =>
  actors.some((actor) => isNear(state, gridPath, actor.gridPath));

function recall(
  before: { incidentId: number; action: Action },
  { incidentId, command }: ActionDelivery,
  incident: Incident,
): Taken {
  const isSame = before.incidentId === incidentId && before.action === command.action;
  return isSame ? { incident } : { refusal: { code: "KEY_USED_BEFORE", ...before } };
}

/** Refuses what was decided on a history that has gone on. */
function findUnseen(
  { incidentId, seenSteps: seen }: ActionDelivery,
  { on, adopted }: OpenIncident,
): { refusal: TakeRefusal } | null {
  const current = on.steps + adopted.length;
  if (seen === undefined || seen === current) return null;
  return { refusal: { code: "INCIDENT_CHANGED_MEANWHILE", incidentId, seen, current } };
}

type Attempted =
  | (Exclude<Outcome, { refusal: unknown }> & { classified?: Classified | undefined })
  | { refusal: TakeRefusal };

/** What an incident is after a correction. */
type Classified = Pick<Incident, "category" | "condition" | "severity">;

const isForeign = (outcome: Outcome): boolean =>
  "refusal" in outcome && outcome.refusal.code === "ACTION_NOT_YOURS";

async function attempt(
  db: Db,
  tx: Transaction,
  { delivery, open }: { delivery: Omit<ActionDelivery, "idempotencyKey">; open: OpenIncident },
): Promise<Attempted> {
  const { actors, rulebook } = delivery;
  const { classification, ...given } = delivery.command;
  const { action, assignee } = given;
  const condition = classification && findCondition(rulebook.catalogue, classification);
  if (condition === null) return { refusal: { code: "CATEGORY_UNKNOWN", ...classification! } }; // null: it was asked for
  const correction = classification && condition && correct(open.incident, classification, condition);
  const proof = await findLacking(tx, delivery, open);
  if ("refusal" in proof) return proof;
  const command = { ...given, correction };
  const outcomes = actors.map((actor) => applyAction(open.state, command, { ...open, ...proof, actor }));
  const outcome = outcomes.find((each) => !isForeign(each)) ??
    outcomes[0] ?? { refusal: { code: "ACTION_NOT_YOURS", action, because: "role" } as const };
  if ("refusal" in outcome) return outcome;
  const { status } = open.state;
  const notPossible = (because: "assignee-unknown" | "duplicate-unfit"): Attempted => ({
    refusal: { code: "ACTION_NOT_POSSIBLE", action, status, because },
  });
  if (assignee && !open.isThere(assignee)) return notPossible("assignee-unknown");
  if (action === "merge" && !(await fitsAsOriginal(db, tx, delivery))) return notPossible("duplicate-unfit");
  const isCorrected = outcome.step.correction !== null && classification && condition;
  return isCorrected
    ? { ...outcome, classified: { ...classification, severity: condition.severity } }
    : outcome;
}

const correct = (
  { category, condition }: Incident,
  to: Classification,
  { deadline }: FilingCondition,
): RuledCorrection => ({ from: { category, condition }, to, deadline });

/** The photos that the catalogue demands of the incident before it is fed back and that are neither there nor brought. */
async function findLacking(
  tx: Transaction,
  {
    territoryId,
    incidentId,
    command,
    rulebook,
    photoIds: brought = [],
  }: Omit<ActionDelivery, "idempotencyKey">,
  { incident, state }: OpenIncident,
): Promise<{ lacking: PhotoKind[] } | { refusal: TakeRefusal }> {
  const demanded = command.action === "feed-back" ? proofOf(rulebook.catalogue, incident.category) : [];
  if (demanded.length === 0 && brought.length === 0) return { lacking: [] };
  const since = state.clock.startedAt;
  const { kinds, missing } = await listProof(tx, { territoryId, incidentId, since, brought });
  if (missing[0] !== undefined)
    return { refusal: { code: "PHOTO_NOT_FOUND", territoryId, photoId: missing[0] } };
  return { lacking: demanded.filter((kind) => !kinds.includes(kind)) };
}

/**
 * An original is another incident that somebody of the actors has to do with, and no duplicate itself; it stays so until
 * we are done. One that is elsewhere is as unfit as one that is not there.
 */
async function fitsAsOriginal(
  db: Db,
  tx: Transaction,
  { territoryId, incidentId, command, actors, rulebook }: Omit<ActionDelivery, "idempotencyKey">,
): Promise<boolean> {
  const original = command.duplicateOf;
  if (original === undefined || original === incidentId) return false;
  await tx.query("SELECT FROM incident WHERE territory_id = $1 AND id = $2 FOR SHARE", [
    territoryId,
    original,
  ]);
  const found = await openIncident(db, tx, { territoryId, incidentId: original, rulebook, busy: "look" });
  return found !== null && isNearAny(found, actors) && found.state.duplicateOf === null;
}
