import { isPressing, isQuiet } from "@getu/domain";
import type { QuietHours, Timed } from "@getu/domain";
import { useEffect } from "react";
import { useQuietHours } from "./use-quiet-hours.ts";
import type { Work } from "./work.ts";

type Badged = { mine: readonly Timed[] | null; now: Date; timeZone: string };

/** How much of one's work is late or waits to be accepted; 0 in quiet hours. */
export function badgeCount({ mine, now, timeZone }: Badged, hours: QuietHours): number {
  if (isQuiet(hours, now, timeZone)) return 0;
  return (mine ?? []).filter((entry) => isPressing(entry, now)).length;
}

/** Keeps that number on the icon. */
export function useBadge({ mine, now, territory: { timeZone } }: Work): void {
  const [hours] = useQuietHours();
  const count = badgeCount({ mine, now, timeZone }, hours);
  useEffect(() => {
    if (!("setAppBadge" in navigator)) return;
    navigator.setAppBadge(count).catch(() => undefined); // not installed: there is no icon
  }, [count]);
}
