import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toDegrees } from "@getu/geometry";
import { createHeatFolder, createHeatIndex, heatRootOf } from "@getu/heat";
import type { HeatIndex } from "@getu/heat";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toRounds, toShort, toTimes } from "../format.ts";
import {
  countInIndex,
  demandAgreement,
  indexContender,
  plansFor,
  scansFor,
  TRIED,
} from "../heat-contenders.ts";
import type { Peers } from "../heat-contenders.ts";
import { createHistory, toHeatPoints, writeHistory } from "../heat-history.ts";
import type { HeatHistory } from "../heat-history.ts";
import { createQuestions, VIEWS, WINDOWS } from "../heat-question.ts";
import type { HeatCount, HeatQuestion, ViewName, WindowName } from "../heat-question.ts";
import { CITY_BOX } from "../made-up-city.ts";
import { measureInterleaved, medianOf, percentileOf, timed } from "../measure.ts";
import type { Contender, Rate } from "../measure.ts";
import { openHeatDuckdb } from "../peers/heat-duckdb.ts";
import { HEAT_PLANS, openHeatPostgres } from "../peers/heat-postgres.ts";
import { measureHeatOnTheWire } from "./heat-on-the-wire.ts";

const ROOT = heatRootOf([
  toDegrees(CITY_BOX.west),
  toDegrees(CITY_BOX.south),
  toDegrees(CITY_BOX.west + CITY_BOX.width * 1.02),
  toDegrees(CITY_BOX.south + CITY_BOX.height),
]);

/** An index over a history; `seconds` of CPU were needed to load it. */
export async function buildHeatIndex(history: HeatHistory): Promise<{ index: HeatIndex; seconds: number }> {
  const index = createHeatIndex({ root: ROOT, timeZone: "Asia/Shanghai" });
  const { seconds } = await timed("cpu", async () => {
    await index.load(toHeatPoints(history));
    await index.whenIdle();
  });
  return { index, seconds };
}

type Case = { view: ViewName; window: WindowName };
type Measured = Case & { rates: Rate[]; count: HeatCount };

/**
 * Questions of a case, from a hundred those first that find something: a street has no incident on most days. All are asked,
 * which is the compiler's turn as well: a server that has run for a minute has compiled what answers.
 */
function questionsOf({ view, window }: Case, index: HeatIndex): HeatQuestion[] {
  const asked = createQuestions({ view, window, count: 100 }).map((question) => ({
    question,
    isEmpty: countInIndex(index, question).incidents === 0,
  }));
  const inOrder = [...asked.filter(({ isEmpty }) => !isEmpty), ...asked.filter(({ isEmpty }) => isEmpty)];
  return inOrder.slice(0, isYearOfCity({ view, window }) ? 3 : 8).map(({ question }) => question);
}

const isYearOfCity = ({ view, window }: Case): boolean => view === "city" && window === "1 y";

async function measureCase(peers: Peers, each: Case, { quick, say }: RunOptions): Promise<Measured> {
  const questions = questionsOf(each, peers.index);
  await demandAgreement(peers, questions.slice(0, TRIED));
  const contenders = [
    indexContender(peers, questions),
    ...(isYearOfCity(each) ? scansFor(peers, questions) : []),
    ...(await plansFor(peers, questions)),
  ];
  const rates = await measureInterleaved(contenders, { warmUps: 2, rounds: quick ? 3 : 5, clock: "cpu" });
  const best = bestPlan(rates);
  say(`heat: ${each.view} ${each.window}: index ${toMs(rates[0]!)} ms, ${best.name} ${toMs(best)} ms`); // the index comes first
  return { ...each, rates, count: countInIndex(peers.index, questions[0]!) }; // some were made
}

const toMs = ({ median }: Rate): string => toShort(1000 / median);

const bestPlan = (rates: readonly Rate[]): Rate =>
  rates
    .filter(({ name }) => HEAT_PLANS.some((plan) => plan === name))
    .reduce((a, b) => (b.median > a.median ? b : a));

const rateOf = (rates: readonly Rate[], name: string): Rate => rates.find((rate) => rate.name === name)!; // named above

function contestRow(
  { view, window, rates, count }: Measured,
  peer: Rate,
  limits: { size: string; floor: number; goal: number | null },
): Row {
  const index = rateOf(rates, "index");
  const { size, floor, goal } = limits;
  return {
    name: `heat, ${size}, ${view} ${window}, 3 categories`,
    peer: HEAT_PLANS.some((plan) => plan === peer.name) ? `PostgreSQL's best plan (${peer.name})` : peer.name,
    value: index.median / peer.median,
    unit: "×",
    better: "higher",
    floor,
    goal,
    details: `${toTimes(index, 1e3)} and ${toTimes(peer, 1e3)} ms CPU; ${count.incidents} incidents in ${count.cells} cells`,
  };
}

function rowsOf(measured: readonly Measured[], size: string): Row[] {
  const year = measured.find(({ view, window }) => view === "city" && window === "1 y")!; // all nine are measured
  const others = measured.filter((each) => each !== year);
  return [
    contestRow(year, bestPlan(year.rates), { size, floor: 50, goal: 150 }),
    ...year.rates
      .filter(({ name }) => name === "DuckDB" || name === "plain scan")
      .map((peer) => contestRow(year, peer, { size, floor: 1, goal: null })),
    ...others.map((each) => contestRow(each, bestPlan(each.rates), { size, floor: 1, goal: null })),
  ];
}

/** How much more a year costs than a month; both take turns, with as many questions. */
async function windowRow(index: HeatIndex, size: string, { quick }: RunOptions): Promise<Row> {
  const contenders = (["1 y", "30 d"] as const).map((window): Contender => {
    const questions = createQuestions({ view: "city", window, count: 32 });
    return {
      name: window,
      async round() {
        for (const question of questions) countInIndex(index, question);
        return questions.length;
      },
    };
  });
  const rates = await measureInterleaved(contenders, { warmUps: 2, rounds: quick ? 3 : 9, clock: "cpu" });
  const [year, month] = [rateOf(rates, "1 y"), rateOf(rates, "30 d")];
  return {
    name: `heat, ${size}: a year against 30 days, city`,
    peer: "itself",
    value: month.median / year.median,
    unit: "×",
    better: "lower",
    floor: 2,
    goal: null,
    details: `${toTimes(year, 1e3)} and ${toTimes(month, 1e3)} ms CPU`,
  };
}

const SLOWEST_ROUNDS = 3;

/** The latest of many city-wide questions, in milliseconds on the wall. */
function slowestRow(index: HeatIndex, size: string): Row {
  const questions = createQuestions({ view: "city", window: "1 y", count: 200 });
  const late = Array.from({ length: SLOWEST_ROUNDS }, () => {
    const times = questions.map((question) => {
      const started = performance.now();
      countInIndex(index, question);
      return performance.now() - started;
    });
    return percentileOf(times, 0.95);
  });
  return {
    name: `heat, ${size}, city 1 y: p95`,
    peer: "",
    value: medianOf(late),
    unit: "ms",
    better: "lower",
    floor: 20,
    goal: 8,
    details: `${toRounds(late)} ms; 200 questions a round, on the wall`,
  };
}

const RESTARTS = 3;

/** Seconds until an index answers that is read from the files of a snapshot, each time anew. */
async function timesOfRestart(index: HeatIndex): Promise<number[]> {
  const path = mkdtempSync(join(tmpdir(), "getu-bench-heat-files-"));
  try {
    await createHeatFolder(path, ROOT).save(index.snapshot(), "bench");
    const times: number[] = [];
    for (let restart = 0; restart < RESTARTS; restart++) {
      const { seconds } = await timed("wall", async () => {
        const read = await createHeatFolder(path, ROOT).read();
        if ("reason" in read) throw new Error(read.detail);
        createHeatIndex({ root: ROOT, timeZone: "Asia/Shanghai", snapshot: read.snapshot });
      });
      times.push(seconds);
    }
    return times;
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** Memory, and a restart from the files of a snapshot. */
async function keepingRows(index: HeatIndex, size: string, loadSeconds: number): Promise<Row[]> {
  const { bytes, rows } = index.stats();
  const seconds = await timesOfRestart(index);
  return [
    {
      name: `heat, ${size}: memory`,
      peer: "",
      value: bytes / rows,
      unit: "bytes per incident",
      better: "lower",
      floor: 30,
      goal: 15,
      details: `${toShort(bytes)}B`,
    },
    {
      name: `heat, ${size}: restart from files`,
      peer: "",
      value: medianOf(seconds),
      unit: "s",
      better: "lower",
      floor: 15,
      goal: 2,
      details: `${toRounds(seconds)} s; first load from records ${toShort(loadSeconds)} s CPU, once`,
    },
  ];
}

async function measureAll(peers: Peers, options: RunOptions): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const view of Object.keys(VIEWS) as ViewName[]) {
    for (const window of Object.keys(WINDOWS) as WindowName[])
      measured.push(await measureCase(peers, { view, window }, options));
  }
  return measured;
}

/** Incidents per cell for nine pictures, against PostgreSQL's plans, DuckDB and a plain scan; and an answer on its way to a screen. */
export const heat: Benchmark = {
  name: "heat",
  async run(options): Promise<Outcome> {
    const count = options.quick ? 300_000 : 10_000_000;
    const size = toShort(count);
    const folder = mkdtempSync(join(tmpdir(), "getu-bench-history-"));
    const file = join(folder, "history.csv");
    const history = createHistory(count);
    options.say("heat: writing the history for the databases");
    await writeHistory(file, history);
    const { index, seconds } = await buildHeatIndex(history);
    const found = await openHeatDuckdb(file);
    const duckdb = "reason" in found ? null : found;
    const postgres = await openHeatPostgres(file, options.say);
    try {
      const rows = rowsOf(await measureAll({ index, postgres, duckdb }, options), size);
      return {
        rows: [
          ...rows,
          await windowRow(index, size, options),
          slowestRow(index, size),
          ...(await keepingRows(index, size, seconds)),
          ...(await measureHeatOnTheWire(index, options)),
        ],
        leftOut: "reason" in found ? [`DuckDB: ${found.reason}`] : [],
      };
    } finally {
      duckdb?.close();
      await postgres.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
