import { findLatest, listChanges, PAGE, readPage, toCursor } from "./change-page.ts";
import type { ChangeFilter, FeedChange, Position } from "./change-page.ts";
import { dropForeignChanges } from "./change-retention.ts";
import type { Db } from "../db.ts";
import { findHistory, tagOf } from "./database-history.ts";
import type { OwnHistory } from "./database-history.ts";
import { createFollower } from "./follow.ts";
import { createToldUntil } from "./told-until.ts";

/** Called with changes in order, each once. */
export type FeedListener = (changes: readonly FeedChange[]) => void;

/** Follows everything that screens show. */
export type ChangeFeed = {
  /** Begins after the newest change there is; resolves when subscribers miss nothing from here on. */
  start(): Promise<void>;
  stop(): Promise<void>;
  subscribe(listener: FeedListener): () => void;
  /** Up to `limit` changes after a cursor, oldest first; "resync" when the feed cannot know them all. */
  listChanges(filter: ChangeFilter): Promise<FeedChange[] | "resync">;
  /** Everything up to here has been given to subscribers. */
  latestCursor(): string;
  /** Everything that was committed so long ago has been given to subscribers. */
  behindMs(): number;
  /**
   * Resolves when another database has taken the place of the one that is followed, or another history of it, as after a
   * failover that lost its end or a restored backup: what was read of it may never have been, and subscribers are told no more.
   */
  whenForeign(): Promise<void>;
  /** The history that is followed. */
  ownHistory(): OwnHistory;
  /** The same in short, as screens name it with their cursor: one of another history is unknown, however alike it looks. */
  historyTag(): string;
};

type FeedOptions = {
  pollMs?: number;
  onError?: (error: unknown) => void;
  /** The same database over connections that no request takes, to be followed over; absent = over those that there are. */
  liveDb?: Db;
};

const POLL_MS = 1000;

/** Listeners that cannot hurt each other: one that throws is reported, the others still hear. */
function createListeners(onError: (error: unknown) => void) {
  const listeners = new Set<FeedListener>();
  return {
    add(listener: FeedListener): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(changes: readonly FeedChange[]): void {
      for (const listener of listeners) {
        try {
          listener(changes);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}

/**
 * Follows the `change` table. The cursor is (transaction id, row id) and stays below `pg_snapshot_xmin`: a row
 * can then never appear behind it, however late its transaction commits. NOTIFY only wakes the reader.
 */
export function createChangeFeed(db: Db, options: FeedOptions = {}): ChangeFeed {
  const { pollMs = POLL_MS, onError = () => {}, liveDb = db } = options;
  const listeners = createListeners(onError);
  const follower = createFollower(db.url, { read: drain, pollMs, onError });
  const state = { cursor: "0-0", position: { tx: "0", id: "0" } };
  let own: OwnHistory;
  const foreign = Promise.withResolvers<void>();
  const told = createToldUntil(performance.now());

  function moveTo(position: Position): void {
    state.position = position;
    state.cursor = toCursor(position);
  }

  /** Reads and delivers all there is; true when committed changes still stand behind a running transaction. */
  async function drain(): Promise<boolean> {
    for (;;) {
      const atMs = performance.now();
      const { history, changes, last, waitsIn } = await readPage(liveDb, {
        ...state.position,
        question: own.question,
      });
      if (!follower.isRunning()) return false;
      if (history !== own.history) {
        foreign.resolve();
        return false;
      }
      if (last) {
        moveTo(last);
        listeners.tell(changes);
      }
      if (changes.length === PAGE) continue;
      told.note({ atMs, waitsIn });
      return waitsIn !== null;
    }
  }

  return {
    async start() {
      own = await findHistory(liveDb);
      await dropForeignChanges(liveDb);
      moveTo(await findLatest(liveDb));
      await follower.start();
    },
    stop: () => follower.stop(),
    subscribe: (listener) => listeners.add(listener),
    listChanges: (filter) => listChanges(db, filter),
    latestCursor: () => state.cursor,
    behindMs: () => performance.now() - told.atMs(),
    ownHistory: () => own,
    historyTag: () => tagOf(own.history),
    whenForeign: () => foreign.promise,
  };
}
