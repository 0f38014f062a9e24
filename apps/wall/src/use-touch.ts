import { useEffect, useState } from "react";

/** Who has done nothing for so long has gone. */
const GONE_AFTER_MS = 60_000;

/** Whether somebody stands at the wall with a pointer, a finger or keys: the rotation waits for them. */
export function useTouch(): boolean {
  const [isTouched, setTouched] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const touch = (): void => {
      setTouched(true);
      clearTimeout(timer);
      timer = setTimeout(() => setTouched(false), GONE_AFTER_MS);
    };
    for (const event of ["pointerdown", "keydown", "wheel"] as const) addEventListener(event, touch, true);
    return () => {
      clearTimeout(timer);
      for (const event of ["pointerdown", "keydown", "wheel"] as const)
        removeEventListener(event, touch, true);
    };
  }, []);
  return isTouched;
}
