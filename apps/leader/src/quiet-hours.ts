import { useState } from "react";

/** Hours of the day in which the icon shows no number; equal ends = never. */
export type QuietHours = { from: number; to: number };

const PLACE = "getu-leader-quiet";
const NIGHT: QuietHours = { from: 21, to: 7 };

/** True at a moment in the quiet hours of the territory's clock. */
export function isQuiet({ from, to }: QuietHours, now: Date, timeZone: string): boolean {
  const hour = Number(
    new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format(now),
  );
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

function readHours(): QuietHours {
  const [from, to] = (localStorage.getItem(PLACE) ?? "").split("-").map(Number);
  return Number.isInteger(from) && Number.isInteger(to) ? { from: from!, to: to! } : NIGHT; // both are whole
}

/** The quiet hours of this phone, and how to change them: two numbers, nobody's secret. */
export function useQuietHours(): [QuietHours, (hours: QuietHours) => void] {
  const [hours, setHours] = useState(readHours);
  const change = (next: QuietHours): void => {
    localStorage.setItem(PLACE, `${next.from}-${next.to}`);
    setHours(next);
  };
  return [hours, change];
}
