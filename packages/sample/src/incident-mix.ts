import type { Catalogue } from "@getu/domain";
import { monthOf, weekdayOf } from "./calendar.ts";
import { RHYTHMS, SEASONS, traitsOf } from "./incident-traits.ts";
import type { Category, Traits } from "./incident-traits.ts";
import { createWeighted } from "./weighted.ts";
import type { Weighted } from "./weighted.ts";

/** A category with what drives it. */
export type Matter = { category: Category; traits: Traits };

/** How many reports a day gets and what they are about, hour by hour. */
export type IncidentMix = {
  matters: readonly Matter[];
  /** Reports of each local hour of a day relative to a mean hour. */
  hourWeights(day: number): readonly number[];
  /** Which matter (an index) is reported in an hour of a day. */
  mattersAt(day: number, hour: number): Weighted;
};

/** Mondays bring what the weekend left; Sundays are quiet. */
const WEEKDAYS = [0.84, 1.11, 1.05, 1.03, 1.02, 1.04, 0.91] as const;

/** The mix of a catalogue; equal months and kinds of day share their tables. */
export function createIncidentMix(catalogue: Catalogue): IncidentMix {
  const matters = catalogue.categories.map((category): Matter => ({ category, traits: traitsOf(category) }));
  const mean = meanHour(matters);
  const hours = new Map<number, number[]>();
  const tables = new Map<number, Weighted>();
  return {
    matters,
    hourWeights(day) {
      const slot = slotOf(day);
      const found = hours.get(slot) ?? sumsByHour(matters, day).map((sum) => sum / mean);
      hours.set(slot, found);
      return found.map((weight) => weight * WEEKDAYS[weekdayOf(day)]!); // seven weekdays
    },
    mattersAt(day, hour) {
      const slot = slotOf(day) * 24 + hour;
      const found = tables.get(slot) ?? createWeighted(matters.map((matter) => weightAt(matter, day, hour)));
      tables.set(slot, found);
      return found;
    },
  };
}

const isWeekend = (day: number): boolean => weekdayOf(day) % 6 === 0;
const slotOf = (day: number): number => monthOf(day) * 2 + (isWeekend(day) ? 1 : 0);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function weightAt({ traits }: Matter, day: number, hour: number): number {
  const rhythm = RHYTHMS[traits.rhythm];
  const season = SEASONS[traits.season][monthOf(day)]!; // twelve months
  const weekend = isWeekend(day) ? traits.weekend : 1;
  return (traits.weight * season * weekend * rhythm[hour]!) / sum(rhythm); // 24 hours
}

const sumsByHour = (matters: readonly Matter[], day: number): number[] =>
  Array.from({ length: 24 }, (_, hour) => sum(matters.map((matter) => weightAt(matter, day, hour))));

/** A mean hour of a year without seasons. */
const meanHour = (matters: readonly Matter[]): number => sum(matters.map(({ traits }) => traits.weight)) / 24;
