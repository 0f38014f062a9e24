/** An hour of the week in local time: 0 = Monday 00:00 to 01:00, 167 = Sunday 23:00 to 24:00. */
export type HourOfWeek = number;

/** `[from, to)` in whole seconds since 1970, UTC. */
export type TimeRange = { from: number; to: number };

/** Local time of one zone. */
export type ZoneClock = {
  /** The parts of the range whose local hour is among `hours`, in order, joined where they touch. */
  rangesOf(range: TimeRange, hours: ReadonlySet<HourOfWeek>): TimeRange[];
};

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** 1 January 1970 was a Thursday: so much of its week had passed. */
const FIRST_OF_WEEK = 3 * DAY;

/** Asks the platform's time-zone tables, a few microseconds a time. */
function createOffsetReader(timeZone: string): (seconds: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (seconds) => {
    const parts = Object.fromEntries(
      format.formatToParts(seconds * 1000).map(({ type, value }) => [type, Number(value)]),
    ) as Record<"year" | "month" | "day" | "hour" | "minute" | "second", number>;
    const { year, month, day, hour, minute, second } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds;
  };
}

/** The first second after `from` at which the offset differs from that at `from`; `to` is known to differ. */
function changeBetween(offsetAt: (seconds: number) => number, from: number, to: number): number {
  let [same, different] = [from, to];
  while (different - same > 1) {
    const middle = Math.floor((same + different) / 2);
    if (offsetAt(middle) === offsetAt(from)) same = middle;
    else different = middle;
  }
  return different;
}

/** A range of time in which local time runs evenly. */
type Span = TimeRange & { offset: number };

/** The chosen hours as stretches of the week, in seconds from its beginning, joined where they touch. */
function stretchesOf(hours: ReadonlySet<HourOfWeek>): TimeRange[] {
  const stretches: TimeRange[] = [];
  for (const hour of [...hours].sort((a, b) => a - b)) {
    addRange(stretches, { from: hour * HOUR, to: (hour + 1) * HOUR });
  }
  return stretches;
}

/** Puts a range behind the others, or makes the last one longer when it begins where that ends. */
function addRange(ranges: TimeRange[], range: TimeRange): void {
  const last = ranges.at(-1);
  if (last?.to === range.from) last.to = range.to;
  else ranges.push(range);
}

/** Appends the parts of the span that lie in the stretches of a week. */
function addStretches(
  ranges: TimeRange[],
  { from, to, offset }: Span,
  stretches: readonly TimeRange[],
): void {
  const [localFrom, localTo] = [from + offset, to + offset];
  const firstWeek = Math.floor((localFrom + FIRST_OF_WEEK) / WEEK) * WEEK - FIRST_OF_WEEK;
  for (let week = firstWeek; week < localTo; week += WEEK) {
    for (const stretch of stretches) {
      const [begin, end] = [Math.max(week + stretch.from, localFrom), Math.min(week + stretch.to, localTo)];
      if (begin < end) addRange(ranges, { from: begin - offset, to: end - offset });
    }
  }
}

/**
 * Offsets are looked up every four days: since 1970 no zone changed its clocks twice within six (America/Boa_Vista did within
 * seven, in October 2000; all zones of the platform's tables were looked at day by day).
 */
const STRIDE = 4 * DAY;

/** What a clock has looked up so far: the offset at the beginning of each stride, and where it changes within one. */
type OffsetTable = { offsetOf: (stride: number) => number; changeOf: (stride: number) => number };

function createOffsetTable(timeZone: string): OffsetTable {
  const readOffset = createOffsetReader(timeZone);
  const offsets = new Map<number, number>();
  const changes = new Map<number, number>();
  const offsetOf = (stride: number): number => {
    const offset = offsets.get(stride) ?? readOffset(stride * STRIDE);
    offsets.set(stride, offset);
    return offset;
  };
  return {
    offsetOf,
    changeOf(stride) {
      if (offsetOf(stride) === offsetOf(stride + 1)) return (stride + 1) * STRIDE;
      const change = changes.get(stride) ?? changeBetween(readOffset, stride * STRIDE, (stride + 1) * STRIDE);
      changes.set(stride, change);
      return change;
    },
  };
}

/** The range in parts of one offset each. */
function spansOf({ offsetOf, changeOf }: OffsetTable, { from, to }: TimeRange): Span[] {
  const spans: Span[] = [];
  const add = (span: Span): void => {
    const last = spans.at(-1);
    if (last?.offset === span.offset) last.to = span.to;
    else if (span.from < span.to) spans.push(span);
  };
  for (let stride = Math.floor(from / STRIDE); stride * STRIDE < to; stride++) {
    const [begin, end] = [Math.max(from, stride * STRIDE), Math.min(to, (stride + 1) * STRIDE)];
    const change = Math.min(end, Math.max(begin, changeOf(stride)));
    add({ from: begin, to: change, offset: offsetOf(stride) });
    add({ from: change, to: end, offset: offsetOf(stride + 1) });
  }
  return spans;
}

/** A clock for a zone by its IANA name. */
export function createZoneClock(timeZone: string): ZoneClock {
  const offsets = createOffsetTable(timeZone);
  return {
    rangesOf(range, hours) {
      const ranges: TimeRange[] = [];
      const stretches = stretchesOf(hours);
      for (const span of spansOf(offsets, range)) addStretches(ranges, span, stretches);
      return ranges;
    },
  };
}
