import { parentPort } from "node:worker_threads";
import { buildSegment } from "./build-segment.ts";
import type { MergeAnswer, MergeOrder } from "./merge-host.ts";

/** Segments live in shared memory: neither the order nor the answer copies a row. */
function answer({ order, parts }: MergeOrder): MergeAnswer {
  try {
    return { order, segment: buildSegment(parts) };
  } catch (error) {
    return { order, failure: error instanceof Error ? error.message : String(error) };
  }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of this process, not a window
parentPort?.on("message", (order: MergeOrder) => parentPort?.postMessage(answer(order)));
