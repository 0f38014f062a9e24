const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** More days than a century has: a file that names more is a strange one, and its days are forgotten again. */
const MAX_DAYS = 40_000;

const padded = (length: number, digits: number): string[] =>
  Array.from({ length }, (_, number) => String(number).padStart(digits, "0"));

/** `Date.toISOString` of an instant (epoch milliseconds), five times as fast: each day is written once. */
export function createIsoClock(): (epochMs: number) => string {
  const [two, three] = [padded(60, 2), padded(1000, 3)];
  const dates = new Map<number, string>();
  return (epochMs) => {
    const day = Math.floor(epochMs / DAY_MS);
    let date = dates.get(day);
    if (date === undefined) {
      date = new Date(day * DAY_MS).toISOString().split("T")[0]!; // an ISO time has a T
      if (dates.size === MAX_DAYS) dates.clear();
      dates.set(day, date);
    }
    const ms = epochMs - day * DAY_MS;
    const minute = Math.floor(ms / 60_000) % 60;
    const second = Math.floor(ms / 1000) % 60;
    return `${date}T${two[Math.floor(ms / HOUR_MS)]}:${two[minute]}:${two[second]}.${three[ms % 1000]}Z`;
  };
}

const USUAL_LENGTH = "2026-01-31T00:00:00.000Z".length;
const HYPHEN = "-".charCodeAt(0);
const COLON = ":".charCodeAt(0);
const POINT = ".".charCodeAt(0);
const T = "T".charCodeAt(0);
const Z = "Z".charCodeAt(0);

/** True where the clock above puts what is no digit; times that are written otherwise are left to Date. */
const isUsual = (iso: string): boolean =>
  iso.length === USUAL_LENGTH &&
  iso.charCodeAt(4) === HYPHEN &&
  iso.charCodeAt(7) === HYPHEN &&
  iso.charCodeAt(10) === T &&
  iso.charCodeAt(13) === COLON &&
  iso.charCodeAt(16) === COLON &&
  iso.charCodeAt(19) === POINT &&
  iso.charCodeAt(23) === Z;

/** The number that a digit means; NaN for anything else. */
function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 48;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}

const twoDigits = (text: string, at: number): number => 10 * digit(text, at) + digit(text, at + 1);

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** False for the 31st of April too, which Date takes for the 1st of May; and for NaN. */
const isDay = (year: number, month: number, day: number): boolean =>
  day >= 1 && (day <= DAYS_OF_MONTH[month - 1]! || (day === 29 && month === 2 && isLeap(year))); // undefined is not larger

/** Epoch milliseconds of a time that exists and is written as the clock above writes it; NaN for anything else. */
export function usualEpochMsOf(iso: string): number {
  if (!isUsual(iso)) return Number.NaN;
  const year = 100 * twoDigits(iso, 0) + twoDigits(iso, 2);
  const month = twoDigits(iso, 5);
  const day = twoDigits(iso, 8);
  if (!(year >= 100) || !isDay(year, month, day)) return Number.NaN; // Date.UTC takes the year 50 for 1950
  const hour = twoDigits(iso, 11);
  const minute = twoDigits(iso, 14);
  const second = twoDigits(iso, 17);
  if (!(hour < 24 && minute < 60 && second < 60)) return Number.NaN;
  const ms = 1000 * second + 100 * digit(iso, 20) + twoDigits(iso, 21);
  return Date.UTC(year, month - 1, day) + hour * HOUR_MS + minute * 60_000 + ms;
}

/** Epoch milliseconds of an ISO time: `Date.parse`, several times as fast for what we write ourselves. */
export function epochMsOf(iso: string): number {
  const usual = usualEpochMsOf(iso);
  return Number.isNaN(usual) ? Date.parse(iso) : usual;
}
