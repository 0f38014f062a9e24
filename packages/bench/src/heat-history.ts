import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { cellAt, mortonOf } from "@getu/geometry";
import type { HeatPoint } from "@getu/heat";
import { HISTORY_END } from "./made-up-incidents.ts";
import { createMadeUpPoints } from "./made-up-points.ts";

const CATEGORIES = 12;

const FIRST_SECOND = HISTORY_END / 1000 - 2 * 365 * 86_400;

/** Seconds since 1970 at which histories end. */
export const END_SECOND = HISTORY_END / 1000;

const BATCH_ROWS = 50_000;

/** Two years of incidents in order of time: where, and by their place in the order when and of which category. */
export type HeatHistory = { count: number; lngLats: Float64Array };

/** A history of `count` incidents. */
export const createHistory = (count: number): HeatHistory => ({
  count,
  lngLats: createMadeUpPoints({ count, seed: 7 }),
});

const secondOf = ({ count }: HeatHistory, i: number): number =>
  FIRST_SECOND + Math.floor((i / count) * (END_SECOND - FIRST_SECOND));

/** Scattered, so that no category has a place or a time of its own. */
const categoryOf = (i: number): number => (Math.imul(i, 0x9e3779b1) >>> 8) % CATEGORIES;

const positionOf = ({ lngLats }: HeatHistory, i: number): [number, number] => [
  lngLats[2 * i]!,
  lngLats[2 * i + 1]!,
]; // two a point

/** The history as the heat index takes it. */
export function* toHeatPoints(history: HeatHistory): Generator<HeatPoint[]> {
  for (let from = 0; from < history.count; from += BATCH_ROWS) {
    const size = Math.min(BATCH_ROWS, history.count - from);
    yield Array.from({ length: size }, (_, j) => ({
      ...cellAt(positionOf(history, from + j), 26),
      seconds: secondOf(history, from + j),
      category: String(categoryOf(from + j)),
      severity: "minor",
      status: "closed",
    }));
  }
}

/** Writes the history as "second, category, Morton code" for databases. */
export async function writeHistory(path: string, history: HeatHistory): Promise<void> {
  const file = createWriteStream(path);
  for (let from = 0; from < history.count; from += BATCH_ROWS) {
    const size = Math.min(BATCH_ROWS, history.count - from);
    const lines = Array.from({ length: size }, (_, j) => {
      const i = from + j;
      return `${secondOf(history, i)},${categoryOf(i)},${mortonOf(positionOf(history, i))}`;
    });
    if (!file.write(`${lines.join("\n")}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
}
