import { gzipSync } from "node:zlib";
import { readHeatFile, toHeatRaster, writeHeatFile } from "@getu/domain";
import type { HeatCells } from "@getu/domain";
import type { HeatIndex } from "@getu/heat";
import type { Row, RunOptions } from "../benchmark.ts";
import { toShort, toTimes } from "../format.ts";
import { createQuestions } from "../heat-question.ts";
import { measureInterleaved } from "../measure.ts";
import type { Rate } from "../measure.ts";

/** An answer is read so often in a round that the clock sees it. */
const READS = 200;

/** A year of a city in cells, as the procedure answers. */
function cellsOfAYear(index: HeatIndex): HeatCells {
  const [question] = createQuestions({ view: "city", window: "1 y", count: 1 });
  const { view, from, to } = question!; // one was asked for
  const answer = index.count({ window: { from, to }, view });
  if (answer.kind === "refused") throw new Error(answer.refusal.code);
  const { x, y, count } = answer.cells;
  return { level: view.level, x: [...x], y: [...y], count: [...count], asOf: new Date(0).toISOString() };
}

const toRows = ({ x, y, count }: HeatCells): string =>
  JSON.stringify(x.map((column, i) => ({ x: column, y: y[i], count: count[i] })));

const times = (read: () => unknown) => () => {
  for (let i = 0; i < READS; i++) read();
  return READS;
};

/** Both without unzipping, which a browser does before a page sees the answer. */
async function decodeRates(
  file: Uint8Array,
  rows: string,
  rounds: number,
): Promise<[ours: Rate, theirs: Rate]> {
  const contenders = [
    { name: "heat file", round: times(() => readHeatFile(file)) },
    { name: "JSON rows", round: times(() => JSON.parse(rows)) },
  ];
  const [ours, theirs] = await measureInterleaved(contenders, { warmUps: 2, rounds, clock: "cpu" });
  return [ours!, theirs!]; // two contenders
}

/** What a city-wide answer weighs and what it takes to read it, against rows of JSON. */
export async function measureHeatOnTheWire(index: HeatIndex, { quick }: RunOptions): Promise<Row[]> {
  const cells = cellsOfAYear(index);
  const [file, json] = [writeHeatFile(toHeatRaster(cells)), toRows(cells)];
  const zipped = [gzipSync(file).length, gzipSync(json).length] as const;
  const [ours, theirs] = await decodeRates(file, json, quick ? 3 : 9);
  const name = `heat on the wire, ${cells.x.length} cells`;
  const shared = { peer: "JSON rows {x, y, count}", unit: "×", better: "lower", goal: null } as const;
  return [
    {
      ...shared,
      name: `${name}, raw`,
      value: file.length / json.length,
      floor: 0.1,
      details: `${toShort(file.length)}B and ${toShort(json.length)}B`,
    },
    {
      ...shared,
      name: `${name}, gzip`,
      value: zipped[0] / zipped[1],
      floor: 0.35,
      details: `${toShort(zipped[0])}B and ${toShort(zipped[1])}B`,
    },
    {
      ...shared,
      name: `${name}: read`,
      value: theirs.median / ours.median,
      floor: 0.05,
      details: `${toTimes(ours, 1e6)} and ${toTimes(theirs, 1e6)} µs CPU`,
    },
  ];
}
