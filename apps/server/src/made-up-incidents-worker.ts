// Runs in a thread of its own: drawing the street takes a second in which the server must go on answering.
import { parentPort, workerData } from "node:worker_threads";
import { createSampleStreet } from "@getu/sample";
import { DEMO_SEED } from "./demo.ts";
import type { IncidentWorkerInput, IncidentWorkerMessage } from "./made-up-incidents.ts";

const { rules, scale, seed } = workerData as IncidentWorkerInput;
const street = createSampleStreet({ seed: DEMO_SEED, scale, ...rules });
const trickle = street.createTrickle({ seed });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
const say = (message: IncidentWorkerMessage) => parentPort?.postMessage(message);

/** So many times livelier than the street is, so that somebody who has just opened the wall sees it live. */
const LIVELIER = 3;

parentPort?.on("message", (text: string) => {
  const now = new Date(text);
  say({ record: trickle.next(now), waitMs: trickle.waitMs(now, LIVELIER) });
});
say({ territoryCode: street.territory.code });
