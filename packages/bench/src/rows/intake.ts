import type { Matter } from "@getu/domain";
import { toDegrees } from "@getu/geometry";
import { findAddresses, importBasemap, importPlaces, listLikelyDuplicates } from "@getu/store";
import { RULEBOOK, townPlace } from "@getu/store/testing";
import type { BenchDatabase } from "../bench-database.ts";
import type { Row, RunOptions } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { createMadeUpPoints } from "../made-up-points.ts";
import { medianOf, percentileOf } from "../measure.ts";
import { createRandom } from "../random.ts";

const ROADS = 20_000;
const PLACES = 5000;
const NAMES = ["幸福", "桂花", "青年", "河西", "建设", "东门", "长江", "和平"];
const ENDS = ["路", "大街", "巷", "里", "新村", "花园"];

/** As people type: a road, a road with a number, part of a name, a place, a code, a word too many, what nobody knows. */
const TYPED = ["幸福17路", "桂花3巷12号", "青年", "站 42", "grid 29", "1234", "长江大街999号院", "龙王庙"];

const nameOf = (i: number): string => `${NAMES[i % NAMES.length]}${i}${ENDS[(i >> 3) % ENDS.length]}`; // modulo length

/** Names on the ground and places, as many as a city has. */
async function furnish({ db, territoryId }: BenchDatabase): Promise<void> {
  const points = createMadeUpPoints({ count: ROADS, seed: 6 });
  const pointOf = (i: number): [number, number] => [points[2 * i]!, points[2 * i + 1]!]; // two a point
  const features = Array.from({ length: ROADS }, (_, i) => ({
    type: "Feature" as const,
    properties: { name: nameOf(i) },
    geometry: { type: "LineString" as const, coordinates: [pointOf(i), pointOf((i + 1) % ROADS)] },
  }));
  const collection = { type: "FeatureCollection" as const, features };
  await importBasemap(db, { territoryId, kind: "road", collection });
  const records = Array.from({ length: PLACES }, (_, i) =>
    townPlace({ externalId: `place-${i}`, name: `${nameOf(i)}驿站 ${i}`, position: pointOf(i) }),
  );
  await importPlaces(db, { territoryId, records, file: "made-up places" });
}

/** Matters at spots and times of incidents of the last days: what a call about the same thing would say. */
async function mattersOf({ db, territoryId }: BenchDatabase, count: number): Promise<Matter[]> {
  const { rows } = await db.pool.query<{ category: string; lng: number; lat: number }>(
    `SELECT category, lng, lat FROM incident WHERE territory_id = $1 ORDER BY reported_at DESC LIMIT 20000`,
    [territoryId],
  );
  const random = createRandom(9);
  const occurredAt = new Date().toISOString();
  return Array.from({ length: count }, () => {
    const { category, lng, lat } = rows[Math.floor(random.next() * rows.length)]!; // below its length
    return { category, position: [toDegrees(lng), toDegrees(lat)], occurredAt };
  });
}

async function timesOf<T>(
  questions: readonly T[],
  ask: (question: T) => Promise<unknown>,
): Promise<number[]> {
  const took: number[] = [];
  for (const question of questions) {
    const begun = performance.now();
    await ask(question);
    took.push(performance.now() - begun);
  }
  return took;
}

/** What who takes a call waits for over a history of `count` incidents: what it may be about as well, and addresses. */
export async function measureIntake(
  database: BenchDatabase,
  { quick, say }: RunOptions,
  count: number,
): Promise<Row[]> {
  const { db, territoryId } = database;
  await furnish(database);
  const { catalogue } = RULEBOOK;
  const matters = await mattersOf(database, quick ? 50 : 500);
  let found = 0;
  const likely = await timesOf(matters, async (matter) => {
    found += (await listLikelyDuplicates(db, { territoryId, matter, catalogue, limit: 5 })).length;
  });
  const typed = Array.from({ length: quick ? 5 : 50 }, () => TYPED).flat();
  const search = (text: string) => findAddresses(db, { territoryId, text, limit: 12 });
  await search("a first question reads the names");
  const searched = await timesOf(typed, search);
  const common = { peer: "", unit: "ms", better: "lower", floor: 50, goal: null } as const;
  const rows: Row[] = [
    {
      ...common,
      name: `what a call may be about as well, ${toShort(count)} incidents: p95`,
      value: percentileOf(likely, 0.95),
      details: `${matters.length} calls at spots of the last days, ${toShort(found / matters.length)} found for each; median ${toShort(medianOf(likely))}, longest ${toShort(Math.max(...likely))} ms`,
    },
    {
      ...common,
      name: `an address typed at the desk, ${toShort(ROADS)} roads, ${toShort(PLACES)} places: p95`,
      value: percentileOf(searched, 0.95),
      details: `${TYPED.length} ways to type, ${typed.length} searches; median ${toShort(medianOf(searched))}, longest ${toShort(Math.max(...searched))} ms`,
    },
  ];
  for (const { name, value } of rows) say(`${name} ${value.toFixed(1)} ms`);
  return rows;
}
