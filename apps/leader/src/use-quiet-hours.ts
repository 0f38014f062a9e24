import { quietHoursSchema } from "@getu/domain";
import type { QuietHours } from "@getu/domain";
import { useSyncExternalStore } from "react";

const PLACE = "getu-leader-quiet";
const NIGHT: QuietHours = { from: 21, to: 7 };

function readHours(): QuietHours {
  const [from, to] = (localStorage.getItem(PLACE) ?? "").split("-").map(Number);
  return quietHoursSchema.safeParse({ from, to }).data ?? NIGHT;
}

let hours: QuietHours | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: QuietHours): void {
  localStorage.setItem(PLACE, `${next.from}-${next.to}`);
  hours = next;
  for (const listener of listeners) listener();
}

/** The quiet hours of this phone, and how to change them for everything that goes by them: two numbers, nobody's secret. */
export function useQuietHours(): [QuietHours, (next: QuietHours) => void] {
  return [useSyncExternalStore(subscribe, () => (hours ??= readHours())), change];
}
