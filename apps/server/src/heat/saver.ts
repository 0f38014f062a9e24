import type { Db, OwnHistory } from "@getu/store";
import type { Logger } from "pino";
import type { Following } from "./following.ts";
import { saveHeat } from "./saved-heat.ts";

/** Writes indexes to their files. */
export type Saver = {
  start(): void;
  /** Writes what is new at once: a first load is worth keeping. */
  saveNow(): void;
  /** Writes what is not written yet, and no more after that. */
  stop(): Promise<void>;
};

type SaverOptions = {
  db: Db;
  log: Logger;
  following: () => readonly Following[];
  /** The history of the database that they are of. */
  own: () => OwnHistory;
};

const NOT_SAVED = "the heat index could not be saved: a restart builds it anew";

const LOOK_EVERY_MS = 30_000;
/** An index that changes all the time is written at every so many looks all the same. */
const MOST_LOOKS = 20;

const isUnsaved = ({ unsaved, isBehind }: Following): boolean => unsaved > 0 && !isBehind;

/** Writes an index when it has been quiet between two looks. */
export function createSaver({ db, log, following, own }: SaverOptions): Saver {
  const seenAt = new WeakMap<Following, { revision: number; looks: number }>();
  let saving: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const isDue = (each: Following): boolean => {
    if (!isUnsaved(each)) return false;
    const { revision, looks } = seenAt.get(each) ?? { revision: -1, looks: 0 };
    seenAt.set(each, { revision: each.revision, looks: looks + 1 });
    return revision === each.revision || looks >= MOST_LOOKS;
  };

  async function save(each: Following): Promise<void> {
    const { unsaved } = each;
    await saveHeat(db, { ...each, own: own() });
    each.unsaved -= unsaved;
    seenAt.delete(each);
  }

  async function saveEach(isWanted: (each: Following) => boolean): Promise<void> {
    for (const each of following().filter(isWanted)) {
      const { territoryId } = each;
      await save(each).catch((error: unknown) => log.warn({ err: error, territoryId }, NOT_SAVED));
    }
  }

  /** One after the other: the files of a territory are written by one at a time. */
  function saveAll(isWanted: (each: Following) => boolean): Promise<void> {
    saving = saving.then(() => saveEach(isWanted));
    return saving;
  }

  return {
    start() {
      timer = setInterval(() => void saveAll(isDue), LOOK_EVERY_MS);
    },
    saveNow: () => void saveAll(isUnsaved),
    stop() {
      clearInterval(timer);
      return saveAll(isUnsaved);
    },
  };
}
