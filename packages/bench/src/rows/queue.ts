import { ORDERS_OF_QUEUE, QUEUES } from "@getu/domain";
import type { Queue, QueueCursor, QueueFilter } from "@getu/domain";
import { countQueue, listGrids, readQueue } from "@getu/store";
import type { QueueRequest } from "@getu/store";
import type { BenchDatabase } from "../bench-database.ts";
import type { Row, RunOptions } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { medianOf, percentileOf } from "../measure.ts";

const PAGE = 50;

/** Who asks: somebody to whom a whole city falls, in which nobody else holds anything, or the leader of one grid. */
type Asker = { name: string } & Pick<QueueRequest, "scope" | "actors">;

type Question = { name: string } & Omit<QueueRequest, "limit" | "after">;

/** Every queue as it opens, and the filters and searches that find least. */
function questionsOf({ name, ...asker }: Asker): Question[] {
  const plain = (queue: Queue, filter: QueueFilter = {}): Omit<Question, "name"> => ({
    ...asker,
    queue,
    order: ORDERS_OF_QUEUE[queue][0],
    filter,
  });
  return [
    ...QUEUES.map((queue) => ({ name: `${queue} of ${name}`, ...plain(queue) })),
    {
      name: `overdue of ${name}, few fit`,
      ...plain("overdue", { severities: ["urgent"], categories: ["category-7"] }),
    },
    { name: `search in mine of ${name}`, ...plain("mine", { text: "桂花园 井盖" }) },
    { name: `search in all of ${name}`, ...plain("all", { text: "桂花园88号 电梯" }) },
    { name: `a number in all of ${name}`, ...plain("all", { text: "case-4711" }) },
  ];
}

/** Milliseconds of each of some pages, from the first one on; at the end it begins anew. */
async function readPages({ db }: BenchDatabase, question: Question, pages: number): Promise<number[]> {
  const took: number[] = [];
  let after: QueueCursor | null = null;
  for (let page = 0; page < pages; page += 1) {
    const begun = performance.now();
    const { next } = await readQueue(db, { ...question, limit: PAGE, after });
    took.push(performance.now() - begun);
    after = next;
  }
  return took;
}

async function countAll({ db }: BenchDatabase, { scope, actors }: Asker, rounds: number): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await Promise.all(QUEUES.map((queue) => countQueue(db, { queue, filter: {}, scope, actors })));
    took.push(performance.now() - begun);
  }
  return took;
}

/** What a page of the desk's queues costs over a history of `count` incidents, and the lengths of all of them. */
export async function measureQueues(
  database: BenchDatabase,
  { quick, say }: RunOptions,
  count: number,
): Promise<Row[]> {
  const { db, territoryId } = database;
  const [grid] = await listGrids(db, { territoryId });
  const path = String(grid!.id); // a city has grids
  const askers: Asker[] = [
    { name: "the city", scope: { territoryId }, actors: [{ role: "dispatcher", gridPath: "" }] },
    {
      name: "a leader",
      scope: { territoryId, within: [grid!.id] }, // as above
      actors: [{ role: "leader", gridPath: path }],
    },
  ];
  const pages = quick ? 20 : 100;
  const slowest: { name: string; p95: number }[] = [];
  for (const question of askers.flatMap(questionsOf)) {
    await readPages(database, question, 5);
    const p95 = percentileOf(await readPages(database, question, pages), 0.95);
    say(`${question.name}: p95 ${p95.toFixed(1)} ms`);
    slowest.push({ name: question.name, p95 });
  }
  slowest.sort((a, b) => b.p95 - a.p95);
  const [worst] = slowest;
  const counted = await countAll(database, askers[0]!, quick ? 10 : 50); // there are two
  const name = `of ${toShort(count)} incidents, ${toShort(count / 100)} open`;
  const common = { peer: "", unit: "ms", better: "lower", goal: null } as const;
  return [
    {
      ...common,
      name: `a queue page of ${PAGE} rows ${name}: p95 of the slowest of ${slowest.length} questions`,
      value: worst!.p95, // there are questions
      floor: 50,
      details: `${slowest.map((each) => `${each.name} ${toShort(each.p95)}`).join(", ")}; ${pages} pages each, one after the other`,
    },
    {
      ...common,
      name: `how long each of the ${QUEUES.length} queues is ${name}: p95`,
      value: percentileOf(counted, 0.95),
      floor: null,
      details: `exact up to 1,000, all at once; median ${toShort(medianOf(counted))}, longest ${toShort(Math.max(...counted))} ms of ${counted.length}`,
    },
  ];
}
