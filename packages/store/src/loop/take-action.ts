import type { Incident, Step } from "@getu/domain";
import { contentHash, isSameContent } from "../content-hash.ts";
import { attemptAction, isNearAny } from "./attempt-action.ts";
import type { AttemptRefusal, GivenAction } from "./attempt-action.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { deliveryKey } from "../incident/delivery-key.ts";
import type { UsedKey } from "../incident/file-report.ts";
import { lockOriginalFirst } from "./lock-original.ts";
import { findDelivery, openIncident } from "./open-incident.ts";
import type { KnownDelivery, OpenIncident } from "./open-incident.ts";
import { attachPhotos } from "../incident/photo.ts";
import { writeOutcome } from "./write-outcome.ts";

/** An action on its way in. */
export type ActionDelivery = GivenAction & {
  /** What the sender calls this delivery among their own. */
  idempotencyKey: string;
  /** How many steps of the history the sender has seen; where there are more, nothing is done. */
  seenSteps?: number | undefined;
};

/** Why an action could not be taken. */
export type TakeRefusal =
  | AttemptRefusal
  | { code: "INCIDENT_NOT_FOUND"; territoryId: number; incidentId: number }
  | { code: "INCIDENT_CHANGED_MEANWHILE"; incidentId: number; seen: number; current: number }
  | UsedKey;

/** The incident after the action, or why it could not be taken. */
export type Taken = { incident: Incident } | { refusal: TakeRefusal };

/**
 * Takes an action once: row-locked, by the clock of the database, with its step and what screens are told in the same
 * transaction. A delivery that comes again gives the incident as it is and changes nothing; one of the same key that says
 * something else is refused.
 */
export const takeAction = (db: Db, delivery: ActionDelivery): Promise<Taken> =>
  inTransaction(db, (tx) => takeActionWithin(db, tx, delivery), { bell: "later" });

/** The same inside a transaction, for those that write more along with it. */
export async function takeActionWithin(db: Db, tx: Transaction, delivery: ActionDelivery): Promise<Taken> {
  const { territoryId, incidentId, actors, photoIds: ids = [] } = delivery;
  await lockOriginalFirst(tx, delivery);
  const open = await openIncident(db, tx, { ...delivery, busy: "wait" });
  if (!open || !isNearAny(open, actors)) return { refusal: notFound(delivery) };
  const key = deliveryKey(actors[0]!, delivery.idempotencyKey); // one of them is near
  const before = await findDelivery(tx, { territoryId, key });
  const sent = { key, contentHash: contentOf(delivery) };
  if (before) return recall(before, { ...delivery, ...sent }, open.incident);
  const attempted = findUnseen(delivery, open) ?? (await attemptAction(db, tx, { given: delivery, open }));
  if ("refusal" in attempted) return attempted;
  await attachPhotos(tx, { territoryId, incidentId, ids, sender: actors[0]!.id }); // as above
  return { incident: await writeOutcome(tx, open, { territoryId, sent, ...attempted }) };
}

/** The step that an action would leave by now, or why it cannot be taken; nothing is done. */
export function previewAction(
  db: Db,
  given: GivenAction,
): Promise<{ step: Step } | { refusal: TakeRefusal }> {
  return inTransaction(db, async (tx) => {
    const open = await openIncident(db, tx, { ...given, busy: "look" });
    if (!open || !isNearAny(open, given.actors)) return { refusal: notFound(given) };
    const attempted = await attemptAction(db, tx, { given, open });
    return "refusal" in attempted ? attempted : { step: attempted.step };
  });
}

const notFound = ({ territoryId, incidentId }: GivenAction) =>
  ({ code: "INCIDENT_NOT_FOUND", territoryId, incidentId }) as const;

/**
 * The hash of what somebody wants done. How much of the history they had seen is left out, for it grows from try to try,
 * and so are photos, which are uploaded anew, and when it was done, which a phone reckons anew by the server's clock.
 */
const contentOf = ({ incidentId, command }: ActionDelivery): string =>
  contentHash({ incidentId, command: { ...command, doneAt: undefined } });

function recall(
  { contentHash: said, ...before }: KnownDelivery,
  { incidentId, command, contentHash: says }: ActionDelivery & { contentHash: string },
  incident: Incident,
): Taken {
  const isSame =
    before.incidentId === incidentId && before.action === command.action && isSameContent(said, says);
  return isSame ? { incident } : { refusal: { code: "KEY_USED_BEFORE", ...before } };
}

/** Refuses what was decided on a history that has gone on; what is only added to it was not. */
function findUnseen(
  { incidentId, command, seenSteps: seen }: ActionDelivery,
  { on, adopted }: OpenIncident,
): { refusal: TakeRefusal } | null {
  const current = on.steps + adopted.length;
  if (seen === undefined || seen === current || command.action === "supplement") return null;
  return { refusal: { code: "INCIDENT_CHANGED_MEANWHILE", incidentId, seen, current } };
}
