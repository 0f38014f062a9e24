import { useEffect } from "react";

/** What of a page says whether it is seen. */
type Seen = {
  readonly visibilityState: DocumentVisibilityState;
  addEventListener: (type: "visibilitychange", listener: () => void) => void;
  removeEventListener: (type: "visibilitychange", listener: () => void) => void;
};

/**
 * Keeps the screen from going dark while the page is seen, until what it returns is called. Where a browser has no such thing
 * (it wants https) or refuses, the machine's own settings decide.
 */
export function keepAwake(page: Seen, wakeLock: Pick<WakeLock, "request"> | undefined): () => void {
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const hold = async (): Promise<void> => {
    if (isOver || page.visibilityState !== "visible" || lock?.released === false) return;
    lock = (await wakeLock?.request("screen").catch(() => null)) ?? null;
    if (isOver) await lock?.release();
  };
  const listen = (): void => void hold(); // a browser takes the lock away from a page that is not seen
  page.addEventListener("visibilitychange", listen);
  listen();
  return () => {
    isOver = true;
    page.removeEventListener("visibilitychange", listen);
    void lock?.release();
  };
}

/** As `keepAwake`, for as long as this screen is a wall. */
export function useAwake(isWall: boolean): void {
  useEffect(
    () =>
      isWall ? keepAwake(document, "wakeLock" in navigator ? navigator.wakeLock : undefined) : undefined,
    [isWall],
  );
}
