import { request } from "node:http";
import type { IncomingMessage } from "node:http";

/** One event as it came over the wire. */
export type ReceivedEvent = { id: string | null; event: string; data: unknown };

/** An open stream of events on a socket of its own. */
export type EventStream = {
  status: number;
  headers: IncomingMessage["headers"];
  /** Everything received so far; grows. */
  events: ReceivedEvent[];
  /** The id that a browser would send when it reconnects. */
  lastId(): string | null;
  /** Resolves when `count` events of the kind have come; throws after some seconds. */
  waitFor(event: string, count?: number): Promise<ReceivedEvent[]>;
  /** Resolves when the server has ended or dropped the connection. */
  ended: Promise<void>;
  /** Cuts the connection as a pulled cable would. */
  cut(): void;
  /** Stops and goes on taking bytes from the socket. */
  pause(): void;
  resume(): void;
};

const WAIT_MS = 15_000;

function parseEvent(block: string): ReceivedEvent | null {
  const fields = new Map(
    block
      .split("\n")
      .filter((line) => !line.startsWith(":"))
      .map((line) => line.split(/: (.*)/s) as [string, string]),
  );
  const event = fields.get("event");
  if (event === undefined) return null;
  return { id: fields.get("id") ?? null, event, data: JSON.parse(fields.get("data") ?? "null") as unknown };
}

/** Opens `address` as an EventSource would, on its own connection. */
export function openEventStream(address: string, headers: Record<string, string> = {}): Promise<EventStream> {
  return new Promise((resolve, reject) => {
    const outgoing = request(address, { agent: false, headers: { accept: "text/event-stream", ...headers } });
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      outgoing.on("error", () => {});
      resolve(follow(response));
    });
    outgoing.end();
  });
}

function follow(response: IncomingMessage): EventStream {
  const events: ReceivedEvent[] = [];
  let rest = "";
  let isCut = false;
  let notify = (): void => {};
  response.setEncoding("utf8");
  response.on("error", () => {});
  response.on("data", (chunk: string) => {
    if (isCut) return; // bytes that were under way when the cable was pulled
    const blocks = (rest + chunk).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const event = parseEvent(block);
      if (event) events.push(event);
    }
    notify();
  });
  const matching = (event: string) => events.filter((received) => received.event === event);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    lastId: () => events.findLast(({ id }) => id !== null)?.id ?? null,
    waitFor: (event, count = 1) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`only ${matching(event).length} of ${count} "${event}" came`)),
          WAIT_MS,
        );
        notify = () => {
          if (matching(event).length < count) return;
          clearTimeout(timer);
          resolve(matching(event));
        };
        notify();
      }),
    ended: new Promise((resolve) => {
      response.once("close", resolve);
    }),
    cut() {
      isCut = true;
      response.socket.destroy();
    },
    pause: () => response.pause(),
    resume: () => response.resume(),
  };
}
