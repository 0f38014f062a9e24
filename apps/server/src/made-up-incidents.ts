import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { IncidentRecord } from "@getu/domain";
import type { DemoScale } from "./demo.ts";
import type { Rules } from "./rules.ts";

/** What the thread that draws the street is given. */
export type IncidentWorkerInput = { rules: Rules; scale: DemoScale; seed: number };

/** A made-up incident, and how long the street waits for the one after it. */
type MadeUpIncident = { record: IncidentRecord; waitMs: number };

/** First the code of the street it has drawn, then one record for each time it is sent. */
export type IncidentWorkerMessage = { territoryCode: string } | MadeUpIncident;

/** Made-up incidents of the demo street, one by one. */
export type MadeUpIncidents = {
  /** Code of the territory that they happen in. */
  territoryCode: string;
  next(now: Date): Promise<MadeUpIncident>;
  stop(): Promise<void>;
};

async function nextMessage(worker: Worker): Promise<IncidentWorkerMessage> {
  const [message] = (await once(worker, "message")) as [IncidentWorkerMessage]; // throws when the thread fails
  return message;
}

/** Draws the street in a thread of its own; resolves when it has. Ask for one incident at a time. */
export async function createMadeUpIncidents(input: IncidentWorkerInput): Promise<MadeUpIncidents> {
  const worker = new Worker(new URL("./made-up-incidents-worker.ts", import.meta.url), { workerData: input });
  worker.unref();
  const first = await nextMessage(worker);
  if (!("territoryCode" in first)) throw new Error("the thread of made-up incidents did not say where it is");
  return {
    territoryCode: first.territoryCode,
    async next(now) {
      const answer = nextMessage(worker);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(now.toISOString());
      const message = await answer;
      if (!("record" in message)) throw new Error("the thread of made-up incidents gave none");
      return message;
    },
    async stop() {
      await worker.terminate();
    },
  };
}
