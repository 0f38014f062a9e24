import type { TFunction } from "i18next";
import type { Language } from "./messages/i18n.ts";
import { weekdayName } from "./weekday-name.ts";

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;

const DAY = DAYS.join("|");
const DAY_SPAN = `(?:${DAY})(?:-(?:${DAY}))?`;
const TIME_SPAN = String.raw`\d{1,2}:\d{2}-\d{1,2}:\d{2}`;
const RULE = new RegExp(`^(?:(${DAY_SPAN}(?:, ?${DAY_SPAN})*) )?(${TIME_SPAN}(?:, ?${TIME_SPAN})*)$`);

/** What stands between days or times, and between rules. */
const JOINERS = {
  "zh-CN": { list: "、", rules: "；" },
  en: { list: ", ", rules: "; " },
} as const satisfies Record<Language, { list: string; rules: string }>;

/** OpenStreetMap `opening_hours` in plain words; whatever goes beyond days and times stays as it was written. */
export function openingHoursText(written: string, options: { t: TFunction; language: Language }): string {
  const { t, language } = options;
  if (written.trim() === "24/7") return t("openingHours.always");
  const rules = written.split(";").map((rule) => RULE.exec(rule.trim()));
  const words = rules.map((rule) => rule && ruleText(rule, options));
  return words.includes(null) ? written : words.join(JOINERS[language].rules);
}

function ruleText(
  [, days, times]: RegExpExecArray,
  { t, language }: { t: TFunction; language: Language },
): string {
  const { list } = JOINERS[language];
  const spans = (days ?? "Mo-Su").split(/, ?/).map((span) => daysText(span, { t, language }));
  return `${spans.join(list)} ${(times ?? "").replaceAll("-", "–").split(/, ?/).join(list)}`;
}

function daysText(span: string, { t, language }: { t: TFunction; language: Language }): string {
  const [from, to] = span.split("-").map((day) =>
    weekdayName(
      DAYS.findIndex((known) => known === day),
      { language, width: "short" },
    ),
  );
  if (span === "Mo-Su") return t("openingHours.daily");
  return to === undefined ? (from ?? "") : t("openingHours.days", { from, to });
}
