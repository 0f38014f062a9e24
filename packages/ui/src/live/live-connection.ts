import { liveChangeSchema } from "@getu/domain";
import type { LiveChange } from "@getu/domain";
import { randomUuid } from "../random-uuid.ts";
import { createChangeOrder } from "./change-order.ts";
import { hearHeld, hearServer, passTime, startLive } from "./live-state.ts";
import type { LiveState } from "./live-state.ts";
import { onlineAfterMs, patienceMs, reopenAfterMs } from "./reopen.ts";
import { createSilence } from "./silence.ts";
import { hangUp } from "./wire.ts";

/** What a screen does with what it hears. */
export type LiveListener = {
  onState: (state: LiveState) => void;
  /** The server is heard for the first time: what was answered before may have missed a change. */
  onBegin: () => void;
  onChange: (change: LiveChange) => void;
  /** Changes may have been missed, or others may be seen from now on: everything shown must be fetched again. */
  onResync: () => void;
  /** The server is heard again after the connection was lost. */
  onBack: () => void;
};

/** A connection that never gives up until it is closed. */
export type LiveConnection = { close: () => void };

const TICK_MS = 1_000;

/** Listens to `/live` for one territory and resumes after the last change it has seen. */
export function openLiveConnection(territoryId: number, listener: LiveListener): LiveConnection {
  const page = randomUuid(); // by this the server ends the stream before when the next one comes
  let state = startLive(Date.now());
  const silence = createSilence();
  /** Of the wire alone: a server whose database is away says so, and of the picture nothing. */
  const stillness = createSilence();
  let isPassed = createChangeOrder();
  let cursor: string | null = null;
  /** The history of the database that the cursor is of: taken with it, for a stream may end before it says what is to be fetched. */
  let history: string | null = null;
  let source: EventSource | null = null;
  let patience = 0;
  let reopenAt = Infinity; // by performance.now(): the machine's own clock may be set back by hours
  let inVain = 0;

  const setState = (next: LiveState): void => {
    if (next === state) return;
    state = next;
    listener.onState(state);
  };
  const hear = (event: MessageEvent<string>): unknown => {
    const content: unknown = JSON.parse(event.data);
    const wasLost = state.status === "lost";
    silence.end();
    stillness.end();
    setState(hearServer(state, Date.now(), timeOf(content, "now")));
    if (wasLost) listener.onBack();
    return content;
  };
  const remember = (event: MessageEvent<string>): void => {
    if (event.lastEventId) cursor = event.lastEventId;
  };

  const resync = (): void => {
    isPassed = createChangeOrder(); // numbers may begin anew with a database that was restored
    listener.onResync();
  };

  function open(): void {
    source?.close();
    patience = patienceMs(inVain, Math.random());
    reopenAt = performance.now() + patience;
    const opened = new EventSource(liveUrl({ territoryId, page, cursor, history }));
    source = opened;
    opened.addEventListener("hello", (event) => {
      const isFirst = cursor === null;
      inVain = 0;
      patience = patienceMs(inVain, Math.random()); // should the server fall silent, it does so for all
      const content = hear(event);
      remember(event);
      if (!isFirst) return;
      cursor ??= textOf(content, "cursor");
      history = textOf(content, "history");
      listener.onBegin();
    });
    opened.addEventListener("ping", (event) => {
      const content = hear(event);
      remember(event); // what others changed meanwhile counts as seen
      setState(hearHeld(state, timeOf(content, "heldSince")));
    });
    opened.addEventListener("resync", (event) => {
      history = textOf(hear(event), "history");
      remember(event);
      resync();
    });
    opened.addEventListener("change", (event) => {
      const change = liveChangeSchema.safeParse(hear(event));
      remember(event);
      // A newer server may speak of things this page does not know: fetch what it does know.
      if (!change.success) resync();
      else if (!isPassed(change.data, event.lastEventId)) listener.onChange(change.data);
    });
    opened.addEventListener("no-database", stillness.end); // it goes on here as soon as there is one
    opened.addEventListener("over", () => {
      cursor = null; // of other rights, or of a history that is no more
      resync();
    });
    opened.addEventListener("error", () => {
      opened.close(); // the browser's own retry would ask with the first cursor again
      reopenAt = performance.now() + reopenAfterMs(inVain, Math.random());
      inVain += 1;
    });
  }

  /** Whatever it waits for began without a network; where the server is heard all the while nothing is to be done. */
  const onOnline = (): void => {
    if (state.status !== "live")
      reopenAt = Math.min(reopenAt, performance.now() + onlineAfterMs(Math.random()));
  };

  const ticker = setInterval(() => {
    const silentMs = silence.ms();
    setState(passTime(state, silentMs));
    if (performance.now() < reopenAt) return;
    const isEnded = source?.readyState === EventSource.CLOSED;
    const isGreeted = source?.readyState === EventSource.OPEN;
    if (isGreeted && stillness.ms() <= patience) return;
    if (!isEnded) {
      hangUp(); // nobody said that it is over: whatever else was asked hangs as well
      inVain += 1;
    }
    open();
  }, TICK_MS);
  addEventListener("online", onOnline);
  open();
  return {
    close() {
      removeEventListener("online", onOnline);
      clearInterval(ticker);
      source?.close();
    },
  };
}

type Asked = { territoryId: number; page: string; cursor: string | null; history: string | null };

const liveUrl = ({ territoryId, page, cursor, history }: Asked): string => {
  const query = new URLSearchParams({ territory: String(territoryId), page });
  if (cursor !== null) query.set("after", cursor);
  if (cursor !== null && history !== null) query.set("history", history);
  return `/live?${query}`;
};

function timeOf(content: unknown, name: "now" | "heldSince"): number | null {
  if (typeof content !== "object" || content === null) return null;
  const said: unknown = Reflect.get(content, name);
  const time = typeof said === "string" ? Date.parse(said) : NaN;
  return Number.isNaN(time) ? null : time;
}

function textOf(content: unknown, name: "cursor" | "history"): string | null {
  const said: unknown = typeof content === "object" && content !== null ? Reflect.get(content, name) : null;
  return typeof said === "string" ? said : null;
}
