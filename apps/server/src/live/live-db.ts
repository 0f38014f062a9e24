import { openDb } from "@getu/store";
import type { Db } from "@getu/store";

/** One for the feed, and one for the clock and the epoch. */
const CONNECTIONS = 2;

/** An open database once more, for what no request may keep waiting: the change feed, the clock of the streams, the epoch of access. */
export const openLiveDb = ({ url }: Pick<Db, "url">): Promise<Db> =>
  openDb(url, { connections: CONNECTIONS });
