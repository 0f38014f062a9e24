/**
 * Writes what a source gives while the source goes on, `width` writes at once and in no order. When the source or a
 * write fails nothing new begins, what has begun is waited for, and the failure is thrown.
 */
export async function overlap<T>(
  source: AsyncIterable<T>,
  write: (value: T) => Promise<void>,
  { width }: { width: number },
): Promise<void> {
  const running = new Set<Promise<unknown>>();
  try {
    for await (const value of source) {
      const written: Promise<unknown> = write(value).then(() => running.delete(written)); // a failed one stays, to be thrown
      running.add(written);
      if (running.size === width) await Promise.race(running);
    }
    await Promise.all(running);
  } finally {
    await Promise.allSettled(running);
  }
}
