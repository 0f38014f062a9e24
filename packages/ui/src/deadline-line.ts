import type { DeadlineExplanation, Label } from "@getu/domain";
import type { TFunction } from "i18next";
import type { Language } from "./messages/i18n.ts";
import type { Format } from "./format.ts";

/** What the line is written with: words, times of the territory, and names for the ids of approvers. */
export type DeadlineWords = {
  t: TFunction;
  language: Language;
  format: Format;
  now: Date;
  nameOf: (actorId: string) => string;
};

/** What stands between the parts of the line, and between the entries of a list in it. */
const MARKS = {
  "zh-CN": { part: "；", entry: "、" },
  en: { part: "; ", entry: ", " },
} as const satisfies Record<Language, { part: string; entry: string }>;

/** The arithmetic of a deadline in one readable line, the same on every screen. */
export function deadlineLine(explanation: DeadlineExplanation, words: DeadlineWords): string {
  const { t, language } = words;
  const parts = [
    ruleText(explanation, words),
    ...extensionTexts(explanation, words),
    ...skippedTexts(explanation, words),
    ...explanation.pauses.map((pause) => pauseText(pause, words)),
    ...unknownYearTexts(explanation, words),
  ].join(MARKS[language].part);
  const { dueAt } = explanation;
  const end = dueAt === null ? t("deadline.standing") : t("deadline.due", { time: moment(dueAt, words) });
  return t("deadline.line", { from: moment(explanation.startedAt, words), parts, end });
}

const moment = (iso: string, { format, now }: DeadlineWords): string => format.moment(new Date(iso), now);

function ruleText({ rule, windows }: DeadlineExplanation, { t, language }: DeadlineWords): string {
  const hours = windows.map(({ from, to }) => `${from}–${to}`).join(MARKS[language].entry);
  return t(`deadline.rule.${rule.unit}`, { amount: rule.amount, windows: hours });
}

function extensionTexts(
  { extensions }: DeadlineExplanation,
  { t, language, nameOf }: DeadlineWords,
): string[] {
  if (extensions.length === 0) return [];
  const approvers = extensions.map(({ approvedBy }) => nameOf(approvedBy)).join(MARKS[language].entry);
  return [t("deadline.extensions", { count: extensions.length, approvers })];
}

function pauseText(pause: DeadlineExplanation["pauses"][number], words: DeadlineWords): string {
  const to = pause.to === null ? words.t("deadline.now") : moment(pause.to, words);
  const by = words.nameOf(pause.approvedBy);
  return words.t(`deadline.${pause.kind}`, { from: moment(pause.from, words), to, by });
}

/** `2026-10-01` as `10-01`. */
const monthDay = (day: string): string => day.slice(5);

function skippedTexts({ daysOff }: DeadlineExplanation, { t, language }: DeadlineWords): string[] {
  const weekend = daysOff.filter(({ holiday }) => holiday === null).length;
  const holidays = Map.groupBy(
    daysOff.filter(({ holiday }) => holiday !== null),
    ({ holiday, day }) => `${day.slice(0, 4)} ${nameIn(holiday!, language)}`, // not null: filtered
  );
  const texts = [...holidays].map(([key, days]) =>
    t("deadline.holiday", {
      name: key.slice(5),
      from: monthDay(days[0]!.day), // a group is not empty
      to: monthDay(days.at(-1)!.day),
    }),
  );
  if (weekend > 0) texts.push(t("deadline.weekend", { count: weekend }));
  return texts.length === 0 ? [] : [t("deadline.skipped", { days: texts.join(MARKS[language].entry) })];
}

const nameIn = (label: Label, language: Language): string => (language === "en" ? label.en : label.zh);

function unknownYearTexts({ unknownYears }: DeadlineExplanation, { t, language }: DeadlineWords): string[] {
  if (unknownYears.length === 0) return [];
  return [t("deadline.unknownYears", { years: unknownYears.join(MARKS[language].entry) })];
}
