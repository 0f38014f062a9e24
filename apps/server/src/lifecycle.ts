/** Thrown to leave a start that has been asked to stop. */
export class Stopping extends Error {}

/** What has been opened, closed in reverse order when the process is to end. */
export type Lifecycle = {
  /** Remembers how to close something that is now open; while stopping it is closed at once and the start ends. */
  opened(name: string, close: () => void | Promise<void>): Promise<void>;
  /** Closes everything once; later calls wait for the first. Resolves with the names of what failed to close. */
  stop(): Promise<readonly string[]>;
  isStopping(): boolean;
};

/** Closers run one after the other, last opened first, so that nothing loses what it stands on. */
export function createLifecycle(): Lifecycle {
  const closers: { name: string; close: () => void | Promise<void> }[] = [];
  let stopped: Promise<readonly string[]> | null = null;

  async function closeAll(): Promise<readonly string[]> {
    const failed: string[] = [];
    for (let next = closers.pop(); next; next = closers.pop()) {
      try {
        await next.close();
      } catch {
        failed.push(next.name);
      }
    }
    return failed;
  }

  return {
    async opened(name, close) {
      if (stopped) {
        await close();
        throw new Stopping();
      }
      closers.push({ name, close });
    },
    stop: () => (stopped ??= closeAll()),
    isStopping: () => stopped !== null,
  };
}
