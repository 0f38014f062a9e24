import { followGrid, loopStateSchema } from "@getu/domain";
import type { IncidentStatus, LoopState } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { writeIncidentChanges } from "../incident/incident.ts";
import type { IncidentRow } from "../incident/incident.ts";
import { updateRows } from "../incident/ingest.ts";
import { setQueueColumns } from "../queue/queue-columns.ts";
import { movedOf, PLACE_COLUMNS, PLACED } from "../grid/replacement.ts";
import type { PlacedRow } from "../grid/replacement.ts";
import type { TerritoryIndex } from "../grid/territory-index.ts";

/** Incidents that a version moves from a grid, whose path was another then. */
export type IncidentMove = {
  territoryId: number;
  version: number;
  oldPath: string;
  index: TerritoryIndex;
  ids: readonly string[];
};

/**
 * Puts incidents where they belong by the boundaries in force, `grid_at_occurrence` excepted; whoever answers for open ones
 * follows, and is told. Returns how many stand elsewhere now.
 */
export async function moveIncidents(db: Db, tx: Transaction, move: IncidentMove): Promise<number> {
  const { territoryId, index, ids } = move;
  if (ids.length === 0) return 0;
  // Locked and asked once more: an import may have corrected a position since the page was read.
  const { rows } = await tx.query<PlacedRow & { status: IncidentStatus }>(
    `SELECT ${PLACED}, status FROM incident WHERE territory_id = $1 AND id = ANY ($2::bigint[])
     ORDER BY id FOR NO KEY UPDATE`,
    [territoryId, ids],
  );
  const moved = movedOf(rows, index);
  await updateRows(tx, moved, { table: "incident", territoryId, columns: PLACE_COLUMNS });
  const placeOf = new Map(moved.map(({ id, gridCurrent }) => [id, gridCurrent]));
  const standing = rows.map(({ id, status, grid_current: from }) => {
    const to = placeOf.get(id);
    return { id, from, to: to === undefined ? from : to, isOpen: status !== "closed" };
  });
  await moveDuties(
    tx,
    move,
    standing.filter(({ isOpen }) => isOpen),
  );
  const elsewhere = standing.filter(({ from, to }) => from !== to);
  const handedOn = elsewhere.filter(({ isOpen }) => isOpen);
  await tellOfWork(tx, move, handedOn);
  await tellScreens(db, tx, { territoryId, handedOn });
  return elsewhere.length;
}

/** An incident with the grid that it stood in and the one that it stands in. */
type Standing = { id: string; from: number | null; to: number | null };

/** Writes the duties of the loop and what queues go by. */
async function moveDuties(
  tx: Transaction,
  { territoryId, oldPath, index }: IncidentMove,
  open: readonly Standing[],
): Promise<void> {
  const { rows } = await tx.query<{ incident_id: string; state: unknown }>(
    "SELECT incident_id, state FROM incident_loop WHERE territory_id = $1 AND incident_id = ANY ($2::bigint[])",
    [territoryId, open.map(({ id }) => id)],
  );
  const gridOf = new Map(open.map(({ id, to }) => [id, to]));
  const followed = rows.flatMap(({ incident_id: id, state: found }) => {
    const state = loopStateSchema.parse(found);
    const next = followGrid(state, { from: oldPath, to: index.pathOf(gridOf.get(id) ?? null) });
    return next === state ? [] : [{ id, state: next }];
  });
  await writeStates(tx, territoryId, followed);
}

async function writeStates(
  tx: Transaction,
  territoryId: number,
  followed: readonly { id: string; state: LoopState }[],
): Promise<void> {
  if (followed.length === 0) return;
  await tx.query(
    `WITH new AS (SELECT * FROM unnest($2::bigint[], $3::jsonb[]) AS new(id, state)), loop AS (
       UPDATE incident_loop SET state = new.state FROM new WHERE territory_id = $1 AND incident_id = new.id
     ) UPDATE incident SET ${setQueueColumns("new.state")} FROM new WHERE territory_id = $1 AND incident.id = new.id`,
    [territoryId, followed.map(({ id }) => id), followed.map(({ state }) => JSON.stringify(state))],
  );
}

async function tellOfWork(
  tx: Transaction,
  { territoryId, version }: IncidentMove,
  handedOn: readonly Standing[],
): Promise<void> {
  await tx.query(
    `INSERT INTO moved_work (territory_id, version, incident_id, from_grid, to_grid)
     SELECT $1, $2, * FROM unnest($3::bigint[], $4::integer[], $5::integer[])
     ON CONFLICT (territory_id, version, incident_id) DO UPDATE SET to_grid = excluded.to_grid`,
    [
      territoryId,
      version,
      handedOn.map(({ id }) => id),
      handedOn.map(({ from }) => from),
      handedOn.map(({ to }) => to),
    ],
  );
}

async function tellScreens(
  db: Db,
  tx: Transaction,
  { territoryId, handedOn }: { territoryId: number; handedOn: readonly Standing[] },
): Promise<void> {
  if (handedOn.length === 0) return;
  const { rows } = await tx.query<IncidentRow>(
    "SELECT * FROM incident WHERE territory_id = $1 AND id = ANY ($2::bigint[]) ORDER BY id",
    [territoryId, handedOn.map(({ id }) => id)],
  );
  await writeIncidentChanges(db, { tx, territoryId, rows });
}
