import { followedStep, followGrid, loopStateSchema } from "@getu/domain";
import type { Followed, IncidentStatus } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { writeIncidentChanges } from "../incident/incident.ts";
import type { IncidentRow } from "../incident/incident.ts";
import { arraysOf, unnest } from "../incident/ingest.ts";
import { insertSteps } from "../incident/write-incident.ts";
import { toStepRows } from "../loop/step-row.ts";
import type { StepHead } from "../loop/step-row.ts";
import { setQueueColumns } from "../queue/queue-columns.ts";
import { movedOf, PLACE_COLUMNS, PLACED } from "../grid/replacement.ts";
import type { MovedIncident, PlacedRow } from "../grid/replacement.ts";
import type { TerritoryIndex } from "../grid/territory-index.ts";

/** Incidents that a version moves, each with the path that the grid it was found in had then. */
export type IncidentMove = {
  territoryId: number;
  version: number;
  index: TerritoryIndex;
  oldPathOf: ReadonlyMap<string, string>;
};

/**
 * Puts incidents where they belong by the boundaries in force, `grid_at_occurrence` excepted; whoever answers for open ones
 * follows, and is told; their history says so. Returns how many stand elsewhere now.
 */
export async function moveIncidents(db: Db, tx: Transaction, move: IncidentMove): Promise<number> {
  const { territoryId, index, oldPathOf } = move;
  if (oldPathOf.size === 0) return 0;
  // Locked and asked once more: an import may have corrected a position since the page was read.
  const { rows } = await tx.query<LockedRow>(
    `SELECT ${PLACED}, status, ctid AS stored_at FROM incident WHERE territory_id = $1 AND id = ANY ($2::bigint[])
     ORDER BY id FOR NO KEY UPDATE`,
    [territoryId, [...oldPathOf.keys()]],
  );
  const moved = movedOf(rows, index);
  await writePlaces(tx, rows, moved);
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

/** A row that nobody else writes before the transaction ends, with where it is stored until then. */
type LockedRow = PlacedRow & { status: IncidentStatus; stored_at: string };

/** Writes rows where they are stored: to look for them by their ids once more is an eighth of the work. */
async function writePlaces(
  tx: Transaction,
  locked: readonly LockedRow[],
  moved: readonly MovedIncident[],
): Promise<void> {
  if (moved.length === 0) return;
  const storedAt = new Map(locked.map(({ id, stored_at }) => [id, stored_at]));
  const columns = [
    { name: "stored_at", type: "tid", valueOf: ({ id }: MovedIncident) => storedAt.get(id) },
    ...PLACE_COLUMNS,
  ];
  const { rowCount } = await tx.query(
    `UPDATE incident AS old SET ${PLACE_COLUMNS.map(({ name }) => `${name} = new.${name}`).join(", ")}
     FROM ${unnest(columns, 1)} WHERE old.ctid = new.stored_at`,
    arraysOf(columns, moved),
  );
  if (rowCount !== moved.length)
    throw new Error(`${rowCount} of ${moved.length} locked incidents were written`);
}

/** An incident with the grid that it stood in and the one that it stands in. */
type Standing = { id: string; from: number | null; to: number | null };

type LoopRow = StepHead & { id: string; state: unknown; due_at: Date | null; now: Date };

/** What followed its grid, on top of its history so far. */
type FollowedLoop = Followed & { id: string; on: StepHead };

/** Writes the duties of the loop, what queues go by, and the step that tells of it. */
async function moveDuties(
  tx: Transaction,
  { territoryId, oldPathOf, index }: IncidentMove,
  open: readonly Standing[],
): Promise<void> {
  if (open.length === 0) return;
  const { rows } = await tx.query<LoopRow>(
    `SELECT incident.id, loop.state, loop.steps, loop.head, incident.due_at, clock_timestamp()::timestamptz(3) AS now
     FROM incident_loop AS loop JOIN incident ON incident.territory_id = $1 AND incident.id = loop.incident_id
     WHERE loop.territory_id = $1 AND loop.incident_id = ANY ($2::bigint[])`,
    [territoryId, open.map(({ id }) => id)],
  );
  const gridOf = new Map(open.map(({ id, to }) => [id, to]));
  const followed = rows.flatMap(({ id, state, steps, head, due_at: dueAt, now: at }): FollowedLoop[] => {
    const before = loopStateSchema.parse(state);
    const after = followGrid(before, { from: oldPathOf.get(id)!, to: index.pathOf(gridOf.get(id) ?? null) }); // all that is moved has one
    return after === before ? [] : [{ id, on: { steps, head }, before, after, at, dueAt }];
  });
  await writeFollowed(tx, territoryId, followed);
}

async function writeFollowed(
  tx: Transaction,
  territoryId: number,
  followed: readonly FollowedLoop[],
): Promise<void> {
  if (followed.length === 0) return;
  const told = followed.map(({ id, on, ...change }) => {
    const place = { territoryId, incidentId: Number(id), on, sent: null };
    const { rows, head } = toStepRows([followedStep(change)], place);
    const hex = Buffer.from(head.head).toString("hex");
    return { rows, loop: { id, state: change.after, steps: head.steps, head: hex } };
  });
  await tx.query(
    `WITH new AS (SELECT * FROM jsonb_to_recordset($2) AS new(id bigint, state jsonb, steps integer, head text)), loop AS (
       UPDATE incident_loop SET state = new.state, steps = new.steps, head = decode(new.head, 'hex')
       FROM new WHERE territory_id = $1 AND incident_id = new.id
     ) UPDATE incident SET ${setQueueColumns("new.state")} FROM new WHERE territory_id = $1 AND incident.id = new.id`,
    [territoryId, JSON.stringify(told.map(({ loop }) => loop))],
  );
  await insertSteps(
    tx,
    told.flatMap(({ rows }) => rows),
  );
}

async function tellOfWork(
  tx: Transaction,
  { territoryId, version }: IncidentMove,
  handedOn: readonly Standing[],
): Promise<void> {
  if (handedOn.length === 0) return;
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
