import type { HeatKinds, HeatLook, HeatWeek } from "@getu/domain";
import { useHeatWeek, windowAt } from "@getu/ui";
import { useEffect, useState } from "react";

/** At the present the same is asked for as long, and by all screens alike. */
const STANDS_MS = 5 * 60_000;

/** So long figures of one step of the slider may stand in for those of the next. */
const BETWEEN_STEPS_MS = 1_000;

/** Which incidents are counted, and how many steps back from the present. */
type WeekChoice = Pick<HeatLook, "window" | "span"> & { kinds: HeatKinds; back: number };

/**
 * The week's pattern of what is chosen; null while it is not known. The one before stays only where it says the same of
 * some minutes earlier, or for a moment while the slider moves: under another name it would say what is not so.
 */
export function useChosenWeek(
  { id, timeZone }: { id: number; timeZone: string },
  { choice, now }: { choice: WeekChoice | null; now: Date },
): HeatWeek | null {
  const { data: week = null, isPlaceholderData } = useHeatWeek(id, questionOf(choice, { now, timeZone }));
  const name = choice && JSON.stringify([choice.window, choice.span, choice.kinds]);
  const back = choice?.back ?? 0;
  const [shown, setShown] = useState({ name, back });
  const isSame = shown.name === name && shown.back === back;
  const isLate = useLasting(isPlaceholderData && !isSame, BETWEEN_STEPS_MS);
  if (isPlaceholderData) return shown.name === name && !isLate ? week : null;
  if (week && !isSame) setShown({ name, back });
  return week;
}

function questionOf(
  choice: WeekChoice | null,
  { now, timeZone }: { now: Date; timeZone: string },
): Parameters<typeof useHeatWeek>[1] {
  if (choice === null) return null;
  const { back, kinds } = choice;
  const standing = back > 0 ? now : new Date(Math.ceil(now.getTime() / STANDS_MS) * STANDS_MS); // further back its steps stand
  return { ...windowAt(choice, { back, now: standing, timeZone }), kinds };
}

/** True once something has been so for as long, until it is so no more. */
function useLasting(isSo: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isSo) return undefined;
    const timer = setTimeout(() => setLasts(true), ms);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [isSo, ms]);
  return isSo && lasts;
}
