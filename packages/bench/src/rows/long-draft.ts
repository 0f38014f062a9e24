import { randomUUID } from "node:crypto";
import { Agent } from "node:http";
import type { PlanStep } from "@getu/domain/redraw";
import { importIncidents, readPlan } from "@getu/store";
import { drawSteps } from "@getu/store/testing";
import { toAreas } from "@getu/geometry/partition";
import { ASKED_EVERY_MS, askUntil, listAddress } from "../ask-until.ts";
import { openBenchDatabase } from "../bench-database.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome, Row } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { bendBorders } from "../made-up-bends.ts";
import { createMadeUpIncidents } from "../made-up-incidents.ts";
import { createMadeUpPlan } from "../made-up-plan.ts";
import { percentileOf } from "../measure.ts";
import { createRandom } from "../random.ts";
import { fetchBody } from "../request-loop.ts";
import { serveCity, whenIndexed } from "../served-city.ts";
import type { Served } from "../served-city.ts";
import { headersOf, signInAs, tell } from "../signed-in.ts";
import type { SignedIn } from "../signed-in.ts";

const GRIDS = 2000;
const STEPS = 2000;
const INCIDENTS = 200_000;

/** How often the draft is opened and looked into: what is worked out is kept, so only the first look is long. */
const ROUNDS = 10;

/** Steps that are added one by one, as a planner's page sends them. */
const ADDED = 40;

type LongDraft = {
  draftId: number;
  /** Steps that can be done behind those that it has. */
  more: readonly PlanStep[];
};

/** A city of clean borders with incidents and a draft that bends so many of them. */
async function drawLongDraft({ db, territoryId }: BenchDatabase, count: number): Promise<LongDraft> {
  const records = createMadeUpIncidents({ count: INCIDENTS, seed: 3, prefix: "draft" });
  await importIncidents(db, { territoryId, records, file: "made up" });
  const base = await readPlan(db, { territoryId, version: 1 });
  if ("code" in base) throw new Error(base.code);
  const { steps } = bendBorders(base, { count: count + ADDED, random: createRandom(3) });
  return { draftId: await drawSteps(db, territoryId, steps.slice(0, count)), more: steps.slice(count) };
}

type Waited = { seconds: number; answersMs: number[] };

/** How long some work on a server takes, and how long others wait for theirs meanwhile. */
async function besides(url: string, work: () => Promise<unknown>): Promise<Waited> {
  let isThrough = false;
  const asking = askUntil(url, () => isThrough);
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1000;
  isThrough = true;
  return { seconds, answersMs: await asking };
}

function rowOf(name: string, { seconds, answersMs }: Waited): Row {
  return {
    name: `${name}: p99 of the list of incidents meanwhile`,
    peer: "",
    value: percentileOf(answersMs, 0.99),
    unit: "ms",
    better: "lower",
    floor: 500,
    goal: null,
    details: `${seconds.toFixed(1)} s in all; ${answersMs.length} answers, one every ${ASKED_EVERY_MS} ms, median ${percentileOf(answersMs, 0.5).toFixed(0)}, longest ${Math.max(...answersMs).toFixed(0)} ms`,
  };
}

/** Adds steps one after the other, and takes the last of them back one after the other; how long each took. */
async function addOneByOne(
  served: Served,
  { territoryId, draftId, more, revision, as }: LongDraft & Adding,
): Promise<{ forthMs: number[]; backMs: number[] }> {
  const entries = [...more, ...more.map(() => ({ kind: "undo" }) as const)];
  const tookMs: number[] = [];
  for (const [i, entry] of entries.entries()) {
    const body = { territoryId, draftId, revision: revision + i, entries: [entry], key: randomUUID() };
    const begun = performance.now();
    await tell(served, "/trpc/draft.append", { body, as });
    tookMs.push(performance.now() - begun);
  }
  return { forthMs: tookMs.slice(0, more.length), backMs: tookMs.slice(more.length) };
}

type Adding = { territoryId: number; revision: number; as: SignedIn };

function rowOfAdding({ forthMs, backMs }: Awaited<ReturnType<typeof addOneByOne>>): Row {
  return {
    name: "a step is added to it: p95",
    peer: "",
    value: percentileOf(forthMs, 0.95),
    unit: "ms",
    better: "lower",
    floor: 250,
    goal: null,
    details: `median ${percentileOf(forthMs, 0.5).toFixed(0)} ms, longest ${Math.max(...forthMs).toFixed(0)}; taken back: median ${percentileOf(backMs, 0.5).toFixed(0)}, longest ${Math.max(...backMs).toFixed(0)}`,
  };
}

type Measured = LongDraft & { steps: number };

async function measure(database: BenchDatabase, served: Served, draft: Measured): Promise<Row[]> {
  const { draftId } = draft;
  const { territoryId } = database;
  const planner = await signInAs(database, served, { role: "planner", gridId: null });
  const agent = new Agent({ keepAlive: true });
  const input = encodeURIComponent(JSON.stringify({ territoryId, draftId }));
  const look = (procedure: string): Promise<Buffer> =>
    fetchBody(agent, `http://127.0.0.1:${served.port}/trpc/${procedure}?input=${input}`, headersOf(planner));
  const list = listAddress(served.port, territoryId);
  const checked = await besides(list, () => look("draft.check"));
  const bytes = (await look("draft.get")).length;
  const opened = await besides(list, async () => {
    for (let round = 0; round < ROUNDS; round++) await look("draft.get");
  });
  agent.destroy();
  const added = await addOneByOne(served, { ...draft, territoryId, revision: draft.steps, as: planner });
  return [
    rowOf("a long draft is checked", checked),
    rowOf(`it is opened ${ROUNDS} times, ${toShort(bytes)} bytes each`, opened),
    rowOfAdding(added),
  ];
}

/** What who works beside a planner with a long draft waits for. */
export const longDraft: Benchmark = {
  name: "long-draft",
  async run({ quick, say }): Promise<Outcome> {
    const steps = quick ? 500 : STEPS;
    say(`long draft: ${steps} steps on ${GRIDS} grids`);
    const { partition } = createMadeUpPlan({ grids: GRIDS });
    const database = await openBenchDatabase({ areas: [...toAreas(partition).values()] });
    try {
      const draft = { ...(await drawLongDraft(database, steps)), steps };
      const served = await serveCity(database.url);
      try {
        await whenIndexed(served);
        const rows = await measure(database, served, draft);
        const of = `${toShort(steps)} steps on ${GRIDS} grids`;
        return { rows: rows.map((row) => ({ ...row, name: `${of}: ${row.name}` })), leftOut: [] };
      } finally {
        await served.stop();
      }
    } finally {
      await database.close();
    }
  },
};
