import { cellAt } from "@getu/geometry";
import type { HeatIncident, HeatRequest } from "../src/index.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The local hour of the week by the platform's calendar alone. */
function hourOfWeek(milliseconds: number, format: Intl.DateTimeFormat): number {
  const parts = format.formatToParts(milliseconds).map(({ type, value }) => [type, value] as const);
  const { weekday, hour } = Object.fromEntries(parts) as { weekday: string; hour: string };
  return DAYS.indexOf(weekday) * 24 + Number(hour);
}

/** What a request must count, asked of each incident in turn: `x,y count` lines, sorted. */
export function plainCount(
  incidents: readonly HeatIncident[],
  { window, view, categories, severities, statuses, hoursOfWeek }: HeatRequest,
  timeZone: string,
): string[] {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    hour: "numeric",
    hourCycle: "h23",
  });
  const counts = new Map<string, number>();
  for (const { position, occurredAt, category, severity, status } of incidents) {
    const milliseconds = Date.parse(occurredAt ?? "");
    const cell = cellAt(position, view.level);
    const wanted =
      milliseconds >= window.from * 1000 &&
      milliseconds < window.to * 1000 &&
      cell.x >= view.west &&
      cell.x <= view.east &&
      cell.y >= view.north &&
      cell.y <= view.south &&
      (!categories || categories.includes(category)) &&
      (!severities || severities.includes(severity)) &&
      (!statuses || statuses.includes(status)) &&
      (!hoursOfWeek || hoursOfWeek.includes(hourOfWeek(milliseconds, format)));
    if (wanted) counts.set(`${cell.x},${cell.y}`, (counts.get(`${cell.x},${cell.y}`) ?? 0) + 1);
  }
  return [...counts].map(([cell, count]) => `${cell} ${count}`).sort();
}
