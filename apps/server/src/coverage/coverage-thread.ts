import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Camera, CoveragePart, CoverageSite } from "@getu/domain";

/** What the thread is told: first the whole site, then one camera after another. */
export type CoverageTask =
  | { kind: "all"; site: CoverageSite; cameras: readonly Camera[] }
  | { kind: "replace"; camera: Camera };

/** Counts coverage in a thread; give it one task at a time. */
export type CoverageThread = {
  /** Throws what the thread failed with, also before it was given anything, or that it has been stopped. */
  work(task: CoverageTask): Promise<CoveragePart>;
  stop(): Promise<void>;
};

const WORKER = new URL("./coverage-worker.ts", import.meta.url);

/** Starts a thread that does not keep the process alive. */
export function startCoverageThread(program = WORKER): CoverageThread {
  const worker = new Worker(program);
  worker.unref();
  const gone = new AbortController();
  worker.on("error", (error) => gone.abort(error)); // heard by nobody it would end the process
  worker.once("exit", () => gone.abort(new Error("the thread that counts coverage has ended")));
  return {
    async work(task) {
      gone.signal.throwIfAborted();
      const answer = once(worker, "message", { signal: gone.signal });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(task);
      const [part] = (await answer.catch(() => gone.signal.throwIfAborted())) as [CoveragePart]; // the worker posts nothing else
      return part;
    },
    async stop() {
      await worker.terminate();
    },
  };
}
