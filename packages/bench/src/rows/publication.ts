import { setTimeout as sleep } from "node:timers/promises";
import type { Plan, PlanStep } from "@getu/domain/redraw";
import { edgesOf, listOwners } from "@getu/geometry/partition";
import { listVersions, readPlan } from "@getu/store";
import { drawSteps, scheduleDraft } from "@getu/store/testing";
import { whenAdopted } from "../adopted.ts";
import { ASKED_EVERY_MS, askUntil, listAddress } from "../ask-until.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { Row, RunOptions } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { percentileOf } from "../measure.ts";
import { serveCity, whenIndexed } from "../served-city.ts";

/** As many lanes as a community has. */
const LANES = 30;

/** Lanes on both sides of a lane's borders. */
const besides = ({ partition }: Plan, lane: number): number[] =>
  edgesOf(partition, lane).flatMap(({ left, right }) => [left, right].filter((side) => side > 0));

/** The lanes of a made-up community: those around one of the city's middle, nearest first. */
function communityOf(plan: Plan): number[] {
  const owners = listOwners(plan.partition);
  const found = new Set([owners[owners.length >> 1]!]); // a city has grids
  for (const lane of found) {
    for (const side of besides(plan, lane)) if (found.size < LANES) found.add(side);
  }
  return [...found];
}

/**
 * The open incidents that a redraw can touch get whole histories, which the made-up ones lack; the others are closed. The
 * server makes histories for what was imported open, one by one, and would make a hundred thousand all the while.
 */
async function closeFarAway({ db }: BenchDatabase, near: readonly number[]): Promise<void> {
  await db.pool.query("DELETE FROM incident_loop");
  await db.pool.query(
    `UPDATE incident SET status = 'closed', closed_at = reported_at
     WHERE status <> 'closed' AND grid_current <> ALL ($1::integer[])`,
    [near],
  );
}

/** Every lane of the community gets another outline. */
const redrawAll = (lanes: readonly number[]): PlanStep[] =>
  lanes.slice(1).map((other, i) => ({ kind: "exchange", one: lanes[i]!, other }) as const); // one before each

type Publication = { seconds: number; asked: number; moved: number; answersMs: number[] };

async function publishCommunity(database: BenchDatabase): Promise<Publication> {
  const { db, url, territoryId } = database;
  const [{ number: version } = { number: 1 }] = await listVersions(db, { territoryId });
  const plan = await readPlan(db, { territoryId, version });
  if ("code" in plan) throw new Error(plan.code);
  const lanes = communityOf(plan);
  await closeFarAway(database, [...lanes, ...lanes.flatMap((lane) => besides(plan, lane))]);
  const served = await serveCity(url);
  try {
    await whenIndexed(served);
    await whenAdopted(database.db.pool);
    const draftId = await drawSteps(db, territoryId, redrawAll(lanes));
    let isThrough = false;
    const begun = performance.now();
    await scheduleDraft(db, territoryId, draftId);
    const asking = askUntil(listAddress(served.port, territoryId), () => isThrough);
    const done = await whenThrough({ db, territoryId }, version + 1);
    isThrough = true;
    return { ...done, seconds: (performance.now() - begun) / 1000, answersMs: await asking };
  } finally {
    await served.stop();
  }
}

async function whenThrough(
  { db, territoryId }: Pick<BenchDatabase, "db" | "territoryId">,
  number: number,
): Promise<Pick<Publication, "asked" | "moved">> {
  for (;;) {
    const version = (await listVersions(db, { territoryId })).find((each) => each.number === number);
    if (version?.reassignment?.endedAt) return version.reassignment;
    await sleep(50);
  }
}

/** What it takes to redraw a community of a city, from the order until every incident lies where it belongs, and who waits meanwhile. */
export async function measurePublication(
  database: BenchDatabase,
  { say }: RunOptions,
  count: number,
): Promise<Row[]> {
  const { seconds, asked, moved, answersMs } = await publishCommunity(database);
  const slowest = percentileOf(answersMs, 0.99);
  say(`publication: ${seconds.toFixed(1)} s, ${moved} of ${asked} moved, p99 ${slowest.toFixed(0)} ms`);
  const name = `${LANES} lanes redrawn over ${toShort(count)} incidents`;
  const details = `once; ${toShort(asked)} incidents asked, ${toShort(moved)} moved to another grid; the server looks for what is due every 10 s, which is in it`;
  const row = { peer: "", better: "lower", goal: null } as const;
  return [
    { ...row, name: `${name}: published and placed anew`, value: seconds, unit: "s", floor: 60, details },
    {
      ...row,
      name: `${name}: p99 of the list of incidents meanwhile`,
      value: slowest,
      unit: "ms",
      floor: 500,
      details: `${answersMs.length} answers, one every ${ASKED_EVERY_MS} ms, median ${percentileOf(answersMs, 0.5).toFixed(0)}, longest ${Math.max(...answersMs).toFixed(0)} ms, server and database on the same cores`,
    },
  ];
}
