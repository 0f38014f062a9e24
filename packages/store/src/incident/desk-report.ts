import type { Actor, Incident, Scope } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { takeReport, takingOnce } from "./file-report.ts";
import type { Filed } from "./file-report.ts";
import type { ReportDelivery } from "./report.ts";
import { inScope } from "../grid/grid-tree.ts";
import { keepAlong } from "./public-case.ts";
import type { NewPublicReport } from "./public-case.ts";
import { takeActionWithin } from "../loop/take-action.ts";
import type { TakeRefusal } from "../loop/take-action.ts";

/** A report that was written down at the desk, with what came along. */
export type DeskDelivery = ReportDelivery &
  Pick<NewPublicReport, "photoIds" | "followedBy" | "contact"> & {
    /** The open incident that it is a further report of, and where the one at the desk may look; null = a matter of its own. */
    sameAs: (Pick<Scope, "within"> & { incidentId: number }) | null;
    /** Everything the one at the desk may act as. */
    actors: readonly Actor[];
  };

/** Thrown when a report cannot be kept as a further one of that incident; nothing of it was written. */
export class NotTheSame extends Error {
  readonly refusal: TakeRefusal;

  constructor(refusal: TakeRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * Takes a report with its photos, its code and its contact: all of it or nothing. One that is about an incident that is
 * there keeps its number, contact and photos and is closed at once as its duplicate, to which its code then leads. A
 * repeated delivery changes nothing.
 */
export async function takeDeskReport(db: Db, delivery: DeskDelivery): Promise<Filed> {
  return takingOnce(db, delivery, async (tx) => {
    const taken = await takeReport(db, { tx, delivery });
    if ("refusal" in taken || !taken.isNew) return taken;
    const along = { ...delivery, sender: delivery.actor.id };
    await keepAlong(tx, { territoryId: delivery.territoryId, incidentId: taken.incident.id }, along);
    return { incident: await mergeInto(db, tx, { delivery, taken: taken.incident }), isNew: true };
  });
}

async function mergeInto(
  db: Db,
  tx: Transaction,
  { delivery, taken }: { delivery: DeskDelivery; taken: Incident },
): Promise<Incident> {
  const { territoryId, sameAs, actors, rulebook, idempotencyKey } = delivery;
  if (sameAs === null) return taken;
  await demandOpen(tx, { territoryId, ...sameAs });
  const merged = await takeActionWithin(db, tx, {
    territoryId,
    incidentId: taken.id,
    command: { action: "merge", duplicateOf: sameAs.incidentId },
    actors,
    rulebook,
    idempotencyKey: `${idempotencyKey}-merge`,
  });
  if ("refusal" in merged) throw new NotTheSame(merged.refusal);
  return merged.incident;
}

/** A call about a matter that is closed is a new one: as its duplicate nobody would do anything about it. */
async function demandOpen(
  tx: Transaction,
  { territoryId, within, incidentId }: Scope & { incidentId: number },
): Promise<void> {
  const { rows } = await tx.query<Pick<Incident, "status">>(
    `SELECT status FROM incident WHERE territory_id = $1 AND id = $2
       AND ${inScope("grid_current", { territory: "$1", within: "$3" })} FOR SHARE`,
    [territoryId, incidentId, within],
  );
  const status = rows[0]?.status;
  if (status === undefined) throw new NotTheSame({ code: "INCIDENT_NOT_FOUND", territoryId, incidentId });
  if (status === "closed")
    throw new NotTheSame({
      code: "ACTION_NOT_POSSIBLE",
      action: "merge",
      status,
      because: "duplicate-unfit",
    });
}
