import { dueAt } from "@getu/domain";
import type { Catalogue, Channel, DeadlineRule, IncidentRecord, WorkingCalendar } from "@getu/domain";
import { compactDate, dayStart, HOUR_MS, localDay, localHour, TIME_ZONE } from "./calendar.ts";
import { toLngLat } from "./ground.ts";
import { accuracyOf, delayMs, fateOf, iso } from "./incident-fate.ts";
import { createIncidentMix } from "./incident-mix.ts";
import type { IncidentMix, Matter } from "./incident-mix.ts";
import { createSpotter } from "./incident-spot.ts";
import type { IncidentPlace, Spotter } from "./incident-spot.ts";
import { CHANNEL_MIX } from "./incident-traits.ts";
import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";
import { summaryOf } from "./summaries.ts";
import { createWeighted } from "./weighted.ts";
import type { Weighted } from "./weighted.ts";

/** Which incidents to make: reported in `[from, to)` and not after `now`. */
export type IncidentOptions = {
  from: Date;
  to: Date;
  now: Date;
  /** As many as the usual rate gives when left out. */
  count?: number;
};

/** Makes incidents of a town. */
export type IncidentMaker = {
  list(options: IncidentOptions): Generator<IncidentRecord>;
  createTrickle(options: { seed: number }): Trickle;
};

/** New incidents one by one, as a day goes on. */
export type Trickle = {
  /** An incident reported at that moment, not handled yet. */
  next(now: Date): IncidentRecord;
  /** Milliseconds until the next one by the rate of the hour (times `speed`), drawn anew each time. */
  waitMs(now: Date, speed?: number): number;
};

/** What an incident maker is made of. */
export type IncidentSource = {
  seed: string;
  prefix: string;
  catalogue: Catalogue;
  calendar: WorkingCalendar;
  places: readonly IncidentPlace[];
  perDay: number;
};

type Workshop = IncidentSource & {
  mix: IncidentMix;
  spotter: Spotter;
  channelDraws: Map<Matter, { channels: Channel[]; weighted: Weighted }>;
};

/** The same source and options give the same incidents, oldest report first. */
export function createIncidentMaker(source: IncidentSource): IncidentMaker {
  const shop: Workshop = {
    ...source,
    mix: createIncidentMix(source.catalogue),
    spotter: createSpotter(source.places),
    channelDraws: new Map(),
  };
  return {
    list: (options) => listIncidents(shop, options),
    createTrickle: ({ seed }) => createTrickle(shop, seed),
  };
}

function* listIncidents(shop: Workshop, options: IncidentOptions): Generator<IncidentRecord> {
  const from = options.from.getTime();
  const to = Math.min(options.to.getTime(), options.now.getTime());
  if (Number.isNaN(from + to)) throw new RangeError("incidents: from, to and now must be valid dates");
  if (from >= to) return;
  const days = Array.from({ length: localDay(to - 1) - localDay(from) + 1 }, (_, i) => localDay(from) + i);
  const shares = days.map((day) => hoursWithin(shop, day, { from, to }));
  const counts = countsOf(shop, shares, options.count);
  for (const [i, day] of days.entries()) {
    const [hours, count] = [shares[i]!, counts[i]!]; // one of each a day
    yield* incidentsOfDay(shop, { day, hours, count, from, to, now: options.now.getTime() });
  }
}

/** Expected reports of each hour of a day inside the window, 1 = a mean hour. */
function hoursWithin(
  { mix, seed }: Workshop,
  day: number,
  { from, to }: { from: number; to: number },
): number[] {
  const mood = Math.max(0.6, 1 + 0.09 * createRandom(`${seed}/mood/${day}`).normal());
  return mix.hourWeights(day).map((weight, hour) => {
    const start = dayStart(day) + hour * HOUR_MS;
    const inside = Math.min(to, start + HOUR_MS) - Math.max(from, start);
    return (mood * weight * Math.max(0, inside)) / HOUR_MS;
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Whole numbers for each day: by the usual rate (a day's number is then its own), or such that they add up to `count`. */
function countsOf({ perDay }: Workshop, shares: readonly number[][], count?: number): number[] {
  if (count === undefined) return shares.map((hours) => Math.round((sum(hours) * perDay) / 24));
  const total = sum(shares.map(sum));
  let [owed, given] = [0, 0];
  return shares.map((hours, i) => {
    owed += (sum(hours) * count) / total;
    const upTo = i === shares.length - 1 ? count : Math.round(owed);
    const today = upTo - given;
    given = upTo;
    return today;
  });
}

type DayPlan = {
  day: number;
  hours: readonly number[];
  count: number;
  from: number;
  to: number;
  now: number;
};

function* incidentsOfDay(shop: Workshop, plan: DayPlan): Generator<IncidentRecord> {
  if (plan.count === 0) return;
  const random = createRandom(`${shop.seed}/day/${plan.day}`);
  const hourDraw = createWeighted(plan.hours);
  const times = new Float64Array(plan.count);
  for (let i = 0; i < plan.count; i++) times[i] = timeIn(plan, hourDraw.draw(random), random);
  times.sort();
  const label = `${shop.prefix}-${compactDate(plan.day)}-`;
  for (let i = 0; i < plan.count; i++) {
    const externalId = label + String(i + 1).padStart(5, "0");
    yield incidentAt(shop, { externalId, reportedAt: times[i]!, now: plan.now, random }); // i < count
  }
}

function timeIn({ day, from, to }: DayPlan, hour: number, random: Random): number {
  const start = dayStart(day) + hour * HOUR_MS;
  return Math.floor(random.between(Math.max(from, start), Math.min(to, start + HOUR_MS)));
}

type Report = { externalId: string; reportedAt: number; now: number; random: Random };

function dueMsOf({ calendar }: Workshop, reportedAt: number, rule: DeadlineRule): number {
  const due = dueAt({ startedAt: new Date(reportedAt), rule }, { calendar, timeZone: TIME_ZONE });
  return due!.getTime(); // no pause, so the clock never stands still
}

function incidentAt(shop: Workshop, { externalId, reportedAt, now, random }: Report): IncidentRecord {
  const day = localDay(reportedAt);
  const matter = shop.mix.matters[shop.mix.mattersAt(day, localHour(reportedAt)).draw(random)]!; // index of matters
  const { category } = matter;
  const condition =
    category.conditions[random.chance(0.8) ? 0 : random.whole(0, category.conditions.length - 1)]!; // not empty
  const spot = shop.spotter.spotFor(matter, random);
  const channel = channelFor(shop, matter, random);
  const dueMs = dueMsOf(shop, reportedAt, condition.deadline);
  const fate = fateOf({ reportedAt, dueAt: dueMs, now, random });
  return {
    externalId,
    category: category.code,
    condition: condition.key,
    severity: condition.severity,
    channel,
    ...fate,
    summary: summaryOf(spot.place, { category, condition, share: random.next() }),
    position: [...toLngLat(spot.at)],
    accuracyMetres: accuracyOf(channel, random),
    occurredAt: iso(reportedAt - delayMs(channel, random)),
    reportedAt: iso(reportedAt),
    dueAt: iso(dueMs),
  };
}

function channelFor({ channelDraws }: Workshop, matter: Matter, random: Random): Channel {
  let draw = channelDraws.get(matter);
  if (!draw) {
    const mix = Object.entries(CHANNEL_MIX[matter.traits.channels]) as [Channel, number][]; // keys of the mix are channels
    draw = {
      channels: mix.map(([channel]) => channel),
      weighted: createWeighted(mix.map(([, weight]) => weight)),
    };
    channelDraws.set(matter, draw);
  }
  return draw.channels[draw.weighted.draw(random)]!; // one weight a channel
}

function createTrickle(shop: Workshop, seed: number): Trickle {
  const random = createRandom(`${shop.seed}/trickle/${seed}`);
  let made = 0;
  return {
    next(now) {
      const reportedAt = now.getTime();
      const externalId = `${shop.prefix}-L${reportedAt.toString(36)}-${seed}-${++made}`;
      return incidentAt(shop, { externalId, reportedAt, now: reportedAt, random });
    },
    waitMs(now, speed = 1) {
      const hourly =
        (shop.perDay / 24) * shop.mix.hourWeights(localDay(now.getTime()))[localHour(now.getTime())]!; // 24 hours
      return (-Math.log(1 - random.next()) * HOUR_MS) / (hourly * speed);
    },
  };
}
