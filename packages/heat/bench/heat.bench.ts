/**
 * The heat index against a plain scan of the same columns, in one run: city, district and street × a day, a month and a year.
 * Medians of the repeats; every answer of the index is compared with the scan's.
 *
 *     npm run bench --workspace @getu/heat                    10^6 made-up incidents
 *     npm run bench --workspace @getu/heat -- --rows 1e7      more; --repeat 25 for steadier medians
 */
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { INCIDENT_STATUSES, SEVERITIES } from "@getu/domain";
import { cellAt } from "@getu/geometry";
import { cellsOfBbox, createHeatFolder, createHeatIndex, createMergeHost, heatRootOf } from "../src/index.ts";
import type { CellView, HeatIndex, HeatPlan, HeatPoint, HeatRequest } from "../src/index.ts";

const { values } = parseArgs({ options: { rows: { type: "string" }, repeat: { type: "string" } } });
const rows = Number(values.rows ?? 1e6);
const repeat = Number(values.repeat ?? 9);

const BBOX = [121.2, 30.9, 121.8, 31.37] as const; // about 57 × 52 km
const DAY = 86_400;
const END = Date.UTC(2026, 6, 1) / 1000;
const HISTORY = 2 * 365 * DAY;
const BATCH = 50_000;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Whole numbers from a seed (xorshift): the same incidents in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const random = createRandom(20_261_122);

/** Forty busy places of different widths, and a fifth of the incidents anywhere: a city's unevenness. */
const centres = Array.from({ length: 40 }, () => ({
  u: random(),
  v: random(),
  width: 0.01 + 0.1 * random(),
}));

function somewhere(): { u: number; v: number } {
  for (;;) {
    const { u, v, width } = centres[Math.floor(random() * centres.length)]!; // random() < 1
    const spread = (): number => width * (random() + random() + random() - 1.5);
    const place = random() < 0.2 ? { u: random(), v: random() } : { u: u + spread(), v: v + spread() };
    if (place.u >= 0 && place.u < 1 && place.v >= 0 && place.v < 1) return place;
  }
}

const positionOf = ({ u, v }: { u: number; v: number }): [number, number] => [
  BBOX[0] + u * (BBOX[2] - BBOX[0]),
  BBOX[1] + v * (BBOX[3] - BBOX[1]),
];

/** One made-up incident; a third of the last two weeks' are still open. */
function incidentAt(seconds: number): HeatPoint {
  const weight = random();
  const open = seconds > END - 14 * DAY && random() < 0.3;
  return {
    ...cellAt(positionOf(somewhere()), 26),
    seconds,
    category: `category ${Math.floor(random() * 12)}`,
    severity: SEVERITIES[weight < 0.7 ? 0 : weight < 0.95 ? 1 : 2],
    status: open ? INCIDENT_STATUSES[Math.floor(random() * 7)]! : "closed", // seven before the last
  };
}

function* history(): Generator<HeatPoint[]> {
  for (let done = 0; done < rows; done += BATCH) {
    const size = Math.min(BATCH, rows - done);
    yield Array.from({ length: size }, (_, i) =>
      incidentAt(END - HISTORY + Math.floor(((done + i) / rows) * HISTORY)),
    );
  }
}

/** The city whole, a 64th of it around a busy place, a 4,096th; always about 110 × 100 cells. */
function viewOf(name: "city" | "district" | "street"): CellView {
  const [level, share] = { city: [16, 1], district: [19, 1 / 8], street: [22, 1 / 64] }[name] as [
    number,
    number,
  ];
  const { u, v } = somewhere();
  const from = (at: number): number => Math.min(1 - share, Math.max(0, at - share / 2));
  const [west, south] = positionOf({ u: from(u), v: from(v) });
  const [east, north] = positionOf({ u: from(u) + share, v: from(v) + share });
  return cellsOfBbox([west, south, east, north], level);
}

const filters = {
  everything: {},
  "3 of 12 categories": { categories: ["category 1", "category 5", "category 9"] },
  urgent: { severities: ["urgent"] },
  "not closed": { statuses: INCIDENT_STATUSES.slice(0, -1) },
  "Mon-Fri 8-18": {
    hoursOfWeek: [0, 1, 2, 3, 4].flatMap((day) => Array.from({ length: 10 }, (_, h) => day * 24 + 8 + h)),
  },
} as const satisfies Record<string, Partial<HeatRequest>>;

const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1]!; // repeat > 0
const best = (times: number[]): number => Math.min(...times);
const p95 = (times: number[]): number =>
  times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * 0.95))]!;

/** Milliseconds and answer of one question. */
function ask(
  index: HeatIndex,
  request: HeatRequest,
  plan: HeatPlan,
): { ms: number; text: string; cells: number } {
  const started = performance.now();
  const answer = index.count(request, plan);
  const ms = performance.now() - started;
  if (answer.kind === "refused") throw new Error(answer.refusal.code);
  const { x, y, count } = answer.cells;
  return { ms, text: `${x.join()} ${y.join()} ${count.join()}`, cells: count.length };
}

/** One row of the table: the same questions to the index and to the scan in turn, and every answer compared. */
function compare(index: HeatIndex, name: string, next: () => HeatRequest): void {
  const [auto, scan, cells]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < 3; i++) ask(index, next(), i === 0 ? "scan" : "auto"); // the compiler's turn
  for (let i = 0; i < repeat; i++) {
    const request = next();
    const [fast, plain] = [ask(index, request, "auto"), ask(index, request, "scan")];
    if (fast.text !== plain.text) throw new Error(`${name}: the index and the scan differ`);
    auto.push(fast.ms);
    scan.push(plain.ms);
    cells.push(fast.cells);
  }
  const [ours, theirs] = [median(auto), median(scan)];
  const columns = [median(cells), ours, best(auto), p95(auto), theirs, best(scan)].map((n, i) =>
    n.toFixed(i === 0 ? 0 : 2),
  );
  print(`| ${name} | ${columns.join(" | ")} | ${(theirs / ours).toFixed(1)} |`);
}

function printTable(index: HeatIndex): void {
  print(
    "| view, window, filter | cells | index ms | best | p95 | scan ms | best | × |\n|---|---|---|---|---|---|---|---|",
  );
  for (const [filter, conditions] of Object.entries(filters)) {
    for (const view of ["city", "district", "street"] as const) {
      for (const [window, length] of [
        ["24 h", DAY],
        ["30 d", 30 * DAY],
        ["1 y", 365 * DAY],
      ] as const) {
        compare(index, `${view} ${window}, ${filter}`, () => {
          const to = END - Math.floor(random() * 30 * DAY);
          return { window: { from: to - length, to }, view: viewOf(view), ...conditions };
        });
      }
    }
  }
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(2);

/** Saves the index and reads it back: what a restart costs. */
async function printRestart(index: HeatIndex, root: ReturnType<typeof heatRootOf>): Promise<void> {
  const path = mkdtempSync(join(tmpdir(), "getu-heat-bench-"));
  try {
    let started = performance.now();
    await createHeatFolder(path, root).save(index.snapshot(), "bench");
    const saved = seconds(started);
    started = performance.now();
    const read = await createHeatFolder(path, root).read();
    if ("reason" in read) throw new Error(read.detail);
    createHeatIndex({ root, timeZone: "Asia/Shanghai", snapshot: read.snapshot });
    print(`saved to files in ${saved} s, read back and ready in ${seconds(started)} s`);
  } finally {
    rmSync(path, { recursive: true });
  }
}

async function main(): Promise<void> {
  const root = heatRootOf(BBOX);
  const host = createMergeHost();
  const index = createHeatIndex({ root, timeZone: "Asia/Shanghai", build: host.build });
  const started = performance.now();
  const load = await index.load(history());
  const { bytes, segments } = index.stats();
  print(
    `${cpus()[0]?.model ?? "unknown processor"}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
  );
  print(`${load.taken} made-up incidents over two years, made and loaded in ${seconds(started)} s`);
  print(`${(bytes / load.taken).toFixed(1)} bytes per incident, segments of ${segments.join(", ")} rows`);
  await printRestart(index, root);
  printTable(index);
  await host.close();
}

await main();
