import type { Footprint } from "@getu/testkit";
import { slopeOf } from "./slope.ts";
import type { Slope } from "./slope.ts";

/** What a page held while a scene was on the screen. */
export type FootprintOfScene = {
  atMs: number;
  /** Of the street's calendar. */
  day: string;
  scene: string;
} & Footprint;

/** How what a page holds grew, by hours. */
export type Growth = {
  samples: number;
  /** In megabytes. */
  heap: Slope;
  /** In megabytes. */
  resident: Slope;
  nodes: Slope;
  listeners: Slope;
  /** How many times as much there is after an hour. */
  timesAsMuch: { nodes: number; listeners: number };
};

/**
 * Compares each scene with itself only, and on the same day: each holds other things, and at midnight another day is the one
 * that is played, with as many incidents as it had. An urgent incident is at another place each time, and counts nowhere.
 * Null = too few samples to say anything.
 */
export function growthOf(footprints: readonly FootprintOfScene[], fromMs: number): Growth | null {
  const counted = footprints.filter(({ atMs, scene }) => atMs > fromMs && scene !== "urgent");
  const scenes = [...Map.groupBy(counted, ({ day, scene }) => `${day} ${scene}`).values()];
  if (counted.length < scenes.length + 2) return null;
  const perHour = (key: keyof Footprint, unit: number): Slope =>
    slopeOf(...scenes.map((all) => all.map((each) => [each.atMs / 3_600_000, each[key] / unit] as const)));
  return {
    samples: counted.length,
    heap: perHour("heapBytes", 1e6),
    resident: perHour("residentBytes", 1e6),
    nodes: perHour("nodes", 1),
    listeners: perHour("listeners", 1),
    timesAsMuch: { nodes: timesAsMuch(counted, "nodes"), listeners: timesAsMuch(counted, "listeners") },
  };
}

/** What a scene shows: of which community makes no difference to how many nodes there are. */
const kindOf = ({ scene }: FootprintOfScene): string => scene.split(" ")[0]!; // a split has a first part

/**
 * After an hour, by the slope of each kind of scene that came often: the median of the slopes between any two of its counts
 * (Theil 1950, Sen 1968). What is counted while one scene takes the place of another has the nodes of both, and a day that is
 * played has a list or none: of two counts the later one is as often the lesser, while a median of a half goes with
 * whichever came more often in it.
 */
function timesAsMuch(counted: readonly FootprintOfScene[], key: keyof Footprint): number {
  const often = [...Map.groupBy(counted, kindOf).values()].filter(({ length }) => length > 3);
  const sum = (of: (all: readonly FootprintOfScene[]) => number): number =>
    often.reduce((total, all) => total + of(all), 0);
  return 1 + sum((all) => grownPerHour(all, key)) / sum((all) => medianOf(all.map((each) => each[key])));
}

function grownPerHour(all: readonly FootprintOfScene[], key: keyof Footprint): number {
  const slopes = all.flatMap((later, i) =>
    all.slice(0, i).map((each) => (3_600_000 * (later[key] - each[key])) / (later.atMs - each.atMs)),
  );
  return medianOf(slopes);
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** The growth in one line. */
export function growthInWords(growth: Growth | null): string {
  if (growth === null) return "too few samples";
  const { samples, heap, resident, nodes, listeners } = growth;
  return (
    `${samples} samples: heap ${heap.perUnit.toFixed(2)} MB/h (below ${heap.upper.toFixed(2)}), ` +
    `browser ${resident.perUnit.toFixed(1)} MB/h (below ${resident.upper.toFixed(1)}), ` +
    `nodes ${nodes.perUnit.toFixed(0)}/h, listeners ${listeners.perUnit.toFixed(0)}/h`
  );
}
