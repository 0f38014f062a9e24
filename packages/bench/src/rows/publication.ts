import { setTimeout as sleep } from "node:timers/promises";
import type { Plan, PlanStep } from "@getu/domain/redraw";
import { edgesOf, listOwners } from "@getu/geometry/partition";
import { listVersions, readPlan } from "@getu/store";
import { drawSteps, scheduleDraft } from "@getu/store/testing";
import { ASKED_EVERY_MS, askUntil, listAddress } from "../ask-until.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { Row, RunOptions } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { percentileOf } from "../measure.ts";
import { serveCity, whenIndexed } from "../served-city.ts";

/** As many lanes as a community has. */
const LANES = 30;

/** The lanes of a made-up community: those around one of the city's middle, nearest first. */
function communityOf({ partition }: Plan): number[] {
  const owners = listOwners(partition);
  const found = new Set([owners[owners.length >> 1]!]); // a city has grids
  for (const owner of found) {
    for (const { left, right } of edgesOf(partition, owner))
      for (const side of [left, right]) if (side > 0 && found.size < LANES) found.add(side);
  }
  return [...found];
}

/** Every lane of the community gets another outline. */
const redrawAll = (lanes: readonly number[]): PlanStep[] =>
  lanes.slice(1).map((other, i) => ({ kind: "exchange", one: lanes[i]!, other }) as const); // one before each

type Publication = { seconds: number; asked: number; moved: number; answersMs: number[] };

async function publishCommunity({ db, url, territoryId }: BenchDatabase): Promise<Publication> {
  const [{ number: version } = { number: 1 }] = await listVersions(db, { territoryId });
  const plan = await readPlan(db, { territoryId, version });
  if ("code" in plan) throw new Error(plan.code);
  const served = await serveCity(url);
  try {
    await whenIndexed(served);
    const draftId = await drawSteps(db, territoryId, redrawAll(communityOf(plan)));
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
  // The made-up states hold no more than queues ask for; the jobs give the open ones, which have no steps yet, whole histories.
  await database.db.pool.query("DELETE FROM incident_loop");
  const { seconds, asked, moved, answersMs } = await publishCommunity(database);
  const slowest = percentileOf(answersMs, 0.99);
  say(`publication: ${seconds.toFixed(1)} s, ${moved} of ${asked} moved, p99 ${slowest.toFixed(0)} ms`);
  const name = `${LANES} lanes redrawn over ${toShort(count)} incidents`;
  const details = `${toShort(asked)} incidents asked, ${toShort(moved)} moved to another grid; the server looks for what is due every 10 s, which is in it`;
  const row = { peer: "", better: "lower", goal: null } as const;
  return [
    { ...row, name: `${name}: published and placed anew`, value: seconds, unit: "s", floor: 60, details },
    {
      ...row,
      name: `${name}: p99 of the list of incidents meanwhile`,
      value: slowest,
      unit: "ms",
      floor: 500,
      details: `${answersMs.length} answers, one every ${ASKED_EVERY_MS} ms, server and database on the same cores`,
    },
  ];
}
