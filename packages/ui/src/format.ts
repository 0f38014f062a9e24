import { timeFormat } from "@getu/domain";
import type { TFunction } from "i18next";
import type { Language } from "./messages/i18n.ts";

const DAY = {
  "zh-CN": { month: "long", day: "numeric", weekday: "long" },
  en: { month: "short", day: "numeric", weekday: "short" },
} as const satisfies Record<Language, Intl.DateTimeFormatOptions>;

const MONTH = {
  "zh-CN": { year: "numeric", month: "long" },
  en: { year: "numeric", month: "short" },
} as const satisfies Record<Language, Intl.DateTimeFormatOptions>;

/** From so many on a number is longer than a narrow cell is wide. */
const LEAST_ROUNDED = 10_000;

/** The last place that shares are written with. */
const LEAST_SHARE = 0.001;

const BELOW = { "zh-CN": "不到 ", en: "<" } as const satisfies Record<Language, string>;
const ABOVE = { "zh-CN": "超过 ", en: ">" } as const satisfies Record<Language, string>;

/** Writes numbers and times of one territory in one language; digits are always Latin and of equal width. */
export type Format = {
  number: (value: number) => string;
  /** For narrow cells, at most five characters: `9,999`, and from ten thousand on rounded, `1.5万` or `15K`. */
  short: (value: number) => string;
  /** With one place at most: `97.3%`; neither "0%" of something nor "100%" of not everything: `不到 0.1%`, `超过 99.9%`. */
  percent: (share: number) => string;
  /** `14:32:05` */
  clock: (time: Date) => string;
  /** `14:32` */
  minute: (time: Date) => string;
  /** `11月22日 星期日` in the local year of `now`, else `2025年11月22日 星期六`. */
  day: (time: Date, now: Date) => string;
  /** `2026年11月` of a month as `monthOf` has it. */
  month: (month: string) => string;
  /** `14:32:05` on the local day of `now`, else as `moment` writes it. */
  instant: (time: Date, now: Date) => string;
  /** `14:32` on the local day of `now`, `11-21 14:32` in the same year, else `2016-08-14`. */
  moment: (time: Date, now: Date) => string;
};

/** Formats in the territory's time zone, not the screen's. */
export function createFormat(language: Language, timeZone: string): Format {
  const time = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(language, { timeZone, hourCycle: "h23", ...options });
  const clock = time({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const minute = time({ hour: "2-digit", minute: "2-digit" });
  const day = time(DAY[language]);
  const dayOfYear = time({ year: "numeric", ...DAY[language] });
  const month = new Intl.DateTimeFormat(language, { timeZone: "UTC", ...MONTH[language] });
  const localDate = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }); // 2026-11-22
  const number = new Intl.NumberFormat(language);
  const short = new Intl.NumberFormat(language, { notation: "compact" });
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const yearOf = (time: Date): string => localDate.format(time).slice(0, 4);
  const moment = (time: Date, now: Date): string => {
    const [date, today] = [localDate.format(time), localDate.format(now)];
    if (date === today) return minute.format(time);
    if (date.slice(0, 4) !== today.slice(0, 4)) return date;
    return `${date.slice(5)} ${minute.format(time)}`;
  };
  return {
    number: (value) => number.format(value),
    short: (value) => (value < LEAST_ROUNDED ? number : short).format(value),
    percent(share) {
      if (share > 0 && share < LEAST_SHARE / 2) return `${BELOW[language]}${percent.format(LEAST_SHARE)}`;
      if (share < 1 && share >= 1 - LEAST_SHARE / 2)
        return `${ABOVE[language]}${percent.format(1 - LEAST_SHARE)}`;
      return percent.format(share);
    },
    clock: (at) => clock.format(at),
    minute: (at) => minute.format(at),
    day: (at, now) => (yearOf(at) === yearOf(now) ? day : dayOfYear).format(at),
    month: (of) => month.format(new Date(`${of}-01`)),
    instant: (at, now) =>
      localDate.format(at) === localDate.format(now) ? clock.format(at) : moment(at, now),
    moment,
  };
}

const monthFormatOf = timeFormat(
  (timeZone) => new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit" }),
);

/** The month of a moment in a time zone, as `2026-11`. */
export const monthOf = (time: Date, timeZone: string): string => monthFormatOf(timeZone).format(time);

/** How long ago in one unit, whole and rounded down: `3 秒`, `12 分钟`. Never negative. */
export function ageParts(ageMs: number): { unit: "seconds" | "minutes" | "hours" | "days"; count: number } {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  if (seconds < 60) return { unit: "seconds", count: seconds };
  if (seconds < 3600) return { unit: "minutes", count: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { unit: "hours", count: Math.floor(seconds / 3600) };
  return { unit: "days", count: Math.floor(seconds / 86_400) };
}

/** The age in words of the screen's language. */
export function ageText(ageMs: number, t: TFunction): string {
  const { unit, count } = ageParts(ageMs);
  return t(`age.${unit}`, { count });
}
