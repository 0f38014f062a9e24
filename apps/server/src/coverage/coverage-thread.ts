import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Camera, CoveragePart, CoverageSite } from "@getu/domain";

/** What the thread is told: first the whole site, then one camera after another. */
export type CoverageTask =
  | { kind: "all"; site: CoverageSite; cameras: readonly Camera[] }
  | { kind: "replace"; camera: Camera };

/** Counts coverage in a thread; give it one task at a time. */
export type CoverageThread = {
  /** Throws when the thread fails or has been stopped. */
  work(task: CoverageTask): Promise<CoveragePart>;
  stop(): Promise<void>;
};

/** Starts a thread that does not keep the process alive. */
export function startCoverageThread(): CoverageThread {
  const worker = new Worker(new URL("./coverage-worker.ts", import.meta.url));
  worker.unref();
  const gone = new AbortController();
  worker.once("exit", () => gone.abort());
  return {
    async work(task) {
      const answer = once(worker, "message", { signal: gone.signal });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(task);
      const [part] = (await answer) as [CoveragePart]; // the worker posts nothing else
      return part;
    },
    async stop() {
      await worker.terminate();
    },
  };
}
