import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { writeTerritoryChange } from "../change/change.ts";
import type { GridDraft } from "../grid/grid-draft.ts";
import { pathsOf } from "../grid/grid-paths.ts";
import type { PublishedGrid } from "../grid/grid-publish.ts";
import { moveIncidents } from "./move-incidents.ts";
import type { PlacedRow } from "../grid/replacement.ts";
import { movedOf, PLACED } from "../grid/replacement.ts";
import { getTerritoryIndex } from "../grid/territory-index.ts";
import type { TerritoryIndex } from "../grid/territory-index.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";

/** Incidents in one transaction: whoever asks meanwhile waits for the reading and placing of so many, with five thousand half a second. */
const BATCH_ROWS = 1000;

/** What stands for "outside every grid" in the list of grids. */
const OUTSIDE = 0;

type Queued = {
  territoryId: number;
  version: number;
  redrawn: readonly number[];
  inForce: ReadonlyMap<string, GridDraft>;
  published: readonly PublishedGrid[];
};

/**
 * Notes whose incidents must be asked again (R15): those of the grids beside a border that moved, of those whose place in
 * the hierarchy changed, and what lies outside every grid.
 */
export async function queueReassignment(
  tx: Transaction,
  { territoryId, version, redrawn, inForce, published }: Queued,
): Promise<void> {
  const known = [...inForce.values()].flatMap(({ id, state }) =>
    id !== null && state ? [{ id, parentId: state.parentId }] : [],
  );
  const before = pathsOf(known);
  const after = pathsOf(published.map(({ id, state }) => ({ id, parentId: state.parentId })));
  const touched = new Set(redrawn.filter((id) => before.has(id)));
  for (const [id, path] of before) if (after.get(id) !== path) touched.add(id);
  const gridIds = [OUTSIDE, ...[...touched].sort((a, b) => a - b)];
  const paths = gridIds.map((id) => before.get(id) ?? "");
  await tx.query(
    "INSERT INTO boundary_reassignment (territory_id, version, grid_ids, old_paths) VALUES ($1, $2, $3, $4)",
    [territoryId, version, gridIds, paths],
  );
}

type Job = {
  territory_id: number;
  version: number;
  grid_ids: number[];
  old_paths: string[];
  place: number;
  after_time: Date | null;
  after_id: string;
};

/**
 * Places incidents anew after publications, batch by batch, each in a transaction of its own, until nothing is left or
 * `isStopping` says so. Any number may run at once and any may be killed: how far it has come is written with what it did.
 */
export async function reassignDue(
  db: Db,
  { isStopping = () => false }: { isStopping?: () => boolean } = {},
): Promise<{ asked: number; moved: number }> {
  const total = { asked: 0, moved: 0 };
  while (!isStopping()) {
    const done = await inTransaction(db, (tx) => reassignBatch(db, tx), { bell: "later" });
    if (!done) break;
    total.asked += done.asked;
    total.moved += done.moved;
  }
  return total;
}

/** One batch of the oldest publication that is not through; null when there is none, or another has it. */
async function reassignBatch(db: Db, tx: Transaction): Promise<{ asked: number; moved: number } | null> {
  const { rows } = await tx.query<Job>(
    `SELECT territory_id, version, grid_ids, old_paths, place, after_time, after_id FROM boundary_reassignment
     WHERE ended_at IS NULL ORDER BY territory_id, version LIMIT 1 FOR UPDATE SKIP LOCKED`,
  );
  const job = rows[0];
  if (!job) return null;
  const territoryId = job.territory_id;
  await lockBoundaries(tx, { territoryId, mode: "shared" });
  const index = await getTerritoryIndex(db, { tx, territoryId });
  const oldPathOf = new Map<string, string>();
  let asked = 0;
  while (job.place < job.grid_ids.length && asked < BATCH_ROWS) {
    const page = await readPage(tx, job);
    asked += page.length;
    const oldPath = job.old_paths[job.place]!; // one for each grid
    for (const { id } of concernedOf(page, { job, index })) oldPathOf.set(id, oldPath);
    advance(job, page);
  }
  // All at once: a few rows of a grid cost a statement, what its triggers ask and what its plan takes as much as many do.
  const moved = await moveIncidents(db, tx, { territoryId, version: job.version, index, oldPathOf });
  await writeProgress(tx, job, { asked, moved });
  return { asked, moved };
}

type PageRow = PlacedRow & { reported_at: Date; status: string };

async function readPage(tx: Transaction, job: Job): Promise<PageRow[]> {
  const gridId = job.grid_ids[job.place]!; // asked by whoever calls
  const held = gridId === OUTSIDE ? "grid_current IS NULL AND $2 = 0" : "grid_current = $2";
  const { rows } = await tx.query<PageRow>(
    `SELECT ${PLACED}, reported_at, status FROM incident
     WHERE territory_id = $1 AND ${held} AND (reported_at, id) > (coalesce($3::timestamptz, '-infinity'), $4::bigint)
     ORDER BY reported_at, id LIMIT $5`,
    [job.territory_id, gridId, job.after_time, job.after_id, BATCH_ROWS],
  );
  return rows;
}

/** Of a page what is placed elsewhere now, and open work also where only the path of its grid changed. */
function concernedOf(
  page: readonly PageRow[],
  { job, index }: { job: Job; index: TerritoryIndex },
): PageRow[] {
  const gridId = job.grid_ids[job.place]!; // as above
  const oldPath = job.old_paths[job.place]!; // one for each grid
  const isPathSame = gridId === OUTSIDE || index.pathOf(gridId) === oldPath;
  const moved = new Set(movedOf(page, index).map(({ id }) => id));
  return page.filter(({ id, status }) => moved.has(id) || (!isPathSame && status !== "closed"));
}

/** The next page begins behind this one, or with the next grid. */
function advance(job: Job, page: readonly PageRow[]): void {
  const last = page.length < BATCH_ROWS ? undefined : page.at(-1);
  if (!last) job.place += 1;
  job.after_time = last?.reported_at ?? null;
  job.after_id = last?.id ?? "0";
}

async function writeProgress(
  tx: Transaction,
  job: Job,
  { asked, moved }: { asked: number; moved: number },
): Promise<void> {
  const isThrough = job.place >= job.grid_ids.length;
  await tx.query(
    `UPDATE boundary_reassignment SET place = $3, after_time = $4, after_id = $5, asked = asked + $6, moved = moved + $7,
       ended_at = CASE WHEN $8 THEN clock_timestamp() END WHERE territory_id = $1 AND version = $2`,
    [job.territory_id, job.version, job.place, job.after_time, job.after_id, asked, moved, isThrough],
  );
  // Lists that were fetched meanwhile were half old: screens fetch once more.
  if (isThrough) await writeTerritoryChange(tx, job.territory_id, job.version);
}
