import { openDb } from "@getu/store";
import type { Db } from "@getu/store";

type Opened = Pick<Db, "url">;

/** One for the feed, and one for the clock and the epoch. */
const LIVE_CONNECTIONS = 2;

/** Of a crowd each is looked up by itself: they wait for each other, not for requests. */
const RIGHTS_CONNECTIONS = 2;

/** What these ask is read in milliseconds: a database that has not answered by then has died without a word. */
const ANSWERS_WITHIN_MS = 8_000;

/** An open database once more, for what no request may keep waiting: the change feed, the clock of the streams, the epoch of access. */
export const openLiveDb = ({ url }: Opened): Promise<Db> =>
  openDb(url, { connections: LIVE_CONNECTIONS, answersWithinMs: ANSWERS_WITHIN_MS });

/** And once more, for looking up again what those who listen may hear: it waits for no request, and feed and clock not for it. */
export const openRightsDb = ({ url }: Opened): Promise<Db> =>
  openDb(url, { connections: RIGHTS_CONNECTIONS, answersWithinMs: ANSWERS_WITHIN_MS });
