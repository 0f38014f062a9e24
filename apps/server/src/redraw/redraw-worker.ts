// Runs in a thread of its own: a long draft is replayed for seconds in which the server must go on answering.
import { parentPort, workerData } from "node:worker_threads";
import { createRedrawWork, openDb } from "@getu/store";
import type { RedrawWork } from "@getu/store";
import type { RedrawAnswer, RedrawTask } from "./redraw-thread.ts";

const { url, connections } = workerData as { url: string; connections: number }; // by redraw-thread.ts
let opened: Promise<RedrawWork> | null = null;

async function open(): Promise<RedrawWork> {
  try {
    return createRedrawWork(await openDb(url, { connections }));
  } catch (error) {
    opened = null; // the next task tries again
    throw error;
  }
}

async function answer({ id, name, argument }: RedrawTask): Promise<RedrawAnswer> {
  try {
    const work = await (opened ??= open());
    return { id, result: await work[name](argument as never) }; // the thread's types pair name and argument
  } catch (error) {
    return { id, failed: { text: textOf(error), code: codeOf(error) } };
  }
}

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

/** The code of an error or of what is behind it: a message takes no such members of an error along. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return "code" in error && typeof error.code === "string" ? error.code : codeOf(error.cause);
}

parentPort?.on("message", async (task: RedrawTask) => {
  const told = await answer(task);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(told);
});
