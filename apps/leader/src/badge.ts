import { useEffect } from "react";
import { isOverdue } from "./time-left.tsx";
import { isQuiet, useQuietHours } from "./quiet-hours.ts";
import type { Work } from "./work.ts";

/** On the icon: how much of one's work is late or waits to be accepted; nothing in quiet hours. */
export function useBadge({ mine, now, territory }: Work): void {
  const [hours] = useQuietHours();
  const urgent = (mine ?? []).filter((entry) => entry.status === "assigned" || isOverdue(entry, now));
  const count = isQuiet(hours, now, territory.timeZone) ? 0 : urgent.length;
  useEffect(() => {
    if (!("setAppBadge" in navigator)) return;
    navigator.setAppBadge(count).catch(() => undefined); // not installed: there is no icon
  }, [count]);
}
