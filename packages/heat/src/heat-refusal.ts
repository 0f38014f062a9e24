import type { LngLat } from "@getu/geometry";

/** Why an incident or a question was not taken, with the facts. */
export type HeatRefusal =
  | { code: "NO_TIME"; occurredAt: string | null }
  | { code: "TIME_OUT_OF_RANGE"; seconds: number }
  | { code: "NO_CELL"; position: LngLat }
  | { code: "TOO_MANY_CATEGORIES"; category: string }
  | { code: "UNKNOWN_STATE"; severity: string; status: string }
  | { code: "MEMORY_LIMIT"; rows: number; neededBytes: number; limitBytes: number }
  | { code: "LEVEL_TOO_FINE"; level: number; finest: number };

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString("en-US")} MB`;

type RefusalWith<Code> = Extract<HeatRefusal, { code: Code }>;

const lines: { [Code in HeatRefusal["code"]]: (refusal: RefusalWith<Code>) => string } = {
  NO_TIME: ({ occurredAt }) => `an incident has no time it happened at (${JSON.stringify(occurredAt)})`,
  TIME_OUT_OF_RANGE: ({ seconds }) => `${seconds} s is no time in whole seconds`,
  NO_CELL: () => "an incident's position is not a longitude and latitude in degrees",
  TOO_MANY_CATEGORIES: ({ category }) =>
    `no number is left for category ${JSON.stringify(category)}; the database must count`,
  UNKNOWN_STATE: ({ severity, status }) =>
    `severity ${JSON.stringify(severity)} or status ${JSON.stringify(status)} is unknown; the database must count`,
  MEMORY_LIMIT: ({ rows, neededBytes, limitBytes }) =>
    `${rows.toLocaleString("en-US")} incidents need ${inMegabytes(neededBytes)}, ` +
    `the limit is ${inMegabytes(limitBytes)}; raise the limit or let the database count`,
  LEVEL_TOO_FINE: ({ level, finest }) =>
    `level ${level} is finer than the index's finest, ${finest}; the database must count`,
};

/** One line for a log: what was refused, why, and what to do. Carries no position: logs hold no personal data. */
export function describeHeatRefusal(refusal: HeatRefusal): string {
  const line = lines[refusal.code] as (refusal: HeatRefusal) => string; // the line of this very code
  return `heat index: ${line(refusal)}`;
}
