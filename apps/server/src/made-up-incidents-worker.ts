// Runs in a thread of its own: drawing the street takes a second in which the server must go on answering.
import { parentPort, workerData } from "node:worker_threads";
import { createSampleStreet } from "@getu/sample";
import { DEMO_SEED } from "./demo.ts";
import type { IncidentWorkerInput, IncidentWorkerMessage } from "./made-up-incidents.ts";

const { catalogue, scale, seed } = workerData as IncidentWorkerInput;
const street = createSampleStreet({ seed: DEMO_SEED, scale, catalogue });
const trickle = street.createTrickle({ seed });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
const say = (message: IncidentWorkerMessage) => parentPort?.postMessage(message);

parentPort?.on("message", (now: string) => say({ record: trickle.next(new Date(now)) }));
say({ territoryCode: street.territory.code });
