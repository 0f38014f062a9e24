import { useEffect, useState } from "react";

/** Not every browser says when it has nothing to do. */
const WITHOUT_WORD_MS = 300;
const AT_LAST_MS = 2_000;

/** True from the first moment without work once it is time: what is fetched ahead must not hold up a thumb. */
export function useIdle(isTime: boolean): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => (isTime ? whenIdle(() => setIdle(true)) : undefined), [isTime]);
  return isIdle;
}

/** Gives the way to call it off. */
function whenIdle(tell: () => void): () => void {
  if (!("requestIdleCallback" in globalThis)) {
    const timer = setTimeout(tell, WITHOUT_WORD_MS);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(tell, { timeout: AT_LAST_MS });
  return () => cancelIdleCallback(handle);
}
