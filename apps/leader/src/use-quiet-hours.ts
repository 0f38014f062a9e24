import type { QuietHours } from "@getu/domain";
import { useState } from "react";

const PLACE = "getu-leader-quiet";
const NIGHT: QuietHours = { from: 21, to: 7 };

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
