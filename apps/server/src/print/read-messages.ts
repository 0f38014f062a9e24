import type { Readable } from "node:stream";

/** Hears each message of a stream that ends them with NUL, however it is cut into pieces. */
export function readMessages(stream: Readable, hear: (message: string) => void): void {
  let pieces: Buffer[] = [];
  stream.on("error", () => undefined); // whoever waits for an answer hears that the other side has ended
  stream.on("data", (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      const message = Buffer.concat([...pieces, chunk.subarray(start, end)]).toString();
      pieces = [];
      start = end + 1;
      hear(message);
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  });
}
