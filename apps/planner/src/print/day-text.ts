import type { Language } from "@getu/ui";

/** A day in words, by the clocks of a time zone: `2026年11月26日`. */
export const dayText = (
  moment: string | Date,
  { language, timeZone }: { language: Language; timeZone: string },
): string => new Intl.DateTimeFormat(language, { timeZone, dateStyle: "long" }).format(new Date(moment));
