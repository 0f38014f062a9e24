import { useEffect, useState } from "react";

/** Who has done nothing for so long has gone. */
const GONE_AFTER_MS = 60_000;

/** Who stands at the wall with a pointer, a finger or keys, and how many have come and gone. */
export type Visits = { isTouched: boolean; gone: number };

/** Whether somebody stands at the wall: the rotation waits for them. */
export function useTouch(): Visits {
  const [visits, setVisits] = useState<Visits>({ isTouched: false, gone: 0 });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const touch = (): void => {
      setVisits((before) => (before.isTouched ? before : { ...before, isTouched: true }));
      clearTimeout(timer);
      timer = setTimeout(
        () => setVisits(({ gone }) => ({ isTouched: false, gone: gone + 1 })),
        GONE_AFTER_MS,
      );
    };
    for (const event of ["pointerdown", "keydown", "wheel"] as const) addEventListener(event, touch, true);
    return () => {
      clearTimeout(timer);
      for (const event of ["pointerdown", "keydown", "wheel"] as const)
        removeEventListener(event, touch, true);
    };
  }, []);
  return visits;
}
