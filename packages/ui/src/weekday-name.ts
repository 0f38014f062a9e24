import type { Language } from "./messages/i18n.ts";

/** 1 January 2024 was a Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

type Width = "short" | "long";

const kept = new Map<string, readonly string[]>();

function namesOf(language: Language, width: Width): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: width, timeZone: "UTC" });
  return Array.from({ length: 7 }, (_, day) => format.format(MONDAY_MS + day * DAY_MS));
}

/** What a day of the week is called, 0 = Monday. Each language is asked once: a format takes 27 kB outside of the heap. */
export function weekdayName(day: number, { language, width }: { language: Language; width: Width }): string {
  const key = `${language} ${width}`;
  const names = kept.get(key) ?? namesOf(language, width);
  kept.set(key, names);
  return names[day] ?? "";
}
