import { isNewestFirst } from "@getu/domain";
import type { Duty, GridId, QueueCount, QueueEntry, QueuePage, Scope } from "@getu/domain";
import type { Db } from "../db.ts";
import { databaseNow } from "../db.ts";
import { listGridIds, nearScope } from "../grid/grid-tree.ts";
import { toIncident } from "../incident/incident.ts";
import type { IncidentRow } from "../incident/incident.ts";
import { MOST_WALKED, walkSql } from "./queue-walk.ts";
import type { Bind, QueueQuestion } from "./queue-walk.ts";
import { findRemit } from "../loop/remit.ts";
import type { ActsAs } from "../loop/remit.ts";

/** Which page of which queue, and what the one who asks acts as and may see. */
export type QueueRequest = Pick<QueueQuestion, "queue" | "order" | "filter"> & {
  actors: readonly ActsAs[];
  scope: Scope;
  limit: number;
  after: QueueQuestion["after"];
  mostWalked?: number | undefined;
};

type EntryRow = IncidentRow & {
  reached: number | null;
  owner: Duty | null;
  owned_since: Date | null;
  asked: { duty: Duty; acceptBy: string } | null;
};

type WalkRow = EntryRow & { rung: number; at: Date | null; fits: boolean | null; is_end: boolean };

const toEntry = (row: EntryRow): QueueEntry => ({
  ...toIncident(row),
  owner: row.owner,
  ownedSince: row.owned_since?.toISOString() ?? null,
  asked: row.asked && { duty: row.asked.duty, acceptBy: new Date(row.asked.acceptBy).toISOString() },
  reached: row.reached,
});

const OWNED_SINCE = `SELECT max(at) FROM incident_step AS step
  WHERE step.territory_id = incident.territory_id AND step.incident_id = incident.id
  AND owner_before IS DISTINCT FROM owner_after`;
const ENTRY = `incident.*, state -> 'owner' AS owner, nullif(state -> 'asked', 'null') AS asked, (${OWNED_SINCE}) AS owned_since`;
const WITH_LOOP = `LEFT JOIN incident_loop AS loop
  ON loop.territory_id = incident.territory_id AND loop.incident_id = incident.id`;

function binding(): { values: unknown[]; bind: Bind } {
  const values: unknown[] = [];
  return { values, bind: (value) => `$${values.push(value)}` };
}

/** What is one's own is so wherever it lies: whoever owns an incident or is asked has to do with it. */
const OWN: ReadonlySet<string> = new Set(["mine", "to-verify"]);

/** The grids that are looked at: those of the scope, and of them those below the grid of the filter; null = all, and outside. */
async function gridIdsOf(
  db: Db,
  { scope, queue, filter: { gridId } }: Pick<QueueRequest, "scope" | "queue" | "filter">,
): Promise<GridId[] | null> {
  const visible = OWN.has(queue) ? null : await listGridIds(db, scope);
  if (gridId === undefined) return visible;
  if (gridId === null) return visible === null ? null : []; // who sees a part sees nothing of what lies outside
  const below = (await listGridIds(db, { territoryId: scope.territoryId, within: [gridId] })) ?? [];
  if (visible === null) return below;
  const known = new Set(visible);
  return below.filter((id) => known.has(id));
}

async function toQuestion(db: Db, request: Omit<QueueRequest, "limit">): Promise<QueueQuestion> {
  const { queue, order, filter, after, scope, mostWalked = MOST_WALKED } = request;
  const { territoryId } = scope;
  const actors = OWN.has(queue) ? request.actors : [];
  const [gridIds, now, remit] = await Promise.all([
    gridIdsOf(db, request),
    databaseNow(db),
    findRemit(db, { territoryId, actors }),
  ]);
  return { territoryId, queue, order, filter, remit, gridIds, now, after, mostWalked };
}

/** One page of a queue, behind `after`; what an answer costs is bounded, so a page may be cut short (`isCut`). */
export async function readQueue(db: Db, request: QueueRequest): Promise<QueuePage> {
  const question = await toQuestion(db, request);
  const { values, bind } = binding();
  const walk = walkSql(question, { take: request.limit + 1, bind });
  const down = isNewestFirst(question.order) ? "DESC" : "";
  const { rows } = await db.pool.query<WalkRow>(
    `SELECT rung, nullif(walk.at, 'infinity') AS at, fits, is_end, ${ENTRY} FROM (${walk}) AS walk
     JOIN incident ON incident.territory_id = ${bind(question.territoryId)} AND incident.id = walk.id ${WITH_LOOP}
     ORDER BY rung, walk.at ${down}, walk.id ${down}`,
    values,
  );
  const exact = request.after === null ? await findExact(db, request) : [];
  return { exact, ...toPage(rows, request.limit), asOf: question.now.toISOString() };
}

/** The page that a walk gives: up to the first end of a stretch, behind which nothing is known. */
function toPage(rows: readonly WalkRow[], limit: number): Pick<QueuePage, "entries" | "next" | "isCut"> {
  const entries = new Map<string, QueueEntry>();
  let last: WalkRow | null = null;
  for (const row of rows) {
    if (row.fits && !entries.has(row.id)) {
      if (entries.size === limit)
        return { entries: [...entries.values()], next: toCursor(last!), isCut: false }; // a full page has a last row
      entries.set(row.id, toEntry(row));
    }
    last = row;
    if (row.is_end) return { entries: [...entries.values()], next: toCursor(row), isCut: true };
  }
  return { entries: [...entries.values()], next: null, isCut: false };
}

const toCursor = ({ rung, at, id }: WalkRow): QueuePage["next"] => ({
  rung,
  at: at?.toISOString() ?? null,
  id: Number(id),
});

const NUMBER = /^#?([1-9]\d{0,15})$/;

/** The incidents that the scope has to do with and that have just this number or external id: two looks into indexes, however many there are. */
async function findExact(
  db: Db,
  { scope: { territoryId, within }, filter: { text } }: QueueRequest,
): Promise<QueueEntry[]> {
  if (text === undefined) return [];
  const number = NUMBER.exec(text)?.[1] ?? null;
  const { rows } = await db.pool.query<EntryRow>(
    `SELECT ${ENTRY} FROM incident ${WITH_LOOP} WHERE incident.territory_id = $1
     AND (incident.id = $2::bigint OR external_id = $3) AND ${nearScope({ territory: "$1", within: "$4" })}
     ORDER BY incident.id LIMIT 2`,
    [territoryId, number, text, within],
  );
  return rows.map(toEntry);
}

/** Counting stops there: a queue with more is long, however long it is. */
const COUNTED = 1000;

/** How many incidents a queue has, exactly up to `most`: a thousand, unless more are asked for. */
export async function countQueue(
  db: Db,
  { most = COUNTED, ...request }: Omit<QueueRequest, "limit" | "after" | "order"> & { most?: number },
): Promise<QueueCount> {
  const order = request.queue === "overdue" ? "due" : "reported"; // their indexes know everything that is asked
  const question = await toQuestion(db, { ...request, order, after: null });
  const { values, bind } = binding();
  const { rows } = await db.pool.query<{ count: string; is_cut: boolean | null }>(
    `SELECT count(DISTINCT id) FILTER (WHERE fits) AS count, bool_or(is_end) AS is_cut
     FROM (${walkSql(question, { take: most + 1, bind })}) AS walk`,
    values,
  );
  const found = Number(rows[0]!.count); // an aggregate has one row
  return { count: Math.min(found, most), isMore: found > most || rows[0]!.is_cut === true };
}
