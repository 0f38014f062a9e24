import { createWaker } from "./change-waker.ts";

/** Reads what is new, again and again. */
export type Follower = {
  start(): Promise<void>;
  stop(): Promise<void>;
  isRunning(): boolean;
  /** Ends the pause: the next read begins at once. */
  wake(): void;
};

/** `read` takes in all there is; true when committed rows still stand behind a running transaction. */
export type FollowOptions = {
  read: () => Promise<boolean>;
  pollMs: number;
  onError: (error: unknown) => void;
};

const SOON_MS = 20;

/** A pause that can be cut short; cut before it began, it does not begin. */
function createPause(): { wait: (ms: number) => Promise<void>; end: () => void } {
  let finish: (() => void) | null = null;
  let isCut = false;
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          [finish, isCut] = [null, false];
          resolve();
        };
        const timer = setTimeout(done, ms);
        finish = done;
        if (isCut) done();
      }),
    end() {
      if (finish) finish();
      else isCut = true;
    },
  };
}

/** Reads at every NOTIFY of a change, soon while committed rows wait, and every `pollMs` in any case. */
export function createFollower(url: string, { read, pollMs, onError }: FollowOptions): Follower {
  const pause = createPause();
  const waker = createWaker(url, { retryMs: pollMs, onWake: pause.end, onError });
  const state = { isRunning: false };
  let loop = Promise.resolve();

  async function run(): Promise<void> {
    let soonMs = SOON_MS;
    while (state.isRunning) {
      const isWaiting = await read().catch((error: unknown) => {
        onError(error);
        return false;
      });
      soonMs = isWaiting ? Math.min(soonMs * 2, pollMs) : SOON_MS;
      if (state.isRunning) await pause.wait(isWaiting ? soonMs : pollMs);
    }
  }

  return {
    async start() {
      state.isRunning = true;
      await waker.start();
      loop = run();
    },
    async stop() {
      state.isRunning = false;
      pause.end();
      await Promise.all([loop, waker.stop()]);
    },
    isRunning: () => state.isRunning,
    wake: pause.end,
  };
}
