const lockOf = (key: string): string => `getu-leader-entry-${key}`;

/** Does something with an entry while no tab of this browser takes it back. */
export const whileSending = <Result>(key: string, send: () => Promise<Result>): Promise<Result> =>
  navigator.locks.request(lockOf(key), send) as Promise<Result>; // a lock gives what was done under it

/** Does something with entries none of which is being sent, in any tab; false = one is, and nothing was done. */
export async function whileStill(keys: readonly string[], change: () => Promise<void>): Promise<boolean> {
  const [key, ...rest] = keys;
  if (key === undefined) {
    await change();
    return true;
  }
  return navigator.locks.request(
    lockOf(key),
    { ifAvailable: true },
    async (lock) => lock !== null && (await whileStill(rest, change)),
  );
}
