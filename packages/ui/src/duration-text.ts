import type { TFunction } from "i18next";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A span of time in the one unit that it is best compared in, to a tenth. */
export function durationText(ms: number, t: TFunction): string {
  if (ms < HOUR_MS) return t("desk.assess.minutes", { value: Math.round(ms / MINUTE_MS) });
  const hours = ms / HOUR_MS;
  if (hours < 48) return t("desk.assess.hours", { value: hours.toFixed(1) });
  return t("desk.assess.days", { value: (hours / 24).toFixed(1) });
}
