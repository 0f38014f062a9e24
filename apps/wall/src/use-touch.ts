import { useCallback, useEffect, useRef, useState } from "react";

/** Who has done nothing for so long has gone. */
const GONE_AFTER_MS = 60_000;

/** Who stands at the wall with a pointer, a finger or keys, and how many have come and gone. */
export type Visits = {
  isTouched: boolean;
  gone: number;
  /** Whoever is there is there still: what they set going passes before their eyes. */
  stay: () => void;
};

/** Whether somebody stands at the wall: the rotation waits for them. */
export function useTouch(): Visits {
  const [visits, setVisits] = useState<Omit<Visits, "stay">>({ isTouched: false, gone: 0 });
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wait = useCallback(() => {
    clearTimeout(leaving.current);
    leaving.current = setTimeout(() => {
      leaving.current = undefined;
      setVisits(({ gone }) => ({ isTouched: false, gone: gone + 1 }));
    }, GONE_AFTER_MS);
  }, []);
  const stay = useCallback(() => {
    if (leaving.current !== undefined) wait();
  }, [wait]);
  useEffect(() => {
    const touch = (): void => {
      setVisits((before) => (before.isTouched ? before : { ...before, isTouched: true }));
      wait();
    };
    for (const event of ["pointerdown", "keydown", "wheel"] as const) addEventListener(event, touch, true);
    return () => {
      clearTimeout(leaving.current);
      for (const event of ["pointerdown", "keydown", "wheel"] as const)
        removeEventListener(event, touch, true);
    };
  }, [wait]);
  return { ...visits, stay };
}
