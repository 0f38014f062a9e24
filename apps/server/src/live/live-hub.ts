import type { Writable } from "node:stream";
import type { LiveChange, Scope } from "@getu/domain";
import type { ChangeFeed, FeedChange } from "@getu/store";
import { within } from "../within.ts";
import { createAudience } from "./audience.ts";
import { createCallerPlaces } from "./caller-places.ts";
import type { PlacesEach, StreamCaller } from "./caller-places.ts";
import { compareCursors } from "./cursor.ts";
import { createHeldSince } from "./held-since.ts";
import { createLiveClient } from "./live-client.ts";
import type { BacklogLimit, LiveClient, WireChange } from "./live-client.ts";
import { readMissedChanges } from "./missed-changes.ts";
import { OVER, toWire } from "./server-sent-event.ts";

/** What a hub needs from outside. */
export type LiveHubOptions = {
  feed: Pick<ChangeFeed, "subscribe" | "listChanges" | "latestCursor" | "behindMs" | "historyTag">;
  /** Time of the database. */
  now: () => Promise<Date>;
  /** More listeners than this are refused. */
  maxConnections: number;
  /** So many of one caller; see caller-places.ts. */
  placesEach: PlacesEach;
  pingMs?: number;
  /** Changes that are held up for longer are told of in the ping. */
  heldAfterMs?: number;
  backlog?: BacklogLimit;
};

/** What a screen saw last, as the client claims it: a cursor, and the history that it is of where it was told that. */
type LastSeen = { cursor: string; history: string | null };

/** One screen that wants to listen; null = it has seen nothing. */
type Listener = { stream: Writable; caller: StreamCaller; scope: Scope; after: LastSeen | null };

/** Sends every change to each screen that may hear of it, in order, once. */
export type LiveHub = {
  /** A place is taken when a listener is attached: whoever attaches at once, without awaiting anything, has this one. */
  hasRoom(caller: StreamCaller): boolean;
  /** Sends hello, what was missed, then live changes until the stream closes. */
  attach(listener: Listener): Promise<void>;
  connections(): number;
  /** Ends every stream, and tells its reader that nothing of what was sent need be true any more. */
  over(): void;
  /** Ends every stream: whoever listened may go on after what they had. */
  stop(): void;
};

const changeWire = ({ cursor, change }: { cursor: string; change: LiveChange }): WireChange => ({
  cursor,
  wire: toWire({ event: "change", id: cursor, data: change }),
});

const DEFAULT_BACKLOG: BacklogLimit = { bytes: 1_000_000, ms: 30_000 };

const HELD_AFTER_MS = 10_000;

/** Who hears nothing for seconds hangs up. */
const TOLD_WITHIN_MS = 2_000;

/** The server is there, and what it says next is true again: nobody need call anew. */
const NO_DATABASE = toWire({ event: "no-database", data: {} });

/** Serialises each change once and writes the same bytes to every screen that it concerns. */
export function createLiveHub(options: LiveHubOptions): LiveHub {
  const {
    feed,
    now,
    maxConnections,
    placesEach,
    pingMs = 5000,
    heldAfterMs = HELD_AFTER_MS,
    backlog = DEFAULT_BACKLOG,
  } = options;
  const heldSinceAt = createHeldSince({ behindMs: feed.behindMs, afterMs: heldAfterMs });
  const clients = new Set<LiveClient>();
  const audience = createAudience<LiveClient>();
  const places = createCallerPlaces(placesEach);
  /** Every change up to here has been offered to the clients. */
  let offered = feed.latestCursor();
  let isStopped = false;

  function offer(changes: readonly FeedChange[]): void {
    for (const change of changes) {
      const wire = changeWire(change);
      for (const client of audience.hearersOf(change)) client.offer(wire);
      offered = change.cursor;
    }
  }

  async function greet(
    client: LiveClient,
    { scope, after }: Pick<Listener, "scope" | "after">,
  ): Promise<void> {
    const history = feed.historyTag();
    const isOfAnother = (after?.history ?? history) !== history;
    const missed =
      after && (isOfAnother ? "resync" : await readMissedChanges(feed, { scope, after: after.cursor }));
    const at = (await now()).toISOString();
    const isResumed = missed !== null && missed !== "resync";
    // A resuming screen keeps its own id until it has what it missed: cut off midway it asks for the rest again.
    const cursor = isResumed ? missed.from : feed.latestCursor();
    const data = { cursor, now: at, history };
    // Nor does one that has to fetch everything take another id before it is told to.
    client.sendAt(cursor, toWire({ event: "hello", ...(missed !== "resync" && { id: cursor }), data }));
    if (missed === "resync") client.send(toWire({ event: "resync", id: cursor, data }));
    if (isResumed) for (const change of missed.changes) client.deliver(changeWire(change));
    client.goLive();
  }

  /**
   * No ping without the database: a screen that hears none knows that its picture grows old. One that hears the database but
   * no changes, because a transaction that does not end holds them up, knows it from the ping.
   */
  async function ping(): Promise<void> {
    const at = await within(TOLD_WITHIN_MS, now()).catch(() => null);
    if (at === null) {
      for (const client of clients) client.send(NO_DATABASE);
      return;
    }
    const heldSince = heldSinceAt(at)?.toISOString();
    const data = { now: at.toISOString(), ...(heldSince !== undefined && { heldSince }) };
    const plain = toWire({ event: "ping", data });
    // The id spares a quiet territory a resync: what others changed meanwhile counts as seen.
    const advancing = toWire({ event: "ping", id: offered, data });
    for (const client of clients) {
      const live = client.liveAt();
      if (live === null) continue; // hello comes first
      if (compareCursors(offered, live) > 0) client.sendAt(offered, advancing);
      else client.send(plain);
    }
  }

  const unsubscribe = feed.subscribe(offer);
  const timer = setInterval(() => void ping(), pingMs).unref();

  return {
    hasRoom: (caller) =>
      !isStopped && (clients.size < maxConnections || places.holds(caller)) && places.hasRoom(caller),
    connections: () => clients.size,
    async attach({ stream, caller, scope, after }) {
      if (stream.destroyed || stream.closed) return; // it left while it was looked up: "close" has been and gone
      const client = createLiveClient(stream, backlog);
      // Listening begins before the backlog is read: nothing falls between the two.
      clients.add(client);
      audience.add(client, scope);
      const giveBack = places.take(caller, () => stream.destroy()); // nobody may read it any more: it could not end
      stream.on("close", () => {
        clients.delete(client);
        audience.remove(client, scope);
        giveBack();
      });
      stream.on("error", () => stream.destroy());
      await greet(client, { scope, after }).catch((error: unknown) => {
        stream.destroy();
        throw error;
      });
    },
    over() {
      isStopped = true; // who comes now is told when everything has begun anew
      for (const client of clients) {
        client.send(OVER);
        client.end();
      }
    },
    stop() {
      isStopped = true;
      clearInterval(timer);
      unsubscribe();
      for (const client of clients) client.end();
    },
  };
}
