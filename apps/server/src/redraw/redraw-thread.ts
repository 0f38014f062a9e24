import { Worker } from "node:worker_threads";
import type { RedrawWork } from "@getu/store";

/** What the thread has for itself: as much as may wait for the database beside what is worked out. */
export const CONNECTIONS = 4;

/** What the thread is asked to do. */
export type RedrawTask = { id: number; name: keyof RedrawWork; argument: unknown };

/** What became of it. */
export type RedrawAnswer = {
  id: number;
  result?: unknown;
  failed?: { text: string; code: string | null };
};

/** The work of redrawing in a thread of its own, with connections of its own to the database. */
export type RedrawThread = { work: RedrawWork; stop(): Promise<void> };

type Waiting = Map<number, PromiseWithResolvers<unknown>>;

/** The thread begins with the first task, and anew with the next one when it has ended; it does not keep the process alive. */
export function createRedrawThread(url: string): RedrawThread {
  let running: { worker: Worker; waiting: Waiting } | null = null;
  let asked = 0;

  function begin(): { worker: Worker; waiting: Waiting } {
    const begun = { worker: startWorker(url), waiting: new Map() as Waiting };
    begun.worker.on("message", (answer: RedrawAnswer) => settle(begun.waiting, answer));
    const end = (why: unknown): void => {
      if (running === begun) running = null;
      for (const { reject } of begun.waiting.values()) reject(why);
      begun.waiting.clear();
    };
    begun.worker.once("error", end);
    begun.worker.once("exit", () => end(new Error("the thread that redraws has ended")));
    return begun;
  }

  const ask =
    (name: keyof RedrawWork) =>
    (argument: unknown): Promise<never> => {
      running ??= begin();
      const id = (asked += 1);
      const answered = Promise.withResolvers<unknown>();
      running.waiting.set(id, answered);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      running.worker.postMessage({ id, name, argument } satisfies RedrawTask);
      return answered.promise as Promise<never>; // the worker runs the function of this name
    };

  return {
    work: {
      check: ask("check"),
      impact: ask("impact"),
      append: ask("append"),
      fork: ask("fork"),
      move: ask("move"),
      rebase: ask("rebase"),
      publish: ask("publish"),
      restoreImpact: ask("restoreImpact"),
      restore: ask("restore"),
    },
    async stop() {
      await running?.worker.terminate();
    },
  };
}

function startWorker(url: string): Worker {
  const workerData = { url, connections: CONNECTIONS };
  const worker = new Worker(new URL("./redraw-worker.ts", import.meta.url), { workerData });
  worker.unref();
  return worker;
}

function settle(waiting: Waiting, { id, result, failed }: RedrawAnswer): void {
  const answered = waiting.get(id);
  waiting.delete(id);
  if (!failed) answered?.resolve(result);
  else
    answered?.reject(
      Object.assign(new Error(failed.text), failed.code === null ? {} : { code: failed.code }),
    );
}
