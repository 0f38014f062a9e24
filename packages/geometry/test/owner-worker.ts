import { parentPort } from "node:worker_threads";
import { openAreaIndex } from "../src/area-index.ts";

/** Opens the index that it is sent and answers positions in units with their owners. */
parentPort?.on("message", ({ buffer, units }: { buffer: ArrayBuffer; units: Int32Array }) => {
  parentPort?.postMessage(openAreaIndex(buffer).ownersOf(units), []);
});
