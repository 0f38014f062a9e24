import type { Rulebook } from "@getu/domain";
import type { Db } from "../db.ts";
import { inTransaction } from "../db.ts";
import { openIncident } from "./open-incident.ts";
import { putOff } from "./put-off.ts";

type IncidentKey = { territoryId: number; incidentId: number };

/** So many are taken into the loop in one transaction: a commit for each was most of what it cost. */
const TOGETHER = 50;

/**
 * Takes open incidents that an import brought into the loop, so that each has an owner and clocks; says how many. Those of
 * one territory go together, what somebody else has is left to them, and where a group cannot be taken whole each is taken
 * by itself. Throws at the end when some could not, so that one bad row holds nobody up.
 */
export async function adoptImported(
  db: Db,
  { rulebook, limit }: { rulebook: Rulebook; limit: number },
): Promise<{ adopted: number }> {
  const { rows } = await db.pool.query<{ territory_id: number; id: string }>(
    `SELECT territory_id, id FROM incident WHERE status <> 'closed' AND NOT EXISTS (
       SELECT FROM incident_loop AS loop WHERE loop.territory_id = incident.territory_id AND incident_id = id)
     LIMIT $1`,
    [limit],
  );
  const keys = rows.map((row) => ({ territoryId: row.territory_id, incidentId: Number(row.id) }));
  const failures: unknown[] = [];
  let adopted = 0;
  for (const group of groupsOf(keys)) {
    const taken = await adoptTogether(db, group, rulebook).catch(() => null);
    adopted += taken ?? (await adoptEach(db, group, { rulebook, failures }));
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} incidents could not be taken into the loop`);
  return { adopted };
}

async function adoptEach(
  db: Db,
  keys: readonly IncidentKey[],
  { rulebook, failures }: { rulebook: Rulebook; failures: unknown[] },
): Promise<number> {
  let adopted = 0;
  for (const key of keys) {
    try {
      adopted += await adoptTogether(db, [key], rulebook);
    } catch (error) {
      failures.push(error);
    }
  }
  return adopted;
}

/** Who holds incidents of one territory waits for the boundaries of no other. */
function groupsOf(keys: readonly IncidentKey[]): IncidentKey[][] {
  const byTerritory = Map.groupBy(keys, ({ territoryId }) => territoryId);
  return [...byTerritory.values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / TOGETHER) }, (_, i) =>
      own.slice(i * TOGETHER, (i + 1) * TOGETHER),
    ),
  );
}

const adoptTogether = (db: Db, keys: readonly IncidentKey[], rulebook: Rulebook): Promise<number> =>
  inTransaction(db, async (tx) => {
    let adopted = 0;
    for (const key of keys) {
      const open = await openIncident(db, tx, { ...key, rulebook, busy: "leave" });
      if (!open || open.adopted.length === 0) continue;
      await putOff(tx, open, key);
      adopted += 1;
    }
    return adopted;
  });
