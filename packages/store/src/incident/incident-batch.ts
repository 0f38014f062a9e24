import type { AcceptedIncident } from "./accepted-incidents.ts";
import { LIVE_ROWS, writeIncidentsChange } from "../change/change.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import type { IdSet } from "../id-set.ts";
import { placeRecords } from "./incident-place.ts";
import { writeIncidentChanges } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";
import { copyRows, upsertRows } from "./ingest.ts";
import { INCIDENT_COLUMNS, INCIDENT_UPSERT } from "./placed-incident.ts";
import type { PlacedIncident } from "./placed-incident.ts";
import type { PastIndexes } from "../grid/territory-index.ts";
import { getVersion } from "../grid/territory.ts";
import { lockImports } from "../grid/territory-lock.ts";

/** A batch of one import. No external id may stand in it twice, nor in another batch that is being written. */
export type IncidentBatch = {
  territoryId: number;
  accepted: readonly AcceptedIncident[];
  /** Incidents that earlier batches of the same import have brought. */
  met: Pick<IdSet, "has">;
  past: PastIndexes;
  /** What the batches before were like: where all of them were new nothing is looked up until a key proves that wrong. */
  before: "all-new" | "some-known";
};

/** What became of a batch. */
export type BatchOutcome = {
  inserted: number;
  updated: number;
  unchanged: number;
  /** Those that an earlier batch has brought already; nothing was done with them. */
  repeated: readonly AcceptedIncident[];
  /** Ids of all the others. */
  ids: readonly number[];
};

/** The same report may come by another way at the same moment: a key that exists now, or each waiting for the other. */
const MEETINGS: ReadonlySet<unknown> = new Set(["23505", "40P01"]);
const MAX_ATTEMPTS = 6;

const isMeeting = (error: unknown): boolean =>
  error instanceof Error && "code" in error && MEETINGS.has(error.code);

/**
 * Writes a batch and what the screens are told of it in one transaction, so that no end of the process parts them.
 * Where somebody else brings one of its incidents meanwhile the batch begins again and finds it. It waits then until no
 * other batch is being written: two imports of one file in another order would meet with every batch.
 */
export async function writeIncidentBatch(db: Db, batch: IncidentBatch): Promise<BatchOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    const find = attempt === 1 && batch.before === "all-new" ? findNone : findKnown;
    const mode = attempt === 1 ? "shared" : "exclusive";
    try {
      return await inTransaction(db, async (tx) => {
        await lockImports(tx, { territoryId: batch.territoryId, mode });
        return writeOnce(db, tx, { ...batch, find });
      });
    } catch (error) {
      if (!isMeeting(error) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}

type Identified = PlacedIncident & { id: number };

/** New incidents bring their ids along: COPY would not tell which it gave them. */
const COPIED = {
  table: "incident",
  columns: [{ name: "id", type: "bigint", valueOf: ({ id }: Identified) => id }, ...INCIDENT_COLUMNS],
} as const;

async function writeOnce(
  db: Db,
  tx: Transaction,
  { territoryId, accepted, met, past, find }: IncidentBatch & { find: FindKnown },
): Promise<BatchOutcome> {
  await tx.query("SET LOCAL statement_timeout = 0");
  const known = await find(tx, territoryId, accepted);
  const isRepeated = ({ record }: AcceptedIncident): boolean =>
    met.has(known.get(record.externalId)?.id ?? 0); // ids begin at 1
  const records = accepted.flatMap((incident) => (isRepeated(incident) ? [] : [incident.record]));
  const placed = await placeRecords(db, { tx, territoryId, records, past });
  const isKnown = ({ record }: PlacedIncident): boolean => known.has(record.externalId!); // as accepted
  const fresh = await giveIds(
    tx,
    placed.filter((incident) => !isKnown(incident)),
  );
  await copyRows<Identified>(tx, fresh, COPIED);
  const updated = await upsertRows<PlacedIncident, string>(tx, placed.filter(isKnown), INCIDENT_UPSERT);
  const freshIds = fresh.map(({ id }) => id);
  const updatedIds = new Set(updated.map(({ id }) => Number(id)));
  const isMoved = ({ record, gridCurrent }: PlacedIncident): boolean => {
    const was = known.get(record.externalId!); // as accepted
    return was !== undefined && updatedIds.has(was.id) && was.gridId !== gridCurrent;
  };
  await tell(db, { tx, territoryId, ids: [...freshIds, ...updatedIds], hasMoved: placed.some(isMoved) });
  return {
    inserted: fresh.length,
    updated: updated.length,
    unchanged: placed.length - fresh.length - updated.length,
    repeated: accepted.filter(isRepeated),
    ids: [...freshIds, ...records.flatMap(({ externalId }) => known.get(externalId)?.id ?? [])],
  };
}

/** The incidents that are there already, by external id. */
type FindKnown = (
  tx: Transaction,
  territoryId: number,
  accepted: readonly AcceptedIncident[],
) => Promise<ReadonlyMap<string, { id: number; gridId: number | null }>>;

const findNone: FindKnown = async () => new Map();

/**
 * Asks for the incidents of a territory that are there already, by a list of external ids. The list is passed through a subquery, which hides its
 * length: of thousands of ids the planner believes, until the table has statistics, that they match every row, and reads
 * the whole territory for each batch instead of asking the unique index.
 */
export const KNOWN_INCIDENTS = `SELECT external_id, id, grid_current FROM incident
  WHERE territory_id = $1 AND external_id = ANY (ARRAY(SELECT unnest($2::text[])))`;

const findKnown: FindKnown = async (tx, territoryId, accepted) => {
  const ids = accepted.map(({ record }) => record.externalId);
  type Row = { external_id: string; id: string; grid_current: number | null };
  const { rows } = await tx.query<Row>(KNOWN_INCIDENTS, [territoryId, ids]);
  return new Map(
    rows.map(({ external_id, id, grid_current }) => [external_id, { id: Number(id), gridId: grid_current }]),
  );
};

/** The name of the sequence is found once: asked for with every id it cost more than the id. */
async function giveIds(tx: Transaction, fresh: readonly PlacedIncident[]): Promise<Identified[]> {
  const { rows } = await tx.query<{ ids: string }>(
    `SELECT coalesce(string_agg(nextval(owned.ids)::text, ','), '') AS ids
     FROM (SELECT pg_get_serial_sequence('incident', 'id')::regclass AS ids OFFSET 0) AS owned, generate_series(1, $1)`,
    [fresh.length],
  );
  const ids = rows[0]!.ids.split(","); // an aggregate without GROUP BY gives one row
  return fresh.map((incident, i) => Object.assign(incident, { id: Number(ids[i]) })); // placed for this batch alone
}

type Told = { tx: Transaction; territoryId: number; ids: readonly number[]; hasMoved: boolean };

/**
 * Puts the incidents with these ids into the feed, or asks the screens to fetch afresh: when they are many, and when one
 * has left its grid, of which those who no longer see it may hear nothing else.
 */
async function tell(db: Db, { tx, territoryId, ids, hasMoved }: Told): Promise<void> {
  if (ids.length === 0) return;
  if (hasMoved || ids.length > LIVE_ROWS) {
    await writeIncidentsChange(tx, territoryId, await getVersion(tx, territoryId));
    return;
  }
  const { rows } = await tx.query<IncidentRow>(
    "SELECT * FROM incident WHERE territory_id = $1 AND id = ANY ($2::bigint[]) ORDER BY id",
    [territoryId, ids],
  );
  await writeIncidentChanges(db, { tx, territoryId, rows });
}
