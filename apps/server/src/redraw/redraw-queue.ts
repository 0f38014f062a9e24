import { createSharing, toTrpcError } from "@getu/api";
import type { RedrawDoor } from "@getu/api";
import { findDraftMark } from "@getu/store";
import type { Db, RedrawWork } from "@getu/store";
import { CONNECTIONS } from "./redraw-thread.ts";

/** The rest of the connections is for what changes something. */
const READINGS_AT_ONCE = 2;

/** So many readings of one person may wait; what is asked a second time waits with the first and does not count. */
const MOST_WAITING = 4;

const RETRY_AFTER_SECONDS = 5;

/** What begins when its turn comes, and whose it is. */
type Turn = { by: string | null; begin: () => Promise<unknown> };

/**
 * The queue before the thread that redraws. What changes something goes first; of readings few are made at once, and one that
 * is asked again while it is made or waits is made once. Throws `TOO_OFTEN` to who has too many readings waiting.
 */
export function createRedrawQueue(db: Db, work: RedrawWork): RedrawDoor {
  const { change, read } = createLine();
  const share = createSharing();

  return {
    check: async (key, by) =>
      share(`check ${key.draftId} ${await findDraftMark(db, key)}`, () => read(by, () => work.check(key))),
    impact: async (key, by) =>
      share(`impact ${key.draftId} ${await findDraftMark(db, key)}`, () => read(by, () => work.impact(key))),
    restoreImpact: (asked, by) =>
      share(`restoration ${asked.territoryId} ${asked.version} ${asked.seen}`, () =>
        read(by, () => work.restoreImpact(asked)),
      ),
    append: (addition) => change(() => work.append(addition)),
    fork: (fork) => change(() => work.fork(fork)),
    move: (move) => change(() => work.move(move)),
    rebase: (rebase) => change(() => work.rebase(rebase)),
    publish: (key) => change(() => work.publish(key)),
    restore: (restoration) => change(() => work.restore(restoration)),
  };
}

/** What waits for the thread, in two lines: changes, and readings behind them. */
function createLine() {
  const [changes, readings]: [Turn[], Turn[]] = [[], []];
  let [changing, reading] = [0, 0];

  const hasRoom = (): boolean => changing + reading < CONNECTIONS;

  function goOn(): void {
    while (hasRoom() && changes.length > 0) {
      changing += 1;
      void changes
        .shift()!
        .begin()
        .finally(() => leave(() => (changing -= 1))); // there is one
    }
    while (hasRoom() && reading < READINGS_AT_ONCE && readings.length > 0) {
      reading += 1;
      void readings
        .shift()!
        .begin()
        .finally(() => leave(() => (reading -= 1))); // there is one
    }
  }

  function leave(count: () => void): void {
    count();
    goOn();
  }

  /** Puts work in a line; its answer is the work's. */
  function wait<Answer>(line: Turn[], by: string | null, make: () => Promise<Answer>): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const begin = async (): Promise<void> => {
      try {
        resolve(await make());
      } catch (error) {
        reject(error);
      }
    };
    line.push({ by, begin });
    goOn();
    return promise;
  }

  return {
    change: <Answer>(make: () => Promise<Answer>): Promise<Answer> => wait(changes, null, make),
    read: <Answer>(by: string, make: () => Promise<Answer>): Promise<Answer> => {
      if (readings.filter((turn) => turn.by === by).length >= MOST_WAITING)
        throw toTrpcError({ code: "TOO_OFTEN", retryAfterSeconds: RETRY_AFTER_SECONDS });
      return wait(readings, by, make);
    },
  };
}
