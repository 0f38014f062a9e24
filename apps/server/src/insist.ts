import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { Stopping } from "./lifecycle.ts";
import type { Lifecycle } from "./lifecycle.ts";

const RETRY_MS = 1000;

/** Does the work again until it succeeds: a server that answers outlives a database that is away for a moment. */
export async function insist<T>(
  work: () => Promise<T>,
  { lifecycle, log }: { lifecycle: Pick<Lifecycle, "isStopping">; log: Pick<Logger, "warn"> },
): Promise<T> {
  for (;;) {
    if (lifecycle.isStopping()) throw new Stopping();
    try {
      return await work();
    } catch (error) {
      if (!lifecycle.isStopping())
        log.warn({ err: error }, "a step after the start failed and is tried again");
      await sleep(RETRY_MS);
    }
  }
}
