/** One event of a stream; `id` is what a client sends back to resume. */
export type ServerSentEvent = {
  event: "hello" | "change" | "resync" | "ping" | "no-database" | "over";
  id?: string;
  data: unknown;
};

/**
 * The event as it goes over the wire, once for all clients: bytes, because a text would be encoded anew for each.
 * JSON holds no line break, so one data line is enough.
 */
export function toWire({ event, id, data }: ServerSentEvent): Buffer {
  const head = id === undefined ? "" : `id: ${id}\n`;
  return Buffer.from(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** Tells a reader that the stream ends for another reason than the wire: whatever else it shows may be over, too. */
export const OVER: Buffer = toWire({ event: "over", data: {} });
