import { Worker } from "node:worker_threads";
import type { BuildSegment, SegmentParts } from "./build-segment.ts";
import type { HeatSegment } from "./heat-segment.ts";

/** What the worker is asked. */
export type MergeOrder = { order: number; parts: SegmentParts };

/** What it says. */
export type MergeAnswer = { order: number; segment: HeatSegment } | { order: number; failure: string };

/** Builds segments in a worker thread, so that the server goes on answering while millions of rows are merged. */
export type MergeHost = {
  /** Rejects when the worker fails or dies; the next call starts a new one. */
  build: BuildSegment;
  /** Ends the worker; builds under way are rejected. */
  close(): Promise<void>;
};

type Waiting = { resolve(segment: HeatSegment): void; reject(error: Error): void };

/** A worker and the builds it still owes. It keeps the process alive only while there are some. */
type Crew = { worker: Worker; waiting: Map<number, Waiting> };

function startCrew(): Crew {
  const crew: Crew = {
    worker: new Worker(new URL("./merge-worker.ts", import.meta.url)),
    waiting: new Map(),
  };
  const { worker, waiting } = crew;
  worker.on("message", (answer: MergeAnswer) => settleOrder(crew, answer));
  worker.on("error", (error) => dismiss(waiting, new Error(`heat merge worker failed: ${String(error)}`)));
  worker.on("exit", (code) => dismiss(waiting, new Error(`heat merge worker ended with code ${code}`)));
  worker.unref();
  return crew;
}

function settleOrder({ worker, waiting }: Crew, answer: MergeAnswer): void {
  const build = waiting.get(answer.order);
  waiting.delete(answer.order);
  if (waiting.size === 0) worker.unref();
  if ("segment" in answer) build?.resolve(answer.segment);
  else build?.reject(new Error(`heat merge failed: ${answer.failure}`));
}

function dismiss(waiting: Map<number, Waiting>, error: Error): void {
  for (const build of waiting.values()) build.reject(error);
  waiting.clear();
}

/** A host whose worker starts with the first build. */
export function createMergeHost(): MergeHost {
  let crew: Crew | null = null;
  let orders = 0;
  const order = (parts: SegmentParts, waiting: Waiting): void => {
    if (!crew) {
      const started = startCrew();
      started.worker.once("exit", () => {
        if (crew === started) crew = null;
      });
      crew = started;
    }
    crew.waiting.set(++orders, waiting);
    crew.worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of this process, not a window
    crew.worker.postMessage({ order: orders, parts } satisfies MergeOrder);
  };
  return {
    build: (parts) => new Promise((resolve, reject) => order(parts, { resolve, reject })),
    async close() {
      await crew?.worker.terminate();
    },
  };
}
