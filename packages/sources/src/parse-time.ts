import { usualEpochMsOf } from "@getu/domain";
import { toText } from "./cell.ts";

/** How times are written: year first (ISO 8601 and its relatives), month first (US), day first, or milliseconds since 1970. */
export const DATE_FORMATS = ["iso", "us", "eu", "epoch-ms"] as const;

/** How times are written. */
export type DateFormat = (typeof DATE_FORMATS)[number];

/** A reader of times: null = blank, "bad" = not a time in that format. */
export type TimeReader = (value: unknown) => Date | "bad" | null;

type Parts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
};

const CLOCK = String.raw`(?:[T\s]+(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:[.,](\d{1,9}))?秒?)?分?\s*([AaPp][Mm])?)?`;
const ZONE = String.raw`\s*(Z|[+-]\d{2}:?\d{2})?$`;
const PATTERNS = {
  iso: new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?${CLOCK}${ZONE}`),
  us: new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}),?${CLOCK}${ZONE}`),
  eu: new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}),?${CLOCK}${ZONE}`),
};

/** Which group of the pattern is what. Numbered groups are three times as fast as named ones. */
const DATE_GROUPS = {
  iso: { year: 1, month: 2, day: 3 },
  us: { month: 1, day: 2, year: 3 },
  eu: { day: 1, month: 2, year: 3 },
} as const;
const GROUPS = { hour: 4, minute: 5, second: 6, fraction: 7, half: 8, zone: 9 } as const;

/** Reads times of one format; those without a zone of their own are local to `timeZone`. */
export function createTimeReader(format: DateFormat, timeZone: string): TimeReader {
  const offsetAt = createOffsets(timeZone);
  return (value) => {
    const text = toText(value);
    if (text === null) return null;
    if (format === "epoch-ms") return toEpochTime(text);
    const usual = format === "iso" ? toUsualTime(text) : null;
    if (usual) return usual;
    const found = PATTERNS[format].exec(text);
    const parts = found && toParts(found, DATE_GROUPS[format]);
    if (!parts) return "bad";
    const zone = found[GROUPS.zone];
    const asUtc = Date.UTC(
      parts.year,
      parts.month - 1,
      parts.day,
      parts.hour,
      parts.minute,
      parts.second,
      parts.ms,
    );
    return new Date(asUtc - (zone === undefined ? localOffset(asUtc, offsetAt) : zoneOffset(zone)));
  };
}

/** A time as programs write it needs no taking apart. */
function toUsualTime(text: string): Date | null {
  const epochMs = usualEpochMsOf(text);
  return Number.isNaN(epochMs) ? null : new Date(epochMs);
}

/** Milliseconds since 1970, as far as there are dates. */
function toEpochTime(text: string): Date | "bad" {
  const time = new Date(/^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN);
  return Number.isNaN(time.getTime()) ? "bad" : time;
}

/** Null where a part is beyond its range, such as a 13th month or the 31st of February. */
function toParts(
  found: readonly (string | undefined)[],
  date: { year: number; month: number; day: number },
): Parts | null {
  const number = (group: number): number => Number(found[group] ?? 0);
  const fraction = found[GROUPS.fraction];
  const hour = toHour(number(GROUPS.hour), found[GROUPS.half]?.toLowerCase());
  const parts = { year: number(date.year), month: number(date.month), day: number(date.day), hour };
  const rest = {
    minute: number(GROUPS.minute),
    second: number(GROUPS.second),
    ms: fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000),
  };
  const day = new Date(Date.UTC(parts.year, parts.month - 1, parts.day));
  const exists = day.getUTCMonth() === parts.month - 1 && day.getUTCDate() === parts.day;
  return exists && hour < 24 && rest.minute < 60 && rest.second < 60 ? { ...parts, ...rest } : null;
}

function toHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half === "pm" ? 12 : 0);
}

const HOUR_MS = 3_600_000;
/** Every clock change there has been since 1970 fell on one. */
const QUARTER_MS = HOUR_MS / 4;

function zoneOffset(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** What to take from a local time to get UTC; in an hour that a clock change skips or repeats, the offset before it. */
function localOffset(asUtc: number, offsetAt: (utc: number) => number): number {
  const before = offsetAt(asUtc - 24 * HOUR_MS);
  const after = offsetAt(asUtc + 24 * HOUR_MS);
  if (offsetAt(asUtc - before) === before) return before;
  return offsetAt(asUtc - after) === after ? after : before;
}

/** Offsets of a zone in milliseconds, remembered by the quarter hour: asking Intl for each row of a large file takes minutes. */
function createOffsets(timeZone: string): (utc: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const known = new Map<number, number>();
  return (utc) => {
    const quarter = Math.floor(utc / QUARTER_MS);
    const found = known.get(quarter);
    if (found !== undefined) return found;
    const parts = new Map(
      format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, Number(value)]),
    );
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
    known.set(quarter, local - quarter * QUARTER_MS);
    return local - quarter * QUARTER_MS;
  };
}
