import { HANDLES, isPressing } from "@getu/domain";
import type { Grant, Territory } from "@getu/domain";
import type { Db } from "../db.ts";
import { listGrantsOf } from "../access/grant.ts";
import { readQueue } from "../queue/queue.ts";
import type { ActsAs } from "./remit.ts";
import { listTerritories } from "../grid/territory.ts";

/** Incidents of a territory that call for somebody. */
export type PressingWork = { territory: Territory; incidentIds: readonly number[] };

/** More than this is "very much", whichever it is. */
const MOST_LOOKED_AT = 100;

const actsIn = (grants: readonly Grant[], territoryId: number): ActsAs[] =>
  grants
    .filter((grant) => grant.territoryId === "all" || grant.territoryId === territoryId)
    .filter(({ role }) => HANDLES.some((handles) => handles === role));

/** What waits to be accepted by somebody or is late with them, wherever they have work; the latest hundred of each territory. */
export async function listPressingWork(db: Db, personId: string): Promise<PressingWork[]> {
  const grants = await listGrantsOf(db, personId);
  const found: PressingWork[] = [];
  for (const territory of await listTerritories(db)) {
    const actors = actsIn(grants, territory.id);
    if (actors.length === 0) continue;
    const scope = { territoryId: territory.id };
    const page = { queue: "mine", order: "due", filter: {}, limit: MOST_LOOKED_AT, after: null } as const;
    const { entries, asOf } = await readQueue(db, { ...page, actors, scope });
    const pressing = entries.filter((entry) => isPressing(entry, new Date(asOf)));
    found.push({ territory, incidentIds: pressing.map(({ id }) => id) });
  }
  return found;
}
