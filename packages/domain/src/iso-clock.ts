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

/** Where the clock above puts what is no digit; times that are written otherwise are left to Date. */
const MARKS = Object.entries({ 4: "-", 7: "-", 10: "T", 13: ":", 16: ":", 19: ".", 23: "Z" }).map(
  ([at, mark]) => [Number(at), mark.charCodeAt(0)] as const,
);
const USUAL_LENGTH = "2026-01-31T00:00:00.000Z".length;

const isUsual = (iso: string): boolean =>
  iso.length === USUAL_LENGTH && MARKS.every(([at, code]) => iso.charCodeAt(at) === code);

/** The number that `count` digits from `at` on mean; NaN where one of them is no digit. */
function digitsAt(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = 10 * value + digit;
  }
  return value;
}

/** Epoch milliseconds of an ISO time that exists: `Date.parse`, several times as fast for what we write ourselves. */
export function epochMsOf(iso: string): number {
  const year = digitsAt(iso, 0, 4);
  if (!isUsual(iso) || !(year >= 100)) return Date.parse(iso); // Date.UTC takes the year 50 for 1950
  const time = digitsAt(iso, 11, 2) * HOUR_MS + digitsAt(iso, 14, 2) * 60_000 + digitsAt(iso, 17, 2) * 1000;
  return Date.UTC(year, digitsAt(iso, 5, 2) - 1, digitsAt(iso, 8, 2)) + time + digitsAt(iso, 20, 3);
}
