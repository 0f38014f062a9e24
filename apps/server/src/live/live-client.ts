import type { Writable } from "node:stream";
import { compareCursors } from "./cursor.ts";

/** One change as the feed hands it over, already in wire form. */
export type WireChange = { cursor: string; wire: Buffer };

/** One screen that listens, and where it stands. */
export type LiveClient = {
  /** Takes a live change; it waits while the screen is still being brought up to date. */
  offer(change: WireChange): void;
  /** Sends a change unless the screen has it already. */
  deliver(change: WireChange): void;
  send(wire: Buffer): void;
  /** Sends `wire` with the id up to which the screen now has everything. */
  sendAt(cursor: string, wire: Buffer): void;
  /** The cursor the screen has everything up to; null while it is still being brought up to date. */
  liveAt(): string | null;
  /** Sends what waited; from here on changes go straight through. */
  goLive(): void;
  end(): void;
};

/** How far behind a screen may be before it is dropped: it may resume by its last id. */
export type BacklogLimit = {
  /** So much may wait for longer than a moment. */
  bytes: number;
  /** For how long it may have something left to read. */
  ms: number;
};

/** More live changes than this waiting for one backlog means that the screen had better start afresh. */
const MOST_WAITING = 10_000;

/** A burst of changes fills the wire of a screen that reads, too; its bytes are there once for all screens. */
const MOMENT_MS = 1000;

/** A screen on `stream`. */
export function createLiveClient(stream: Writable, limit: BacklogLimit): LiveClient {
  let last = "0-0";
  let waiting: WireChange[] | null = [];
  let readAllAt = performance.now();

  function isTooFarBehind(): boolean {
    const behindMs = performance.now() - readAllAt;
    return behindMs > limit.ms || (behindMs > MOMENT_MS && stream.writableLength > limit.bytes);
  }

  const client: LiveClient = {
    offer(change) {
      if (!waiting) client.deliver(change);
      else if (waiting.push(change) > MOST_WAITING) stream.destroy();
    },
    deliver({ cursor, wire }) {
      if (compareCursors(cursor, last) > 0) client.sendAt(cursor, wire);
    },
    send(wire) {
      if (stream.destroyed || stream.writableEnded) return;
      if (stream.writableLength === 0) readAllAt = performance.now();
      stream.write(wire);
      if (isTooFarBehind()) stream.destroy();
    },
    sendAt(cursor, wire) {
      last = cursor;
      client.send(wire);
    },
    liveAt: () => (waiting ? null : last),
    goLive() {
      for (const change of waiting ?? []) client.deliver(change);
      waiting = null;
    },
    end: () => stream.end(),
  };
  return client;
}
