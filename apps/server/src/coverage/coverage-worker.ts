// Runs in a thread of its own: two thousand cameras take seconds in which the server must go on answering.
import { parentPort } from "node:worker_threads";
import { createCoverageCount } from "@getu/domain";
import type { CoverageCount, CoveragePart } from "@getu/domain";
import type { CoverageTask } from "./coverage-thread.ts";

let count: CoverageCount | null = null;

function work(task: CoverageTask): CoveragePart {
  if (task.kind === "all") {
    count = createCoverageCount(task.site, task.cameras);
    return count.all();
  }
  if (!count) throw new Error("a camera came before the site it stands on");
  return count.replace(task.camera);
}

parentPort?.on("message", (task: CoverageTask) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(work(task));
});
