import { setTimeout as sleep } from "node:timers/promises";
import type { IncidentRecord, Territory } from "@getu/domain";
import { isInScope } from "@getu/domain";
import { createTerritory, importGrids, listGrids, reportIncident } from "@getu/store";
import type { Db } from "@getu/store";
import { createTown, TOWN_TERRITORY, townIncident, townPosition } from "@getu/store/testing";
import { gatherCrowd } from "@getu/testkit";
import type { Heard, ListenerPlan } from "@getu/testkit";
import { GRID_PATH_HEADER } from "./test-server.ts";

const COMMUNITIES = 5;
/** Lanes along the town from west to east, and from south to north. */
const [WIDTH, HEIGHT] = [COMMUNITIES * 4, 4];

/** A made-up town of 20 compounds; each is what one listener may hear of. */
export type CrowdTown = {
  territory: Territory;
  /** Grid paths of the compounds. */
  compounds: readonly string[];
};

/** Imports the town. */
export async function createCrowdTown(db: Db): Promise<CrowdTown> {
  const territory = await createTerritory(db, TOWN_TERRITORY);
  const territoryId = territory.id;
  await importGrids(db, { territoryId, records: createTown(COMMUNITIES), file: "town" });
  const grids = await listGrids(db, { territoryId });
  const compounds = grids.filter(({ tier }) => tier === 1).map(({ id, parentId }) => `${parentId}/${id}`);
  await untilNothingIsKeptBack(db);
  return { territory, compounds };
}

/** A change waits for every older transaction, those of other databases too: the town's own must not reach who listens later. */
async function untilNothingIsKeptBack({ pool }: Db): Promise<void> {
  const keptBack = "SELECT FROM change WHERE tx >= pg_snapshot_xmin(pg_current_snapshot()) LIMIT 1";
  while ((await pool.query(keptBack)).rowCount !== 0) await sleep(50);
}

/** How a crowd is tried: how many stay and how many cut their wire again and again, and what they are told. */
export type Trial = {
  steady: number;
  churning: number;
  cutEveryMs: number;
  events: number;
  eventsPerSecond: number;
  /** So many report at the same time. */
  writers: number;
  /** Servers of one database; who loses one goes to the next. */
  ports: readonly number[];
  /** After so long without a word a listener opens another wire; absent = it waits for ever. */
  silenceMs?: number;
  /** Called when so many events have been reported; whoever reported goes on when it has ended. */
  onReported?: (count: number) => void | Promise<void>;
};

/** What became of it. */
export type TrialResult = {
  deliveries: number;
  /** Changes of the listeners' own grids that did not come, or came in another order. */
  missing: number;
  repeated: number;
  /** Changes of other grids that came. */
  foreign: number;
  outOfOrder: number;
  resyncs: number;
  /** How often listeners that stay had to open their stream again. */
  reopened: number;
  /** Of the listeners that stay, sorted. */
  latenciesMs: number[];
};

type Told = { mark: string; gridPath: string };

/** Tells the town's crowd of incidents all over the town, some of them outside it, and compares what each has heard. */
export async function tryCrowd(
  db: Db,
  { territory, compounds }: CrowdTown,
  trial: Trial,
): Promise<TrialResult> {
  const scopes = ["", ...compounds.slice(1)]; // one of twenty hears all
  const plans = Array.from({ length: trial.steady + trial.churning }, (_, i): ListenerPlan => ({
    ports: trial.ports.map((_port, shift) => trial.ports[(i + shift) % trial.ports.length]!), // modulo its length
    path: `/live?territory=${territory.id}`,
    headers: { [GRID_PATH_HEADER]: scopes[i % scopes.length]! }, // modulo its length
    cutEveryMs: i < trial.steady ? null : trial.cutEveryMs,
    silenceMs: trial.silenceMs ?? null,
  }));
  const crowd = await gatherCrowd(plans, "externalId");
  const told = await reportAll(db, territory.id, trial);
  const expected = plans.map(({ headers }) => told.filter(isFor(headers[GRID_PATH_HEADER]!))); // set above
  const heard = await settle(
    () => crowd.tell(),
    expected.reduce((sum, marks) => sum + marks.length, 0),
  );
  await crowd.leave();
  return compare(heard, { expected, steady: trial.steady });
}

const isFor =
  (top: string) =>
  ({ gridPath }: Told): boolean =>
    isInScope(top === "" ? {} : { within: [Number(top.split("/").at(-1))] }, gridPath);

/** Asks again until everything has come, or nothing more comes for a while. */
async function settle(tell: () => Promise<readonly Heard[]>, wanted: number): Promise<readonly Heard[]> {
  const countOf = (heard: readonly Heard[]) => heard.reduce((sum, { marks }) => sum + marks.length, 0);
  let heard = await tell();
  for (let grewAt = Date.now(); countOf(heard) < wanted && Date.now() - grewAt < 3000;) {
    await sleep(300);
    const next = await tell();
    if (countOf(next) > countOf(heard)) grewAt = Date.now();
    heard = next;
  }
  await sleep(300); // what comes too often comes now
  return tell();
}

/** A report in the middle of a lane, or east of the town. */
const recordAt = (i: number, mark: string): IncidentRecord =>
  townIncident({
    externalId: mark,
    position: townPosition(((i * 7) % (WIDTH + 1)) + 0.5, ((i * 3) % HEIGHT) + 0.5),
    summary: "虚构事件：楼道堆物影响通行，请派人查看。".repeat(2),
  });

async function reportAll(
  db: Db,
  territoryId: number,
  { events, eventsPerSecond, writers, onReported }: Trial,
): Promise<Told[]> {
  const start = performance.now();
  let [next, reported] = [0, 0];
  async function write(): Promise<void> {
    for (let i = next++; i < events; i = next++) {
      await sleep(Math.max(0, start + (i * 1000) / eventsPerSecond - performance.now()));
      await reportIncident(db, { territoryId, record: recordAt(i, `crowd-${i}@${Date.now()}`) });
      reported += 1;
      await onReported?.(reported);
    }
  }
  await Promise.all(Array.from({ length: writers }, write));
  const { rows } = await db.pool.query<Told>(
    `SELECT payload->'incident'->>'externalId' AS mark, grid_path AS "gridPath" FROM change
     WHERE territory_id = $1 AND topic = 'incident' ORDER BY tx, id`,
    [territoryId],
  );
  if (rows.length !== events) throw new Error(`${rows.length} changes of ${events} reports`);
  return rows;
}

function compare(
  heard: readonly Heard[],
  { expected, steady }: { expected: readonly (readonly Told[])[]; steady: number },
): TrialResult {
  const result = { deliveries: 0, missing: 0, repeated: 0, foreign: 0, outOfOrder: 0, resyncs: 0 };
  for (const [i, { marks, resyncs }] of heard.entries()) {
    const own = new Map(expected[i]!.map(({ mark }, place) => [mark, place])); // one for each listener
    const distinct = new Set(marks);
    const places = marks.map((mark) => own.get(mark)).filter((place) => place !== undefined);
    result.deliveries += marks.length;
    result.missing += [...own.keys()].filter((mark) => !distinct.has(mark)).length;
    result.repeated += marks.length - distinct.size;
    result.foreign += marks.filter((mark) => !own.has(mark)).length;
    result.outOfOrder += places.filter((place, at) => at > 0 && place < places[at - 1]!).length; // at > 0
    result.resyncs += resyncs;
  }
  const staying = heard.slice(0, steady);
  const latenciesMs = staying.flatMap((listener) => listener.latenciesMs).toSorted((a, b) => a - b);
  const reopened = staying.reduce((sum, { greetings }) => sum + greetings - 1, 0);
  return { ...result, reopened, latenciesMs };
}

/** The value below which a part of the sorted values lies. */
export const quantileOf = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;

/** What a trial without a fault shows. */
export const FAULTLESS = { missing: 0, repeated: 0, foreign: 0, outOfOrder: 0, resyncs: 0 };
